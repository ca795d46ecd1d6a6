import { LAUNCH_TEMPLATE } from "../reading/node-groups";
import { isTrue, isUnknown, isUnknownList, numberIn } from "../reading/values";
import { broken, resourceRule, undecided, type Finding } from "../rule";
import { at, entries, type ResourceView } from "../stack-view";

const VOLUME = "aws:ebs/volume:Volume";
const STORAGE_CLASS = "kubernetes:storage.k8s.io/v1:StorageClass";

/** What one place configures for volumes. Without a size, that of the snapshot or the claim counts. */
interface VolumeFacts {
  where: string;
  type: unknown;
  encrypted: unknown;
  size: unknown;
}

export const encryptedVolumes = resourceRule({
  id: "encrypted-volumes",
  level: "mandatory",
  requires: "Every volume is gp3, encrypted, and no larger than allowed.",
  reason:
    "A lost volume must not be readable, gp3 costs a fifth less than gp2, and large volumes bill while nobody looks.",
  fix: "State gp3, encrypted, and a size of at most maxVolumeGiB.",
  parameters: {
    schema: { maxVolumeGiB: { type: "integer", minimum: 1, description: "Largest volume." } },
    defaults: { maxVolumeGiB: 200 },
  },
  types: [LAUNCH_TEMPLATE, VOLUME, STORAGE_CLASS],
  check(resource, { maxVolumeGiB }) {
    if (resource.type === LAUNCH_TEMPLATE) return templateFindings(resource, maxVolumeGiB);
    const { props } = resource;
    if (resource.type === VOLUME) {
      return volumeFindings(resource, maxVolumeGiB, { where: "", ...ebs(props, "type", "size") });
    }
    const provisioner = at(props, "provisioner");
    if (isUnknown(provisioner)) return [undecided(resource, "provisioner")];
    if (provisioner !== "ebs.csi.aws.com") return [];
    const parameters = at(props, "parameters");
    const type = at(parameters, "type") ?? "gp3"; // the driver's default
    const encrypted = at(parameters, "encrypted");
    return volumeFindings(resource, maxVolumeGiB, { where: "parameters.", type, encrypted, size: undefined });
  },
});

function templateFindings(template: ResourceView, maxVolumeGiB: number): Finding[] {
  const devices = at(template.props, "blockDeviceMappings");
  if (isUnknownList(devices)) return [undecided(template, "blockDeviceMappings")];
  if (entries(devices).length === 0) return [broken(template, "leaves its volumes to the image's defaults")];
  return entries(devices).flatMap((device, index) => {
    const volume = at(device, "ebs");
    if (volume === undefined || volume === null) return []; // an instance's own disk, or none
    const where = `blockDeviceMappings[${index}].ebs.`;
    return volumeFindings(template, maxVolumeGiB, { where, ...ebs(volume, "volumeType", "volumeSize") });
  });
}

function ebs(value: unknown, type: string, size: string): Omit<VolumeFacts, "where"> {
  return { type: at(value, type), encrypted: at(value, "encrypted"), size: at(value, size) };
}

function volumeFindings(resource: ResourceView, maxGiB: number, volume: VolumeFacts): Finding[] {
  const { where, type, encrypted, size } = volume;
  const judge = (key: string, value: unknown, fine: boolean, message: string): Finding[] => {
    if (isUnknown(value)) return [undecided(resource, `${where}${key}`)];
    return fine ? [] : [broken(resource, message)];
  };
  return [
    ...judge(
      "type",
      type,
      type === "gp3",
      `has a volume of type ${String(type ?? "gp2, the default")}, not gp3`,
    ),
    ...judge("encrypted", encrypted, isTrue(encrypted), "has a volume that is not encrypted"),
    ...judge(
      "size",
      size,
      (numberIn(size) ?? 0) <= maxGiB,
      `has a volume of ${String(size)} GiB, at most ${maxGiB} are allowed`,
    ),
  ];
}
