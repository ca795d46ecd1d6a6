import type { ResourceView } from "../../../policy-pack/stack-view";

/** Tags of every resource in the stack. */
export const TAGS = {
  project: "shop",
  environment: "production",
  owner: "platform",
  "cost-center": "shop-1",
  "managed-by": "pulumi",
};

/** The amount that the budget and the alert of the stack have. */
export const CEILING_USD = 3;

/** Type, properties, names of what it waits for. A resource's name is its key. */
type Resources = Record<string, [type: string, props: Record<string, unknown>, after?: string[]]>;

/**
 * A small stack on which no rule finds anything.
 *
 * @param suffix makes the names of a copy differ
 */
export function compliantStack(suffix = ""): ResourceView[] {
  const everything = { ...aws(suffix), ...cluster(suffix), ...namespaces(suffix) };
  const types = new Map(Object.entries(everything).map(([name, [type]]) => [name, type]));
  const urn = (name: string) => `urn:pulumi:production::shop::${types.get(name)}::${name}${suffix}`;
  return Object.entries(everything).map(([name, [type, props, after = []]]) => ({
    urn: urn(name),
    type,
    name: name + suffix,
    props,
    parent: undefined,
    dependsOn: after.map(urn),
    ignoreChanges: type === NODE_GROUP ? ["scalingConfig.desiredSize"] : [],
  }));
}

const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
const RELEASE = "kubernetes:helm.sh/v3:Release";

function aws(suffix: string): Resources {
  return {
    budget: [
      "aws:budgets/budget:Budget",
      {
        budgetType: "COST",
        timeUnit: "MONTHLY",
        limitAmount: (CEILING_USD * 730).toFixed(2),
        limitUnit: "USD",
      },
    ],
    nat: ["aws:ec2/natGateway:NatGateway", { tags: TAGS }],
    logs: ["aws:cloudwatch/logGroup:LogGroup", { retentionInDays: 30, tags: TAGS }],
    disk: ["aws:ebs/volume:Volume", { type: "gp3", size: 200, encrypted: true, tags: TAGS }],
    "control-plane": ["aws:eks/cluster:Cluster", { version: "1.35", tagsAll: TAGS }],
    ...pool("application", suffix, { instanceTypes: ["c5.xlarge"], maxSize: 6 }),
    ...pool("gpu", suffix, {
      instanceTypes: ["g4dn.xlarge"],
      maxSize: 2,
      taints: [{ key: "nvidia.com/gpu", value: "true", effect: "NO_SCHEDULE" }],
    }),
    ...pool("spot", suffix, {
      instanceTypes: ["m5.xlarge", "m6a.xlarge", "m6i.xlarge", "m7i.xlarge"],
      maxSize: 4,
      capacityType: "SPOT",
    }),
  };
}

function pool(name: string, suffix: string, args: Record<string, unknown>): Resources {
  const { maxSize, ...rest } = args;
  const template = `${name}-template`;
  const ebs = { volumeType: "gp3", volumeSize: 50, encrypted: "true" };
  const clusterName = `shop${suffix}`;
  const tag = (key: string): [string, Record<string, unknown>, string[]] => [
    "aws:autoscaling/tag:Tag",
    { tag: { key: `k8s.io/cluster-autoscaler/${key}`, value: "owned" } },
    [name],
  ];
  return {
    [template]: [
      "aws:ec2/launchTemplate:LaunchTemplate",
      {
        blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs }],
        tagSpecifications: ["instance", "volume"].map((resourceType) => ({ resourceType, tags: TAGS })),
      },
    ],
    [name]: [
      NODE_GROUP,
      {
        clusterName,
        capacityType: "ON_DEMAND",
        launchTemplate: { id: "lt-1", version: "1" },
        scalingConfig: { minSize: 0, desiredSize: 1, maxSize },
        subnetIds: ["subnet-a", "subnet-b", "subnet-c"],
        taints: [],
        ...rest,
      },
      [template],
    ],
    [`${name}-enabled`]: tag("enabled"),
    [`${name}-cluster`]: tag(clusterName),
  };
}

function cluster(suffix: string): Resources {
  return {
    "storage-class": [
      "kubernetes:storage.k8s.io/v1:StorageClass",
      { provisioner: "ebs.csi.aws.com", parameters: { type: "gp3", encrypted: "true" } },
    ],
    keda: [RELEASE, { chart: "keda", namespace: "keda" }],
    "load-balancer-controller": [
      RELEASE,
      { chart: "oci://charts.example/aws-load-balancer-controller", namespace: "kube-system" },
    ],
    alerts: [
      "kubernetes:monitoring.coreos.com/v1:PrometheusRule",
      {
        metadata: { namespace: "monitoring", name: "cost" },
        spec: {
          groups: [{ rules: [{ alert: "HighCost", expr: `sum(hourly_cost{pool!="x2"}) > ${CEILING_USD}` }] }],
        },
      },
    ],
    namespace: ["kubernetes:core/v1:Namespace", { metadata: { name: `production${suffix}` } }],
  };
}

function namespaces(suffix: string): Resources {
  const namespace = `production${suffix}`;
  const target = (name: string) => ({ apiVersion: "apps/v1", kind: "Deployment", name });
  const container = {
    name: "web",
    resources: { requests: { cpu: "500m", memory: "256Mi" }, limits: { memory: "512Mi" } },
  };
  return {
    quota: [
      "kubernetes:core/v1:ResourceQuota",
      { metadata: { namespace }, spec: { hard: { pods: "18" } } },
      ["namespace"],
    ],
    limits: [
      "kubernetes:core/v1:LimitRange",
      { metadata: { namespace }, spec: { limits: [] } },
      ["namespace"],
    ],
    web: [
      "kubernetes:apps/v1:Deployment",
      { metadata: { namespace }, spec: { template: { spec: { containers: [container] } } } },
    ],
    "web-address": ["kubernetes:core/v1:Service", { metadata: { namespace }, spec: { type: "ClusterIP" } }],
    "web-hpa": [
      "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
      { metadata: { namespace }, spec: { scaleTargetRef: target("web"), maxReplicas: 10 } },
    ],
    "web-vpa": [
      "kubernetes:autoscaling.k8s.io/v1:VerticalPodAutoscaler",
      { metadata: { namespace }, spec: { targetRef: target("web"), updatePolicy: { updateMode: "Off" } } },
    ],
    worker: [
      "kubernetes:keda.sh/v1alpha1:ScaledObject",
      {
        metadata: { namespace },
        spec: { scaleTargetRef: { name: "worker" }, maxReplicaCount: 8, minReplicaCount: 1 },
      },
      ["keda"],
    ],
    "web-targets": [
      "kubernetes:elbv2.k8s.aws/v1beta1:TargetGroupBinding",
      { metadata: { namespace }, spec: {} },
      ["load-balancer-controller"],
    ],
    ingress: [
      "kubernetes:networking.k8s.io/v1:Ingress",
      { metadata: { namespace }, spec: { ingressClassName: "nginx" } },
    ],
    ...development(suffix),
  };
}

function development(suffix: string): Resources {
  const metadata = { namespace: "development" };
  return {
    "dev-quota": ["kubernetes:core/v1:ResourceQuota", { metadata, spec: { hard: { pods: 5 } } }],
    "dev-limits": ["kubernetes:core/v1:LimitRange", { metadata, spec: {} }],
    "dev-worker": [
      "kubernetes:keda.sh/v1alpha1:ScaledObject",
      {
        metadata,
        spec: {
          scaleTargetRef: { kind: "Deployment", name: `worker${suffix}` },
          minReplicaCount: 0,
          maxReplicaCount: 3,
          triggers: [{ type: "cron", metadata: {} }],
        },
      },
      ["keda"],
    ],
  };
}
