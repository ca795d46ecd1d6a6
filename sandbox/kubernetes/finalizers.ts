import { appendCall, callLogOf } from "../aws/call-log";
import { withLock } from "../aws/lock";
import type { KubernetesApi, KubernetesObject } from "./api";
import { isRunning, type DeploymentName } from "./pods";

/** A controller that adds a finalizer to its objects and cleans up before they are deleted. */
interface FinalizingController {
  /** The controller's Deployment; without a ready pod the controller does nothing. */
  deployment: DeploymentName;
  /** Path of its objects in all namespaces. */
  objects: string;
  finalizer: string;
  /** For the log of calls to AWS: the calls when an object is added and when it is removed. */
  calls?: { type: string; added: string; removed: string };
}

export const LOAD_BALANCER_CONTROLLER: FinalizingController = {
  deployment: { namespace: "kube-system", name: "aws-load-balancer-controller" },
  objects: "/apis/elbv2.k8s.aws/v1beta1/targetgroupbindings",
  finalizer: "elbv2.k8s.aws/resources",
  calls: {
    type: "aws:lb/targetGroup:TargetGroup",
    added: "RegisterTargets",
    removed: "DeregisterTargets",
  },
};

export const KEDA_OPERATOR: FinalizingController = {
  deployment: { namespace: "keda", name: "keda-operator" },
  objects: "/apis/keda.sh/v1alpha1/scaledobjects",
  finalizer: "finalizer.keda.sh",
};

/**
 * One round, if a pod of the controller is running: adds the finalizer to objects, and removes it from those being
 * deleted.
 */
export async function finalize(
  api: KubernetesApi,
  controller: FinalizingController,
  stateFile: string,
): Promise<void> {
  const { deployment, finalizer, objects, calls } = controller;
  if (!(await isRunning(api, deployment))) return;
  for (const { metadata } of await api.list(objects)) {
    const finalizers = metadata.finalizers ?? [];
    const isDeleting = metadata.deletionTimestamp !== undefined;
    if (finalizers.includes(finalizer) !== isDeleting) continue; // nothing to do
    const path = pathOf(objects, metadata);
    const wanted = isDeleting ? finalizers.filter((each) => each !== finalizer) : [...finalizers, finalizer];
    const name = `${metadata.namespace}/${metadata.name}`;
    // Controllers work in this order: add the finalizer before the first call to AWS, remove it after the last one.
    if (isDeleting) logCall(stateFile, name, calls?.removed, calls?.type);
    await api.merge(path, {
      metadata: { finalizers: wanted, resourceVersion: metadata.resourceVersion },
    });
    if (!isDeleting) logCall(stateFile, name, calls?.added, calls?.type);
  }
}

function logCall(stateFile: string, name: string, method?: string, type?: string): void {
  if (!method || !type) return;
  withLock(stateFile, () => appendCall(callLogOf(stateFile), { method, type, name, outcome: "ok" }));
}

function pathOf(objects: string, { namespace, name }: KubernetesObject["metadata"]): string {
  const [kind] = objects.split("/").slice(-1);
  return `${objects.slice(0, -kind!.length)}namespaces/${namespace}/${kind}/${name}`;
}
