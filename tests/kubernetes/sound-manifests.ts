import type { Manifest } from "./manifests";

const metadata = { name: "web", namespace: "shop" };
const labels = { "app.kubernetes.io/name": "web" };
const matchLabels = labels;
const deployment = { apiVersion: "apps/v1", kind: "Deployment" };

/** The smallest stack that has something for every rule to read, and breaks none. One object of each kind. */
export const SOUND: Manifest[] = [
  {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: {
      name: "shop",
      labels: { "pod-security.kubernetes.io/enforce": "restricted" },
      annotations: { "example.org/owner": "the shop's people" },
    },
  },
  {
    apiVersion: "scheduling.k8s.io/v1",
    kind: "PriorityClass",
    metadata: { name: "user-facing" },
    value: 1000,
  },
  { apiVersion: "v1", kind: "ResourceQuota", metadata, spec: { hard: { "requests.cpu": "2", pods: "4" } } },
  {
    apiVersion: "v1",
    kind: "LimitRange",
    metadata,
    spec: {
      limits: [
        { type: "Container", defaultRequest: { cpu: "100m" }, default: { cpu: "0.5" }, max: { cpu: "1" } },
      ],
    },
  },
  {
    ...deployment,
    metadata,
    spec: {
      selector: { matchLabels },
      template: {
        metadata: { labels },
        spec: {
          priorityClassName: "user-facing",
          securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
          affinity: {
            nodeAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: {
                nodeSelectorTerms: [{ matchExpressions: [{ key: "pool", operator: "In", values: ["web"] }] }],
              },
              preferredDuringSchedulingIgnoredDuringExecution: [
                { weight: 100, preference: { matchExpressions: [{ key: "fast", operator: "Exists" }] } },
              ],
            },
          },
          tolerations: [{ key: "nvidia.com/gpu", operator: "Equal", value: "true", effect: "NoSchedule" }],
          topologySpreadConstraints: [
            { maxSkew: 1, topologyKey: "zone", whenUnsatisfiable: "ScheduleAnyway" },
            { maxSkew: 1, topologyKey: "host", whenUnsatisfiable: "ScheduleAnyway" },
          ],
          containers: [
            {
              name: "web",
              image: "registry.example/web:1.0.0",
              ports: [
                { name: "http", containerPort: 8080 },
                { name: "admin", containerPort: 8081 },
              ],
              resources: {
                requests: { cpu: "500m", "nvidia.com/gpu": "1" },
                limits: { cpu: "1", "nvidia.com/gpu": "1" },
              },
              readinessProbe: { httpGet: { path: "/", port: "http" } },
              lifecycle: { preStop: { sleep: { seconds: 15 } } },
              securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
            },
          ],
        },
      },
    },
  },
  {
    apiVersion: "v1",
    kind: "Service",
    metadata,
    spec: { selector: labels, ports: [{ name: "http", port: 80, targetPort: "http" }] },
  },
  {
    apiVersion: "elbv2.k8s.aws/v1beta1",
    kind: "TargetGroupBinding",
    metadata,
    spec: {
      serviceRef: { name: "web", port: 80 },
      targetGroupARN: "arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/web/1234567890abcdef",
    },
  },
  {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata,
    spec: { maxUnavailable: "25%", selector: { matchLabels } },
  },
  {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PodMonitor",
    metadata,
    spec: { selector: { matchLabels }, podMetricsEndpoints: [{ port: "http" }] },
  },
  {
    apiVersion: "autoscaling.k8s.io/v1",
    kind: "VerticalPodAutoscaler",
    metadata,
    spec: {
      targetRef: { ...deployment, name: "web" },
      resourcePolicy: {
        containerPolicies: [{ containerName: "*", minAllowed: { cpu: "50m" }, maxAllowed: { cpu: "2" } }],
      },
    },
  },
  {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata,
    spec: {
      scaleTargetRef: { ...deployment, name: "web" },
      minReplicas: 2,
      maxReplicas: 4,
      metrics: [
        {
          type: "Resource",
          resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } },
        },
        {
          type: "External",
          external: { metric: { name: "queue" }, target: { type: "AverageValue", averageValue: "10" } },
        },
      ],
      behavior: {
        scaleDown: {
          stabilizationWindowSeconds: 300,
          policies: [{ type: "Pods", value: 1, periodSeconds: 60 }],
        },
      },
    },
  },
  {
    apiVersion: "keda.sh/v1alpha1",
    kind: "ClusterTriggerAuthentication",
    metadata: { name: "keda-aws" },
    spec: { podIdentity: { provider: "aws" } },
  },
  {
    apiVersion: "keda.sh/v1alpha1",
    kind: "ScaledObject",
    metadata,
    spec: {
      scaleTargetRef: { name: "worker" },
      minReplicaCount: 0,
      maxReplicaCount: 4,
      fallback: { failureThreshold: 3, replicas: 1 },
      advanced: {
        horizontalPodAutoscalerConfig: { behavior: { scaleUp: { stabilizationWindowSeconds: 0 } } },
      },
      triggers: [
        { type: "cpu", name: "cpu", metricType: "Utilization", metadata: { value: "70" } },
        {
          type: "cron",
          name: "hours",
          metadata: {
            timezone: "Europe/Berlin",
            start: "0 8 * * 1-5",
            end: "30 18 * * 1-5",
            desiredReplicas: "1",
          },
        },
        {
          type: "aws-sqs-queue",
          name: "queue",
          metricType: "AverageValue",
          metadata: { queueURL: "https://sqs.example", queueLength: "5", awsRegion: "us-east-1" },
          authenticationRef: { name: "keda-aws", kind: "ClusterTriggerAuthentication" },
        },
      ],
    },
  },
];

/** The sound stack's object of a kind. */
export function sound(kind: string): Manifest {
  return SOUND.find((manifest) => manifest.kind === kind)!;
}
