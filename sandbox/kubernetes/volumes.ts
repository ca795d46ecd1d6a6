import { withLock } from "../aws/lock";
import { readState, writeState, type AccountState, type StoredResource } from "../aws/state";
import { EBS_VOLUME } from "../aws/types/volume";
import type { KubernetesApi, KubernetesObject } from "./api";

export const DRIVER = "ebs.csi.aws.com";
const ZONE = "topology.kubernetes.io/zone";
/** Set by the scheduler when it has chosen the node of the claim's pod (WaitForFirstConsumer). */
const CHOSEN_NODE = "volume.kubernetes.io/selected-node";
const PROVISIONED_BY = "pv.kubernetes.io/provisioned-by";

interface Claim extends KubernetesObject {
  spec: {
    storageClassName?: string;
    accessModes: string[];
    resources: { requests: { storage: string } };
    volumeName?: string;
  };
  status: { phase: string };
}

interface Volume extends KubernetesObject {
  spec: { csi?: { driver: string; volumeHandle: string }; persistentVolumeReclaimPolicy: string };
  status: { phase: string };
}

interface StorageClass extends KubernetesObject {
  provisioner: string;
  reclaimPolicy: string;
  parameters?: Record<string, string>;
}

/**
 * One round of the EBS CSI driver's controller: creates volumes for pending claims, and deletes those of deleted
 * claims.
 */
export async function provisionVolumes(api: KubernetesApi, stateFile: string): Promise<void> {
  const classes = (await api.list<StorageClass>("/apis/storage.k8s.io/v1/storageclasses")).filter(
    ({ provisioner }) => provisioner === DRIVER,
  );
  for (const claim of await api.list<Claim>("/api/v1/persistentvolumeclaims")) {
    const storageClass = classes.find(({ metadata }) => metadata.name === claim.spec.storageClassName);
    const nodeName = claim.metadata.annotations?.[CHOSEN_NODE];
    if (storageClass && nodeName && claim.status.phase === "Pending" && !claim.spec.volumeName) {
      await provision(api, stateFile, claim, storageClass, nodeName);
    }
  }
  for (const { metadata, spec, status } of await api.list<Volume>("/api/v1/persistentvolumes")) {
    if (spec.csi?.driver !== DRIVER || status.phase !== "Released") continue;
    if (spec.persistentVolumeReclaimPolicy !== "Delete") continue;
    changeAccount(stateFile, (state) => {
      state.resources = state.resources.filter(
        ({ type, id }) => type !== EBS_VOLUME || id !== spec.csi!.volumeHandle,
      );
    });
    await api.delete(`/api/v1/persistentvolumes/${metadata.name}`);
  }
}

async function provision(
  api: KubernetesApi,
  stateFile: string,
  claim: Claim,
  storageClass: StorageClass,
  nodeName: string,
): Promise<void> {
  const node = await api.get(`/api/v1/nodes/${nodeName}`);
  const zone = node?.metadata.labels?.[ZONE];
  if (!zone) return; // the node is gone; the scheduler chooses another one
  const name = `pvc-${claim.metadata.uid}`;
  if (await api.get(`/api/v1/persistentvolumes/${name}`)) return; // created, and not bound yet
  const { accessModes, resources } = claim.spec;
  const id = changeAccount(stateFile, (state) => addVolume(state, claim, zone, storageClass));
  await api.create("/api/v1/persistentvolumes", {
    apiVersion: "v1",
    kind: "PersistentVolume",
    metadata: { name, annotations: { [PROVISIONED_BY]: DRIVER } },
    spec: {
      accessModes,
      capacity: { storage: resources.requests.storage },
      claimRef: {
        apiVersion: "v1",
        kind: "PersistentVolumeClaim",
        namespace: claim.metadata.namespace,
        name: claim.metadata.name,
        uid: claim.metadata.uid,
      },
      csi: { driver: DRIVER, volumeHandle: id, fsType: "ext4" },
      nodeAffinity: {
        required: {
          nodeSelectorTerms: [{ matchExpressions: [{ key: ZONE, operator: "In", values: [zone] }] }],
        },
      },
      persistentVolumeReclaimPolicy: storageClass.reclaimPolicy,
      storageClassName: storageClass.metadata.name,
      volumeMode: "Filesystem",
    },
  });
}

/**
 * One volume for each claim, even if it is called twice. The tags are those of the driver; docs/operations uses them to
 * find volumes that were left behind.
 */
function addVolume(state: AccountState, claim: Claim, zone: string, storageClass: StorageClass): string {
  const { namespace, name, uid } = claim.metadata;
  const id = `vol-${uid!.replaceAll("-", "").slice(0, 17)}`;
  if (state.resources.some((resource) => resource.type === EBS_VOLUME && resource.id === id)) return id;
  const volume: StoredResource = {
    type: EBS_VOLUME,
    id,
    inputs: {
      availabilityZone: zone,
      size: claim.spec.resources.requests.storage,
      ...storageClass.parameters,
      tags: {
        "kubernetes.io/created-for/pvc/namespace": namespace,
        "kubernetes.io/created-for/pvc/name": name,
      },
    },
    computed: {},
  };
  state.resources.push(volume);
  return id;
}

function changeAccount<T>(stateFile: string, change: (state: AccountState) => T): T {
  return withLock(stateFile, () => {
    const state = readState(stateFile);
    const result = change(state);
    writeState(stateFile, state);
    return result;
  });
}
