import { SPOT_RESERVE_NAMESPACE } from "../../components/nodes/spot-reserve";
import { eligiblePools } from "../../components/workload/placement";
import type { KubernetesApi, KubernetesObject } from "../../sandbox/kubernetes/api";
import type { Node } from "../../sandbox/kubernetes/nodes";
import type { Pod } from "../../sandbox/kubernetes/pods";
import type { StackSettings } from "../../stacks/settings";

type Owned = Pod & {
  metadata: { ownerReferences?: { kind: string; name: string }[] };
};

interface Workload extends KubernetesObject {
  spec: { replicas?: number };
  status: { readyReplicas?: number; desiredNumberScheduled?: number; numberReady?: number };
}

/** Deployments, StatefulSets and DaemonSets that lack pods: "namespace/name: 1 of 2". */
export async function unready(api: KubernetesApi): Promise<string[]> {
  const kinds = ["deployments", "statefulsets", "daemonsets"];
  const lists = await Promise.all(kinds.map((kind) => api.list<Workload>(`/apis/apps/v1/${kind}`)));
  return lists.flat().flatMap(({ metadata, spec, status }) => {
    const wanted = spec.replicas ?? status.desiredNumberScheduled;
    const ready = status.readyReplicas ?? status.numberReady ?? 0;
    return ready === wanted ? [] : [`${metadata.namespace}/${metadata.name}: ${ready} of ${wanted}`];
  });
}

/** Services with several pods in one zone although there are nodes for them in other zones: "namespace/name". */
export async function crowded(
  api: KubernetesApi,
  { namespaces, pools, services }: StackSettings,
): Promise<string[]> {
  const nodes = await api.list<Node>("/api/v1/nodes");
  const zoneOf = ({ metadata }: Node) => metadata.labels?.["topology.kubernetes.io/zone"];
  const pods = await api.list<Pod>("/api/v1/pods");
  return Object.keys(namespaces).flatMap((namespace) =>
    Object.entries(services).flatMap(([name, service]) => {
      const hosts = pods
        .filter(
          ({ metadata }) =>
            metadata.namespace === namespace && metadata.labels?.["app.kubernetes.io/name"] === name,
        )
        .map(({ spec }) => nodes.find(({ metadata }) => metadata.name === spec.nodeName)!);
      const eligible = nodes.filter(({ metadata }) =>
        eligiblePools(service, pools).includes(metadata.labels?.["node-pool"] ?? ""),
      );
      const several = hosts.length > 1 && new Set(eligible.map(zoneOf)).size > 1;
      return several && new Set(hosts.map(zoneOf)).size === 1 ? [`${namespace}/${name}`] : [];
    }),
  );
}

/**
 * Pods on a wrong pool, with a wrong priority or not running; each with the reason. Services belong on the pools that
 * their settings allow, and have the priority of the settings. Placeholders belong on spot nodes. All other pods belong
 * on the system pool, except those that run on every node.
 */
export async function misplaced(
  api: KubernetesApi,
  { namespaces, pools, services }: StackSettings,
): Promise<string[]> {
  const serviceOf = ({ namespace, labels }: Owned["metadata"]) =>
    namespace! in namespaces ? services[labels?.["app.kubernetes.io/name"] ?? ""] : undefined;
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
    const service = serviceOf(metadata);
    const isPlaceholder = metadata.namespace === SPOT_RESERVE_NAMESPACE;
    const meantFor = service ? eligiblePools(service, pools) : isPlaceholder ? spotPools(pools) : ["system"];
    const priority = spec.priorityClassName;
    const problems = [
      ...(onEveryNode || meantFor.includes(pool ?? "none") ? [] : [`runs on pool ${pool}`]),
      ...(service && priority !== service.priority ? [`has priority ${priority}`] : []),
      ...(status.phase === "Running" ? [] : [`is ${status.phase}`]),
    ];
    return problems.map((problem) => `${title} ${problem}`);
  });
}

function spotPools(pools: StackSettings["pools"]): string[] {
  return Object.keys(pools).filter((name) => pools[name]!.capacity === "spot");
}
