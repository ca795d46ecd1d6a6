import { appendCall, callLogOf } from "../aws/call-log";
import { withLock } from "../aws/lock";
import type { KubernetesApi, KubernetesObject } from "./api";
import { runs, type DeploymentName } from "./pods";

/** A controller that marks the objects that it must take apart before they go. */
interface FinalizingController {
  /** Namespace and name of its Deployment, without which it does nothing. */
  deployment: DeploymentName;
  /** The kind's path, of all namespaces. */
  objects: string;
  finalizer: string;
  /** For the log of calls to AWS: what it asks for when an object comes and when it goes. */
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

/** One round: objects that stand get the finalizer, those that are to go lose it, while any pod of the controller runs. */
export async function finalize(
  api: KubernetesApi,
  controller: FinalizingController,
  stateFile: string,
): Promise<void> {
  const { deployment, finalizer, objects, calls } = controller;
  if (!(await runs(api, deployment))) return;
  for (const { metadata } of await api.list(objects)) {
    const marks = metadata.finalizers ?? [];
    const going = metadata.deletionTimestamp !== undefined;
    if (marks.includes(finalizer) !== going) continue; // as it should be
    const path = pathOf(objects, metadata);
    const wanted = going ? marks.filter((mark) => mark !== finalizer) : [...marks, finalizer];
    const name = `${metadata.namespace}/${metadata.name}`;
    // As controllers do it: an object that has its mark gets what it asks for, and keeps it until all is taken apart.
    if (going) logCall(stateFile, name, calls?.removed, calls?.type);
    await api.merge(path, {
      metadata: { finalizers: wanted, resourceVersion: metadata.resourceVersion },
    });
    if (!going) logCall(stateFile, name, calls?.added, calls?.type);
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
