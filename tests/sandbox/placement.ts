import { eligiblePools } from "../../components/workload/placement";
import type { KubernetesApi } from "../../sandbox/kubernetes/api";
import type { Node } from "../../sandbox/kubernetes/nodes";
import type { Pod } from "../../sandbox/kubernetes/pods";
import type { StackSettings } from "../../stacks/settings";

type Owned = Pod & {
  metadata: { ownerReferences?: { kind: string; name: string }[] };
};

/**
 * Pods that are not where, or not what, they are meant to be; each with the reason. Services belong on the pools that
 * their settings allow, everything else that doesn't run on every node on the system pool.
 */
export async function misplaced(
  api: KubernetesApi,
  { namespaces, pools, services }: StackSettings,
): Promise<string[]> {
  const meantFor = ({ namespace, labels }: Owned["metadata"]): string[] => {
    const service = services[labels?.["app.kubernetes.io/name"] ?? ""];
    return service && namespace! in namespaces ? eligiblePools(service, pools) : ["system"];
  };
  const nodes = new Map(
    (await api.list<Node>("/api/v1/nodes")).map(({ metadata }) => [
      metadata.name,
      metadata.labels?.["node-pool"],
    ]),
  );
  return (await api.list<Owned>("/api/v1/pods")).flatMap(({ metadata, spec, status }) => {
    const title = `${metadata.namespace}/${metadata.name}`;
    const pool = nodes.get(spec.nodeName ?? "");
    const onEveryNode = metadata.ownerReferences?.[0]?.kind === "DaemonSet";
    const problems = [
      ...(onEveryNode || meantFor(metadata).includes(pool ?? "none") ? [] : [`runs on pool ${pool}`]),
      ...(status.phase === "Running" ? [] : [`is ${status.phase}`]),
    ];
    return problems.map((problem) => `${title} ${problem}`);
  });
}
