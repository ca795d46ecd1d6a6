import { ofOwnJobs } from "../monitoring/promql";
import type { Service } from "./service";

/** PromQL of the triggers. Each query returns one sample without labels, as KEDA requires. */

/**
 * Requests per second over all pods of the service, which count them. A counter with labels doesn't exist before the
 * first request: while Prometheus scrapes a pod, the result is then zero; otherwise there is no sample.
 */
export function requestRateQuery(service: Service): string {
  const counter = service.settings.metrics.requests!.counter;
  const pods = podSelector(service);
  return `sum(rate(${counter}${pods}[${service.autoscaling.rateWindow}])) or 0 * count(up${pods} == 1)`;
}

/** Items that wait in the queues of the service's pods. The pods count them. */
export function queueDepthQuery(service: Service): string {
  return `sum(${service.settings.metrics.queueDepth!}${podSelector(service)})`;
}

/**
 * Utilization of the GPUs on the nodes that run the service, in percent. Time slices of one GPU can't be measured
 * apart, so it is the node's average over all its users. The exporter's Hostname is the node's name. The service's
 * pods are selected by their label: by name, torchserve would also match the pods of torchserve-batch.
 */
export function gpuUtilizationQuery({ name, namespace }: Service): string {
  const ofService = `kube_pod_labels{namespace="${namespace}",label_app_kubernetes_io_name="${name}"}`;
  const pods = `kube_pod_info{namespace="${namespace}",node!=""} and on (pod) ${ofService}`;
  const nodes = `max by (Hostname) (label_replace(${pods}, "Hostname", "$1", "node", "(.+)"))`;
  return ofOwnJobs(`avg(DCGM_FI_DEV_GPU_UTIL * on (Hostname) group_left () ${nodes})`);
}

/** The job of a service's pods is their label app.kubernetes.io/name, by its pod monitor. */
function podSelector(service: Service): string {
  return `{namespace="${service.namespace}",job="${service.name}"}`;
}
