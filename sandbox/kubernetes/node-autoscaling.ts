import { listGroups, setDesired, type NodeGroupSize } from "../aws/auto-scaling";
import type { KubernetesApi } from "./api";
import { nodesOf, type Node } from "./nodes";
import type { Pod } from "./pods";

/** What of a pod decides where it may run. */
interface Placement {
  nodeSelector?: Record<string, string>;
  tolerations?: { key?: string; operator?: string; value?: string; effect?: string }[];
  affinity?: {
    nodeAffinity?: {
      requiredDuringSchedulingIgnoredDuringExecution?: {
        nodeSelectorTerms: {
          matchExpressions?: { key: string; operator: string; values?: string[] }[];
        }[];
      };
    };
  };
  containers: { resources?: { requests?: Record<string, string> } }[];
}

type WaitingPod = Pod & { spec: Placement };

type StandingNode = Node & {
  status: { conditions?: { type: string; status: string; lastTransitionTime: string }[] };
};

/** The scheduler takes a pod up again about a second after a node has come. */
const SETTLED_AFTER_MS = 3_000;

const GPU = "nvidia.com/gpu";
const UNSCHEDULABLE = `/api/v1/pods?fieldSelector=${encodeURIComponent("spec.nodeName=,status.phase=Pending")}`;

/**
 * One round of what Cluster Autoscaler does when pods find no place: one more node in the first group where one of them
 * would. It never takes a node away.
 */
export async function growForWaitingPods(api: KubernetesApi, stateFile: string): Promise<void> {
  const nodes = await api.list<StandingNode>("/api/v1/nodes");
  const groups = listGroups(stateFile);
  const wanted = groups.reduce((sum, { desiredSize }) => sum + desiredSize, 0);
  if (nodes.filter(isSettled).length < wanted) return; // those may be all that is needed
  for (const pod of (await api.list<WaitingPod>(UNSCHEDULABLE)).filter(isRefused)) {
    const group = inOrder(groups).find(
      (each) => each.desiredSize < each.maxSize && wouldTake(each, pod.spec),
    );
    if (group) return setDesired(stateFile, group.name, group.desiredSize + 1);
  }
}

/** Ready for long enough that the scheduler has seen it. */
function isSettled({ status }: StandingNode): boolean {
  const ready = status.conditions?.find(({ type, status: is }) => type === "Ready" && is === "True");
  return ready !== undefined && Date.now() - Date.parse(ready.lastTransitionTime) >= SETTLED_AFTER_MS;
}

function isRefused({ status }: Pod): boolean {
  return (
    status.conditions?.some(({ type, reason }) => type === "PodScheduled" && reason === "Unschedulable") ??
    false
  );
}

/** Spot first, groups with taints last: the order that the stack gives to the expander. */
export function inOrder(groups: NodeGroupSize[]): NodeGroupSize[] {
  const rank = ({ capacityType, taints }: NodeGroupSize) =>
    taints.length > 0 ? 2 : capacityType === "SPOT" ? 0 : 1;
  return [...groups].sort((one, other) => rank(one) - rank(other));
}

/** Whether a pod would find its place on a fresh node of a group. */
export function wouldTake(group: NodeGroupSize, pod: Placement): boolean {
  const [{ metadata, spec, status }] = nodesOf({ ...group, desiredSize: 1 }) as [Node];
  const labels = metadata.labels ?? {};
  const taints = (spec.taints ?? []) as { key: string; value?: string; effect: string }[];
  const selected = Object.entries(pod.nodeSelector ?? {}).every(([key, value]) => labels[key] === value);
  const tolerated = taints
    .filter(({ effect }) => effect !== "PreferNoSchedule")
    .every((taint) =>
      pod.tolerations?.some(
        ({ key, operator, value, effect }) =>
          (key === undefined || key === taint.key) &&
          (operator === "Exists" || (value ?? "") === (taint.value ?? "")) &&
          (effect === undefined || effect === taint.effect),
      ),
    );
  const slots = (name: string) =>
    pod.containers.reduce((sum, { resources }) => sum + Number(resources?.requests?.[name] ?? 0), 0);
  const enough = slots(GPU) <= Number(status.allocatable[GPU] ?? 0);
  return selected && tolerated && enough && isWanted(labels, pod);
}

function isWanted(labels: Record<string, string>, { affinity }: Placement): boolean {
  const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (!required) return true;
  return required.nodeSelectorTerms.some(({ matchExpressions = [] }) =>
    matchExpressions.every(({ key, operator, values = [] }) => {
      const has = labels[key] !== undefined;
      if (operator === "Exists" || operator === "DoesNotExist") return has === (operator === "Exists");
      return (has && values.includes(labels[key]!)) === (operator === "In");
    }),
  );
}
