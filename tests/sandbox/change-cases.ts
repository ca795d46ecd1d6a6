import { ADDON_VERSIONS } from "../../components/cluster/addon-catalog";
import { CHARTS } from "../../components/controllers/charts";
import { DEFINITIONS } from "../../components/controllers/definitions";
import type { StackConfiguration } from "../../sandbox/engine/settings";
import { setting } from "./fixture";

/** One change of a running stack, and the resources that may change with it. */
export interface ChangeCase {
  change?: (config: StackConfiguration) => void;
  /** Changes of the program's own tables, which can be undone. */
  program?: Swap[];
  /** Patterns of "operation type name"; each must match. */
  expected: RegExp[];
  /** The rule of the policy pack that forbids the change, which is then made without the pack. */
  forbiddenBy?: string;
  /** The change can't be undone: EKS can't go back to an older version. */
  oneWay?: true;
}

interface Swap {
  there(): void;
  back(): void;
}

/** Alerts, rules, dashboards and budget change with the part of the stack that they describe. */
const alerts = /^update PrometheusRule betterprompts-alerts$/;
const records = /^update PrometheusRule betterprompts-recording-rules$/;
const budget = /^update Budget monthly$/; // including its notification at the expected cost of a month
const costs = /^update ConfigMap grafana-dashboard-betterprompts-cost$/;
const cluster = /^update ConfigMap grafana-dashboard-betterprompts-cluster$/;
const applications = /^update ConfigMap grafana-dashboard-betterprompts-applications$/;

const REMOVED = "technique-selector";

const REPLACING = "(create-replacement|replace|delete-replaced)";

/** The resources of a service that the stack doesn't deploy itself. */
const PARTS =
  "(Workload|HorizontalPodAutoscaler|ScaledObject|VerticalPodAutoscaler|PodDisruptionBudget|PodMonitor)";

export const CHANGE_CASES: Record<string, ChangeCase> = {
  "a higher maximum of a pool": {
    change: setting("pools.application.maxSize", 6),
    expected: [/^update NodeGroup application$/, records],
  },
  "a lower maximum of a pool": {
    change: setting("pools.spot.maxSize", 5),
    expected: [/^update NodeGroup spot$/, records],
  },
  "a lower minimum of a pool": {
    change: setting("pools.application.minSize", 1),
    expected: [/^update NodeGroup application$/, budget, alerts, records, costs],
  },
  "other instance types": {
    change: setting("pools.application.instanceTypes", ["t3.large", "t3a.large"]),
    expected: [
      new RegExp(`^${REPLACING} NodeGroup application$`),
      new RegExp(`^${REPLACING} Tag application/`),
      ...[budget, alerts, records, costs],
    ],
  },
  "on-demand instead of spot": {
    change: setting("pools.spot.capacity", "on-demand"),
    forbiddenBy: "spot-share",
    expected: [
      new RegExp(`^${REPLACING} NodeGroup spot$`),
      new RegExp(`^${REPLACING} Tag spot/`),
      /^update Release cluster-autoscaler$/, // its priorities of pools
      /^update AlertmanagerConfig betterprompts$/, // no spot pool, no alerts of one
      ...[alerts, records, costs, cluster],
    ],
  },
  "one more label of a pool": {
    change: setting("pools.application.labels", { "workload-type": "application", tier: "web" }),
    expected: [/^update NodeGroup application$/, /^create Tag application\/.+\/tier$/],
  },
  "a larger root volume": {
    change: setting("pools.application.rootVolume", "60Gi"),
    expected: [
      /^update LaunchTemplate application$/,
      /^update NodeGroup application$/,
      /^update Tag application\/.+\/ephemeral-storage$/,
      ...[budget, records, costs],
    ],
  },
  "a new service": {
    change: addSmallService,
    expected: [new RegExp(`^create ${PARTS} (staging|development)/extra(/|$)`), alerts, records],
  },
  "one service less": {
    change: (config) => {
      delete (config["betterprompts:services"] as StackConfiguration)[REMOVED];
      for (const { replicas } of namespacesOf(config)) delete replicas[REMOVED];
    },
    expected: [new RegExp(`^delete ${PARTS} (staging|development)/${REMOVED}(/|$)`), alerts, records],
  },
  "one namespace less": {
    change: (config) => {
      delete (config["betterprompts:namespaces"] as StackConfiguration)["development"];
    },
    expected: [
      /^delete \w+ development([/-]|$)/,
      /^update RolePolicy load-balancer-controller$/,
      ...[alerts, records, cluster, applications],
    ],
  },
  "another threshold of a service's trigger": {
    change: setting("services.frontend.triggers.cpuPercent", 75),
    expected: [
      /^update HorizontalPodAutoscaler staging\/frontend\/autoscaler$/,
      /^update ScaledObject development\/frontend\/autoscaler$/,
    ],
  },
  "a trigger that takes a ScaledObject": {
    change: setting("services.frontend.triggers.requestsPerSecond", { perPod: 100 }),
    expected: [
      /^delete-replaced HorizontalPodAutoscaler staging\/frontend\/autoscaler$/, // before the other is there
      /^replace ScaledObject staging\/frontend\/autoscaler$/,
      /^create-replacement ScaledObject staging\/frontend\/autoscaler$/,
      /^update ScaledObject development\/frontend\/autoscaler$/,
    ],
  },
  "a higher ceiling": {
    change: setting("cost.hourlyCeilingUsd", 6),
    expected: [budget, alerts, records, costs],
  },
  "another threshold of an alert": {
    change: setting("alerts.lowUtilization.percent", 25),
    expected: [alerts, cluster],
  },
  "logs that are kept longer": {
    change: setting("cluster.logRetentionDays", 14),
    expected: [/^update LogGroup control-plane$/, budget, records, costs],
  },
  "another version of a chart": {
    program: [swap(CHARTS["dcgm-exporter"], "version", "4.8.3")],
    expected: [/^update Release dcgm-exporter$/],
  },
  "a chart whose definitions have one more field": {
    program: [
      swap(CHARTS["vertical-pod-autoscaler"], "version", "0.11.1"),
      swap(vpaVersion().schema.openAPIV3Schema.properties.spec.properties, "newerField", { type: "string" }),
    ],
    expected: [
      /^update CustomResourceDefinition verticalpodautoscalers\.autoscaling\.k8s\.io$/,
      /^update Release vertical-pod-autoscaler$/,
    ],
  },
  "the next version of Kubernetes": {
    change: setting("cluster.kubernetesVersion", "1.36"),
    program: [
      swap(ADDON_VERSIONS, "kube-proxy", "v1.36.0-eksbuild.1"),
      swap(charts(), "CLUSTER_AUTOSCALER_IMAGE", "v1.36.0"),
    ],
    expected: [
      /^update Cluster control-plane-eksCluster$/,
      /^update Addon kube-proxy$/,
      ...["system", "application", "gpu", "spot"].map((pool) => new RegExp(`^update NodeGroup ${pool}$`)),
      /^update Release cluster-autoscaler$/,
    ],
    oneWay: true,
  },
};

/** The stored version of VerticalPodAutoscaler. */
function vpaVersion() {
  const { definitions } = DEFINITIONS["vertical-pod-autoscaler"];
  const { spec } = definitions.find(({ metadata }) => metadata.name.startsWith("verticalpodautoscalers."))!;
  type Schema = { properties: { spec: { properties: Record<string, object | undefined> } } };
  return spec.versions.find(({ storage }) => storage) as unknown as { schema: { openAPIV3Schema: Schema } };
}

function namespacesOf(config: StackConfiguration): { replicas: StackConfiguration }[] {
  return Object.values(
    config["betterprompts:namespaces"] as Record<string, { replicas: StackConfiguration }>,
  );
}

/** A service that is small enough for the free capacity of the pools. */
function addSmallService(config: StackConfiguration): void {
  const services = config["betterprompts:services"] as Record<string, object>;
  services["extra"] = {
    ...structuredClone(services["technique-selector"]),
    requests: { cpu: "10m", memory: "16Mi" },
    limits: { cpu: "20m", memory: "32Mi" },
  };
  for (const { replicas } of namespacesOf(config)) replicas["extra"] = { min: 1, max: 1, expected: 1 };
}

function swap<T, K extends keyof T>(table: T, key: K, value: T[K]): Swap {
  const was = table[key];
  return { there: () => void (table[key] = value), back: () => void (table[key] = was) };
}

/** The module object: only there can a constant be changed. */
function charts(): { CLUSTER_AUTOSCALER_IMAGE: string } {
  return require("../../components/controllers/charts") as ReturnType<typeof charts>;
}
