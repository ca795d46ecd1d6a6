import { ofOwnJobs } from "../monitoring/promql";
import type { Service } from "./service";

/** PromQL behind the triggers. Each gives one sample without labels, as KEDA wants it. */

/**
 * Requests per second over all pods of the service, which counts them. A counter with labels isn't there before the
 * first request: while Prometheus reaches a pod that means none, otherwise it gives no sample.
 */
export function requestRateQuery(service: Service): string {
  const counter = service.settings.metrics.requests!.counter;
  const pods = podSelector(service);
  return `sum(rate(${counter}${pods}[${service.autoscaling.rateWindow}])) or 0 * count(up${pods} == 1)`;
}

/** Items that wait in the queues of the service's pods, which count them. */
export function queueDepthQuery(service: Service): string {
  return `sum(${service.settings.metrics.queueDepth!}${podSelector(service)})`;
}

/**
 * Use of the GPUs on the nodes that run the service, in percent. Time slices of one GPU can't be told apart, so it is
 * the node's average, whoever uses it. The exporter's Hostname is the node's name. Pods are the service's by their label:
 * by name, those of torchserve-batch would be torchserve's too.
 */
export function gpuUtilizationQuery({ name, namespace }: Service): string {
  const ofService = `kube_pod_labels{namespace="${namespace}",label_app_kubernetes_io_name="${name}"}`;
  const pods = `kube_pod_info{namespace="${namespace}",node!=""} and on (pod) ${ofService}`;
  const nodes = `max by (Hostname) (label_replace(${pods}, "Hostname", "$1", "node", "(.+)"))`;
  return ofOwnJobs(`avg(DCGM_FI_DEV_GPU_UTIL * on (Hostname) group_left () ${nodes})`);
}

/** The pod monitor of a service takes the job's name from the pods' app.kubernetes.io/name. */
function podSelector(service: Service): string {
  return `{namespace="${service.namespace}",job="${service.name}"}`;
}
