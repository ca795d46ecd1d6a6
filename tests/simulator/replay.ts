import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cores, gibibytes } from "../../components/kubernetes/quantity";
import { NOTHING } from "../../policy-pack/pricing/resources";
import { Cluster } from "../../simulator/cluster";
import type { Workload } from "../../simulator/pods-and-nodes";

interface Scenario {
  pools: Record<string, { min: number; max: number; cpu: string; mem: string; pods: number; gpu?: number }>;
  deployments: Record<
    string,
    { cpuMilli: number; memoryMiB: number; gpu: number; replicas: [second: number, replicas: number][] }
  >;
  pdbMaxUnavailable: number | null;
  flags: string[];
  priorities: Record<string, number>;
}

export interface Sample {
  t: number;
  nodes: Record<string, number>;
  pending: number;
}

/** A trace of the real Cluster Autoscaler, and what the model does with the same input at the same moments. */
export function replay(folder: string, name: string, seed = 0): { real: Sample[]; model: Sample[] } {
  const scenario = JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")) as Scenario;
  const real = samples(readFileSync(join(folder, `${name}.csv`), "utf8"));
  return { real, model: run(scenario, real, seed) };
}

function run(
  { pools, deployments, pdbMaxUnavailable, priorities, flags }: Scenario,
  real: Sample[],
  seed: number,
): Sample[] {
  const flag = (key: string) => flags.find((each) => each.startsWith(`--${key}=`))!.split("=")[1]!;
  const minutes = (key: string) => 60 * Number.parseFloat(flag(key));
  const cluster = new Cluster(
    Object.entries(pools).map(([pool, { min, max, cpu, mem, pods, gpu = 0 }]) => ({
      name: pool,
      minSize: min,
      maxSize: max,
      priority: priorities[pool] ?? priorities["other"]!,
      zones: [],
      template: {
        name: pool,
        labels: { pool, ...(gpu > 0 ? { "k8s.amazonaws.com/accelerator": "nvidia" } : {}) },
        taints:
          pool === "gpu"
            ? [{ key: "nvidia.com/gpu", value: "true", effect: "NoSchedule" }]
            : pool === "system"
              ? [{ key: "CriticalAddonsOnly", value: "true", effect: "NoSchedule" }]
              : [],
        allocatable: { cpu: cores(cpu), memory: gibibytes(mem), gpu, pods },
        everyNode: NOTHING,
      },
    })),
    {
      scaleDownUtilization: Number(flag("scale-down-utilization-threshold")),
      scaleDownGpuUtilization: 0.5,
      scaleDownUnneededTime: minutes("scale-down-unneeded-time"),
      scaleDownDelayAfterAdd: minutes("scale-down-delay-after-add"),
      maxNodeProvisionTime: 900,
    },
    seed,
  );
  const workloads = Object.entries(deployments).map(([name, { cpuMilli, memoryMiB, gpu, replicas }]) => ({
    replicas,
    workload: {
      name,
      namespace: "default",
      labels: { app: name },
      requests: { cpu: cpuMilli / 1000, memory: memoryMiB / 1024, gpu, pods: 1 },
      priority: 0,
      preempts: true,
      placement: gpu > 0 ? { tolerations: [{ key: "nvidia.com/gpu", operator: "Exists" }] } : {},
    } satisfies Workload,
  }));
  const changes = workloads
    .flatMap(({ workload, replicas }) => replicas.map(([second, count]) => ({ workload, second, count })))
    .sort((one, other) => one.second - other.second);
  const model: Sample[] = [];
  for (const { t } of real) {
    while (cluster.now <= t || (changes[0] && changes[0].second <= t)) {
      const change = changes[0];
      if (change && change.second <= cluster.now) {
        cluster.scale(change.workload, change.count, pdbMaxUnavailable ?? undefined);
        changes.shift();
      } else {
        cluster.step();
      }
    }
    model.push({ t, nodes: cluster.nodes(), pending: cluster.waiting.length });
  }
  return model;
}

function samples(csv: string): Sample[] {
  const [header, ...lines] = csv.trim().split("\n");
  const columns = header!.split(",");
  return lines.map((line) => {
    const values = Object.fromEntries(
      line.split(",").map((value, index) => [columns[index]!, Number(value)]),
    );
    return {
      t: values["t_s"]!,
      pending: values["pods_pending"]!,
      nodes: Object.fromEntries(
        columns.filter((key) => key.startsWith("nodes_")).map((key) => [key.slice(6), values[key]!]),
      ),
    };
  });
}
