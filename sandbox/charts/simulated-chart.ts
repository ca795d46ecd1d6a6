/** Keys of a value among those that a release may set: ["grafana", "resources"]. */
export type ValuePath = string[];

/** A field of a pod: the release's value, or what the real chart has by itself. */
export interface PodField {
  path: ValuePath;
  default?: unknown;
}

export interface Account {
  /** Where the release sets its `name` and `annotations`. */
  path: ValuePath;
  /** Unless the release names it. */
  name: string;
}

/** Pods that a chart brings. */
export interface Workload {
  kind: "Deployment" | "DaemonSet" | "StatefulSet";
  name: string;
  labels?: Record<string, string>;
  /** None for a DaemonSet. */
  replicas?: { path: ValuePath; default: number };
  account: Account;
  pod: Record<string, PodField>;
  containers: { name: string; resources: ValuePath; args?: ValuePath }[];
  /** Of a StatefulSet: the template of its claim, and what becomes of the claim. */
  claim?: { name: string; template: ValuePath; retention: ValuePath };
}

/** What a stand-in chart renders; templates/workloads.tpl reads it. */
export interface SimulatedChart {
  serviceAccounts: Account[];
  workloads: Workload[];
  /** Of workloads of the same name: the budget's spec without its selector. */
  disruptionBudgets: { name: string; path: ValuePath }[];
  monitors: { kind: "ServiceMonitor" | "PodMonitor"; name: string; enabled: ValuePath }[];
  /** Each with a key and the value that it has as YAML. */
  configMaps?: { name: string; key: string; path: ValuePath }[];
  /** Where the release annotates the definitions that go through the chart's templates. */
  definitionAnnotations?: ValuePath;
}

/** What an entry says of a workload; everything else is where charts usually have it. */
export interface Pods {
  name: string;
  labels?: Record<string, string>;
  /** Where the pod's own values stand; at the top unless said. */
  at?: ValuePath;
  /** Each with the place of its resources; one with those beside the pod's values unless said. */
  containers?: Record<string, ValuePath>;
  /** Where the flags of the containers are, by name without dashes. */
  args?: ValuePath;
  priorityClassAt?: ValuePath;
  account?: Account;
  /** Of the real chart. */
  defaults?: Record<string, unknown>;
  /** Of the real chart; 1 unless said. */
  replicas?: number;
  claim?: { name: string; template: ValuePath; retention: ValuePath };
}

export function deployment(pods: Pods): Workload {
  return { ...workload("Deployment", pods), replicas: replicas(pods) };
}

export function statefulSet(pods: Pods): Workload {
  return { ...workload("StatefulSet", pods), replicas: replicas(pods) };
}

export function daemonSet(pods: Pods): Workload {
  return workload("DaemonSet", pods);
}

function replicas({ at = [], replicas: number = 1 }: Pods) {
  return { path: [...at, "replicas"], default: number };
}

function workload(kind: Workload["kind"], pods: Pods): Workload {
  const { name, labels, at = [], defaults = {}, claim } = pods;
  const field = (key: string, path = [...at, key]) => ({ path, default: defaults[key] });
  return {
    kind,
    name,
    labels,
    account: pods.account ?? { path: ["serviceAccount"], name },
    pod: {
      nodeSelector: field("nodeSelector"),
      tolerations: field("tolerations"),
      affinity: field("affinity"),
      priorityClassName: field("priorityClassName", pods.priorityClassAt),
    },
    containers: Object.entries(pods.containers ?? { [name]: [...at, "resources"] }).map(
      ([container, resources]) => ({ name: container, resources, ...(pods.args && { args: pods.args }) }),
    ),
    claim,
  };
}
