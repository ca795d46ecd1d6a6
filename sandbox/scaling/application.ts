import { setTimeout as wait } from "node:timers/promises";
import { EXPORTERS } from "../../components/monitoring/exporters";
import type { Service } from "../../components/scaling/service";
import type { KubernetesApi } from "../kubernetes/api";
import type { Pod } from "../kubernetes/pods";
import { listenLocally, type LocalServer } from "../listen";
import { exposition, IDLE, metricsOfPod, usageOfPod, type Load, type Sample } from "./load";

const ROUND_MS = 1_000;
/**
 * Annotations from which kwok takes a pod's usage in the kubelets' metrics. Source: kwok 0.8, usage-from-annotation.
 */
const USAGE = { cpu: "kwok.x-k8s.io/usage-cpu", memory: "kwok.x-k8s.io/usage-memory" };

const TARGETS = "/targets";
/** Path of the metrics of the cluster's exporters, followed by the job that scrapes them. */
const CLUSTER_METRICS = "/cluster/metrics/";

interface RunningPod {
  service: Service;
  name: string;
  node: string;
  usage?: string;
}

/**
 * Simulates the programs in the pods: the pods of a service share its load, use CPU for it and export metrics. It also
 * serves the metrics that kube-state-metrics and the GPUs' exporter would export.
 */
export class Application {
  private readonly loads = new Map<string, Load>();
  private readonly answered = new Map<string, number>();
  private pods: RunningPod[] = [];
  private ending = false;
  private ended: Promise<void> = Promise.resolve();

  private constructor(
    private readonly api: KubernetesApi,
    private readonly services: Service[],
    private readonly say: (line: string) => void,
  ) {}

  /** @param say called for each error; the next round tries again */
  static async start(
    api: KubernetesApi,
    services: Service[],
    say: (line: string) => void,
  ): Promise<{ application: Application; server: LocalServer }> {
    const application = new Application(api, services, say);
    const server = await listenLocally((request, response) => {
      const text = application.answer(request.url ?? "/", `127.0.0.1:${server.port}`);
      if (text === undefined) response.writeHead(404).end();
      else {
        const type = request.url === TARGETS ? "application/json" : "text/plain; version=0.0.4";
        response.writeHead(200, { "content-type": type }).end(text);
      }
    });
    application.ended = application.rounds();
    return { application, server };
  }

  /** Sets the load of a service from now on. */
  offer(namespace: string, service: string, load: Partial<Load>): void {
    this.loads.set(`${namespace}/${service}`, { ...IDLE, ...load });
  }

  async stop(): Promise<void> {
    this.ending = true;
    await this.ended;
  }

  private async rounds(): Promise<void> {
    let last = Date.now();
    while (!this.ending) {
      const now = Date.now();
      try {
        await this.round((now - last) / 1000);
      } catch (error) {
        this.say((error as Error).message);
      }
      last = now;
      await wait(ROUND_MS);
    }
  }

  private async round(seconds: number): Promise<void> {
    this.pods = await this.runningPods();
    for (const pod of this.pods) {
      const { load, pods } = this.shareOf(pod.service);
      const path = pathOf(pod);
      const answered = this.answered.get(path) ?? 0;
      this.answered.set(path, answered + (load.requestsPerSecond / pods) * seconds);
      const { cpu, memory } = usageOfPod(pod.service, load, pods);
      if (pod.usage === cpu) continue;
      await this.api.merge(path, {
        metadata: { annotations: { [USAGE.cpu]: cpu, [USAGE.memory]: memory } },
      });
    }
  }

  private async runningPods(): Promise<RunningPod[]> {
    const label = "app.kubernetes.io/name";
    const names = [...new Set(this.services.map(({ name }) => name))].join(",");
    const found = await this.api.list<Pod>(
      `/api/v1/pods?labelSelector=${encodeURIComponent(`${label} in (${names})`)}`,
    );
    return found.flatMap(({ metadata, spec, status }) => {
      const service = this.services.find(
        ({ name, namespace }) => name === metadata.labels?.[label] && namespace === metadata.namespace,
      );
      if (!service || status.phase !== "Running" || metadata.deletionTimestamp) return [];
      const usage = metadata.annotations?.[USAGE.cpu];
      return [{ service, name: metadata.name, node: spec.nodeName!, ...(usage ? { usage } : {}) }];
    });
  }

  private shareOf({ namespace, name }: Service): { load: Load; pods: number } {
    const pods = this.pods.filter(
      ({ service }) => service.namespace === namespace && service.name === name,
    ).length;
    return { load: this.loads.get(`${namespace}/${name}`) ?? IDLE, pods };
  }

  /** The response for a path; undefined if there is none. */
  private answer(path: string, address: string): string | undefined {
    if (path === TARGETS) return JSON.stringify(this.targets(address));
    const ofCluster = this.clusterMetrics();
    const job = Object.keys(ofCluster).find((each) => path === CLUSTER_METRICS + each);
    if (job !== undefined) return exposition(ofCluster[job]!);
    const pod = this.pods.find((each) => `${pathOf(each)}/metrics` === path);
    if (!pod) return undefined;
    const { load, pods } = this.shareOf(pod.service);
    return exposition(metricsOfPod(pod.service, load, pods, this.answered.get(pathOf(pod)) ?? 0));
  }

  /** For Prometheus' HTTP service discovery, with the labels that the stack's pod monitors would set. */
  private targets(address: string): object[] {
    const pods = this.pods.map((pod) => ({
      targets: [address],
      labels: {
        __metrics_path__: `${pathOf(pod)}/metrics`,
        namespace: pod.service.namespace,
        job: pod.service.name,
        pod: pod.name,
      },
    }));
    const exporters = Object.keys(this.clusterMetrics()).map((job) => ({
      targets: [address],
      labels: { __metrics_path__: CLUSTER_METRICS + job, job },
    }));
    return [...pods, ...exporters];
  }

  /** Samples by job. The GPUs are idle. */
  private clusterMetrics(): Record<string, Sample[]> {
    const states = this.pods.flatMap(({ service, name, node }) => {
      const pod = { namespace: service.namespace, pod: name };
      return [
        { name: "kube_pod_info", labels: { ...pod, node }, value: 1 },
        {
          name: "kube_pod_labels",
          labels: { ...pod, label_app_kubernetes_io_name: service.name },
          value: 1,
        },
      ];
    });
    const gpus = [
      ...new Set(this.pods.filter(({ service }) => service.settings.gpuSlots > 0).map(({ node }) => node)),
    ];
    return {
      [EXPORTERS["kube-state-metrics"].job]: states,
      [EXPORTERS.dcgm.job]: gpus.map((node) => ({
        name: "DCGM_FI_DEV_GPU_UTIL",
        labels: { Hostname: node, gpu: "0" },
        value: 0,
      })),
    };
  }
}

/** Path of a pod in the Kubernetes API; its metrics are below the same path. */
function pathOf({ service: { namespace }, name }: RunningPod): string {
  return `/api/v1/namespaces/${namespace}/pods/${name}`;
}
