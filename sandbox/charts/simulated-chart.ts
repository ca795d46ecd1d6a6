/** Path of a value in a release's values: ["grafana", "resources"]. */
export type ValuePath = string[];

/** A field of a pod: the release's value, or the real chart's default. */
export interface PodField {
  path: ValuePath;
  default?: unknown;
}

export interface Account {
  /** Path of the values `name` and `annotations`. */
  path: ValuePath;
  /** The default for `name`. */
  name: string;
}

/** Pods that a chart creates. */
export interface Workload {
  kind: "Deployment" | "DaemonSet" | "StatefulSet";
  name: string;
  labels?: Record<string, string>;
  /** None for a DaemonSet. */
  replicas?: { path: ValuePath; default: number };
  account: Account;
  pod: Record<string, PodField>;
  containers: { name: string; resources: ValuePath; args?: ValuePath }[];
  /** Of a StatefulSet: the template of its claim, and the claim's retention policy. */
  claim?: { name: string; template: ValuePath; retention: ValuePath };
}

/** What a simulated chart renders; templates/workloads.tpl reads it. */
export interface SimulatedChart {
  serviceAccounts: Account[];
  workloads: Workload[];
  /** For the workload of the same name: the budget's spec without its selector. */
  disruptionBudgets: { name: string; path: ValuePath }[];
  monitors: { kind: "ServiceMonitor" | "PodMonitor"; name: string; enabled: ValuePath }[];
  /** Each with one key, whose value is YAML. */
  configMaps?: { name: string; key: string; path: ValuePath }[];
  /** Path of the annotations for the definitions among the chart's templates. */
  definitionAnnotations?: ValuePath;
}

/** How a workload differs from the usual layout of charts. */
export interface Pods {
  name: string;
  labels?: Record<string, string>;
  /** Path of the pod's own values; the default is the top level. */
  at?: ValuePath;
  /** Name -> path of its resources; the default is one container with `resources` beside the pod's values. */
  containers?: Record<string, ValuePath>;
  /** Path of the containers' flags, by name without dashes. */
  args?: ValuePath;
  priorityClassAt?: ValuePath;
  account?: Account;
  /** The real chart's defaults. */
  defaults?: Record<string, unknown>;
  /** The real chart's default; 1 if not given. */
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
