import type { Manifest } from "../kubernetes/objects";
import { HTTP_PORT_NAME, podLabels, type Service } from "../scaling/service";

/** The stable address of the pods inside the cluster. */
export function clusterService(service: Service): Manifest {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: service.name, namespace: service.namespace, labels: podLabels(service) },
    spec: {
      type: "ClusterIP",
      selector: podLabels(service),
      ports: [{ name: HTTP_PORT_NAME, port: service.settings.port, targetPort: HTTP_PORT_NAME }],
    },
  };
}

/** Scrapes the service's own metrics, which its triggers and the dashboards use. */
export function podMonitor(service: Service): Manifest {
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PodMonitor",
    metadata: { name: service.name, namespace: service.namespace },
    spec: {
      jobLabel: "app.kubernetes.io/name",
      selector: { matchLabels: podLabels(service) },
      podMetricsEndpoints: [{ port: HTTP_PORT_NAME, path: "/metrics", interval: "30s" }],
    },
  };
}

/** How many pods of the service a drain may evict at once. Pods that aren't ready don't block a drain. */
export function disruptionBudget(service: Service): Manifest {
  return {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { name: service.name, namespace: service.namespace },
    spec: {
      maxUnavailable: service.settings.maxUnavailable,
      selector: { matchLabels: podLabels(service) },
      unhealthyPodEvictionPolicy: "AlwaysAllow",
    },
  };
}

/**
 * Registers the pods of a Service in a target group; the stack adds targetGroupARN and vpcID. Everything that the
 * controller's webhook would fill in is written out, or each preview would show its additions.
 */
export function targetGroupBinding(address: { name: string; namespace: string; port: number }): Manifest {
  return {
    apiVersion: "elbv2.k8s.aws/v1beta1",
    kind: "TargetGroupBinding",
    metadata: { name: address.name, namespace: address.namespace },
    spec: {
      serviceRef: { name: address.name, port: address.port },
      targetType: "ip",
      targetGroupProtocol: "HTTP",
      ipAddressType: "ipv4",
    },
  };
}
