import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { controllerNamespace } from "../governance/namespaces";
import type { Manifest } from "../kubernetes/objects";
import type { ScheduleSettings } from "../scaling/schedule.settings";
import { workingHours } from "../scaling/triggers";
import { CAPACITY_TYPE } from "../workload/placement";
import type { SpotReserveSettings } from "./spot-reserve.settings";

/** A namespace of its own, which kube-state-metrics leaves out, so that these pods don't count as waiting. */
export const SPOT_RESERVE_NAMESPACE = "spot-reserve";
const NAME = "spot-reserve";

/** Kubernetes' own image of a program that waits; the version is that of kubeadm 1.35 (cmd/kubeadm/app/constants). */
const PAUSE_IMAGE = "registry.k8s.io/pause:3.10.1";

/** Small: the nodes are for the services. A pause container uses less than 1Mi. */
export const SPOT_RESERVE_REQUESTS = { cpu: "10m", memory: "16Mi" };

/**
 * Keeps some spot nodes although the pool's minimum is zero. The scheduler prefers existing spot nodes, and the
 * autoscaler adds one only for a waiting pod: while on-demand nodes have room, no pod waits. So placeholder pods wait
 * for spot nodes, one for each. If AWS has no spot capacity, they keep waiting, and nothing else depends on them.
 */
export class SpotReserve extends pulumi.ComponentResource {
  constructor(name: string, settings: SpotReserveSettings, opts?: pulumi.ComponentResourceOptions) {
    super("betterprompts:nodes:SpotReserve", name, {}, opts);
    const namespace = controllerNamespace(SPOT_RESERVE_NAMESPACE, "restricted", { parent: this });
    const object = (child: string, { apiVersion, kind, metadata, spec }: Manifest, own = {}) =>
      new kubernetes.apiextensions.CustomResource(
        child,
        { apiVersion, kind, metadata: { ...metadata, namespace: namespace.metadata.name }, spec },
        { parent: this, ...own },
      );
    const pods = placeholderPods(settings);
    object(`${name}/pods`, pods, settings.schedule ? { ignoreChanges: ["spec.replicas"] } : {});
    if (settings.schedule) object(`${name}/schedule`, placeholderSchedule(settings, settings.schedule));
    this.registerOutputs({});
  }
}

/** One placeholder for each node, on spot nodes only. */
export function placeholderPods({ nodes, priority }: SpotReserveSettings): Manifest {
  const labels = { "app.kubernetes.io/name": NAME };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: {
      name: NAME,
      namespace: SPOT_RESERVE_NAMESPACE,
      labels,
      annotations: { "pulumi.com/skipAwait": "true" }, // `up` must not fail when AWS has no spot capacity
    },
    spec: {
      replicas: nodes,
      strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }, // an additional pod would need an additional node
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          priorityClassName: priority,
          affinity: {
            nodeAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: {
                nodeSelectorTerms: [
                  { matchExpressions: [{ key: CAPACITY_TYPE, operator: "In", values: ["SPOT"] }] },
                ],
              },
            },
            podAntiAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: [
                { labelSelector: { matchLabels: labels }, topologyKey: "kubernetes.io/hostname" },
              ],
            },
          },
          automountServiceAccountToken: false,
          terminationGracePeriodSeconds: 0, // it has nothing to finish
          securityContext: {
            runAsNonRoot: true,
            runAsUser: 65535, // the image's own
            seccompProfile: { type: "RuntimeDefault" },
          },
          containers: [
            {
              name: "pause",
              image: PAUSE_IMAGE,
              resources: {
                requests: SPOT_RESERVE_REQUESTS,
                limits: { memory: SPOT_RESERVE_REQUESTS.memory },
              },
              securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
            },
          ],
        },
      },
    },
  };
}

/** Removes the placeholders outside of working hours; then spot nodes that no other pod needs are removed too. */
export function placeholderSchedule({ nodes }: SpotReserveSettings, schedule: ScheduleSettings): Manifest {
  return {
    apiVersion: "keda.sh/v1alpha1",
    kind: "ScaledObject",
    metadata: { name: NAME, namespace: SPOT_RESERVE_NAMESPACE },
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: NAME },
      minReplicaCount: 0,
      maxReplicaCount: nodes,
      cooldownPeriod: schedule.cooldownSeconds,
      triggers: [workingHours(schedule, nodes)],
    },
  };
}
