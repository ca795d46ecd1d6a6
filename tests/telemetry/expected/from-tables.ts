import { NOW, type Life } from "../world/series";
import { podsOf } from "../world/services";
import type { Amounts, Cluster, Node, Pod } from "../world/tables";
import type { Sample } from "./sample";

const isThere = ({ from = 0, until = NOW }: Life) => from <= NOW && until >= NOW;

/** What needs no computation: series that only repeat the tables of a cluster, as they are in the last minute. */
export function repeated(cluster: Cluster): Record<string, Sample[]> {
  const nodes = cluster.nodes.filter(isThere);
  const pods = [...cluster.services.flatMap(podsOf), ...cluster.otherPods].filter(({ life }) =>
    isThere(life),
  );
  const running = pods.filter(({ phase }) => phase === "Running");
  const nodeOf = (pod: Pod) => nodes.find(({ name }) => name === pod.node);
  return {
    "node:labels:info": nodes.map((node) => ({ labels: labelsOf(node), value: 1 })),
    "node:cost_usd_per_hour:max": nodes.map((node) => ({ labels: labelsOf(node), value: node.usd })),
    "node:gpu_usage:ratio": nodes.flatMap(({ name, gpu }) =>
      gpu ? [{ labels: { node: name }, value: gpu.used }] : [],
    ),
    "node:usage:ratio": nodes.flatMap(({ name: node, used, gpu }) =>
      Object.entries({ ...used, ...(gpu ? { gpu: gpu.used } : {}) }).map(([resource, value]) => ({
        labels: { node, resource },
        value,
      })),
    ),
    "namespace_pod:node:info": pods.flatMap((pod) => {
      const node = nodeOf(pod);
      if (!node) return [];
      const { pool, capacity_type } = labelsOf(node);
      return [{ labels: { ...podLabels(pod), node: node.name, pool, capacity_type }, value: 1 }];
    }),
    "namespace_pod:service:info": pods.flatMap((pod) =>
      pod.service ? [{ labels: { ...podLabels(pod), service: pod.service }, value: 1 }] : [],
    ),
    "namespace_pod:resource_requests:sum": running.flatMap((pod) => byResource(pod, pod.requests)),
    "namespace_pod:resource_usage:sum": running.flatMap((pod) => {
      if (!pod.uses) return [];
      const slots = pod.requests.gpu; // a pod is taken to use of its slots what the node uses of its GPU
      return byResource(pod, { ...pod.uses, ...(slots ? { gpu: slots * nodeOf(pod)!.gpu!.used } : {}) });
    }),
  };
}

function labelsOf({ name, pool, type, spot }: Node) {
  return { node: name, pool, capacity_type: spot ? "SPOT" : "ON_DEMAND", instance_type: type };
}

function podLabels({ namespace, name }: Pod) {
  return { namespace, pod: name };
}

function byResource(pod: Pod, { cpu, memory, gpu }: Amounts): Sample[] {
  const ofResource = { cpu, memory: memory && memory * 2 ** 30, gpu };
  return Object.entries(ofResource).flatMap(([resource, value]) =>
    value === undefined ? [] : [{ labels: { ...podLabels(pod), resource }, value }],
  );
}
