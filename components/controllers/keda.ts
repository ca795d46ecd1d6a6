import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Footprint } from "./footprints";
import { ServiceAccountRole, type PolicyStatement } from "../cluster/service-account-role";
import { QUEUE_AUTHENTICATION } from "../scaling/triggers";
import { parseQueueUrl } from "../scaling/service.settings";
import { CLUSTER_CRITICAL, onSystemPool, type Placement } from "../nodes/controller-placement";
import { controllerNamespace } from "../governance/namespaces";
import { installChart, type ControllerArgs } from "./release";

const NAMESPACE = "keda";
const OPERATOR_REQUESTS = { cpu: "50m", memory: "128Mi" };
const METRICS_SERVER_REQUESTS = { cpu: "25m", memory: "64Mi" };

export const KEDA_FOOTPRINTS: Footprint[] = [
  { name: "keda-operator", runs: 1, requests: OPERATOR_REQUESTS },
  { name: "keda-operator-metrics-apiserver", runs: 1, requests: METRICS_SERVER_REQUESTS },
];

export interface KedaArgs extends ControllerArgs {
  /** URLs of the SQS queues whose depth services scale on. */
  queueUrls: string[];
}

/** Scales on queues, Prometheus queries and working hours, down to zero. */
export class Keda extends pulumi.ComponentResource {
  constructor(name: string, args: KedaArgs, opts?: pulumi.ComponentResourceOptions) {
    super("betterprompts:controllers:Keda", name, {}, opts);
    const role = args.queueUrls.length > 0 ? this.queueReader(name, args) : undefined;
    const namespace = controllerNamespace(NAMESPACE, "baseline", { parent: this });
    const release = installChart(
      "keda",
      {
        namespace: namespace.metadata.name,
        chartMirror: args.chartMirror,
        values: pulumi
          .output(role?.arn)
          .apply((roleArn) => kedaValues(args.clusterName, roleArn, onSystemPool(args.pools))),
      },
      { parent: this },
    );
    if (role) {
      new kubernetes.apiextensions.CustomResource(QUEUE_AUTHENTICATION, queueAuthentication(), {
        parent: this,
        dependsOn: release,
      });
    }
    this.registerOutputs({});
  }

  private queueReader(name: string, args: KedaArgs): ServiceAccountRole {
    return new ServiceAccountRole(
      name,
      {
        roleName: `${args.stack}-${name}`,
        serviceAccount: { namespace: NAMESPACE, name: "keda-operator" },
        identityProvider: args.identityProvider,
        statements: kedaStatements(args.queueUrls),
      },
      { parent: this },
    );
  }
}

/** @param roleArn absent when no service scales on a queue */
export function kedaValues(
  clusterName: string,
  roleArn: string | undefined,
  placement: Placement,
): Record<string, unknown> {
  const monitor = { enabled: true, serviceMonitor: { enabled: true, interval: "30s" } };
  return {
    ...placement,
    clusterName,
    priorityClassName: CLUSTER_CRITICAL,
    image: { pullPolicy: "IfNotPresent" },
    // The definitions are kept when the release is deleted: deleting one deletes every object of its kind.
    crds: { install: true, additionalAnnotations: { "helm.sh/resource-policy": "keep" } },
    ...(roleArn ? { podIdentity: { aws: { irsa: { enabled: true, roleArn } } } } : {}),
    // Its webhook refuses a ScaledObject before its Deployment exists, and the application may be deployed later.
    webhooks: { enabled: false },
    resources: {
      operator: { requests: OPERATOR_REQUESTS, limits: { cpu: "500m", memory: "512Mi" } },
      metricServer: { requests: METRICS_SERVER_REQUESTS, limits: { cpu: "250m", memory: "256Mi" } },
    },
    prometheus: { operator: monitor, metricServer: monitor },
    enableServiceLinks: false,
  };
}

function queueAuthentication(): kubernetes.apiextensions.CustomResourceArgs {
  return {
    apiVersion: "keda.sh/v1alpha1",
    kind: "ClusterTriggerAuthentication",
    metadata: { name: QUEUE_AUTHENTICATION },
    spec: { podIdentity: { provider: "aws" } },
  };
}

/** The depth of a queue, not its messages. */
export function kedaStatements(queueUrls: string[]): PolicyStatement[] {
  const queues = queueUrls.map(parseQueueUrl);
  return [
    {
      actions: ["sqs:GetQueueAttributes"],
      resources: queues.map(({ region, accountId, name }) => `arn:aws:sqs:${region}:${accountId}:${name}`),
    },
  ];
}
