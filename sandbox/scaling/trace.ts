import { setTimeout as wait } from "node:timers/promises";
import { listGroups } from "../aws/auto-scaling";
import type { KubernetesApi, KubernetesObject } from "../kubernetes/api";
import type { Node } from "../kubernetes/nodes";

const INTERVAL_MS = 1_000;

/** The number of pods of a service or of nodes of a pool, and the number that the autoscaler wants. */
export interface Point {
  /** Since the trace began. */
  second: number;
  /** "namespace/service", or "pool/name" for nodes. */
  what: string;
  replicas: number;
  desired: number;
}

interface Deployment extends KubernetesObject {
  spec: { replicas: number };
  status: { readyReplicas?: number };
}

/** Records replicas of the services in a stack's namespaces, and nodes of its pools. */
export class Trace {
  readonly points: Point[] = [];
  private readonly began = Date.now();
  private readonly last = new Map<string, string>();
  private readonly ended: Promise<void>;
  private ending = false;

  /**
   * @param say called for each error
   * @param onChange called for each point that differs from the previous one of the same service or pool
   */
  constructor(
    private readonly api: KubernetesApi,
    private readonly stateFile: string,
    private readonly namespaces: string[],
    private readonly say: (line: string) => void,
    private readonly onChange: (point: Point) => void = () => undefined,
  ) {
    this.ended = this.rounds();
  }

  /** Seconds from the trace's beginning to a time in milliseconds since 1970; the default is now. */
  second(time = Date.now()): number {
    return (time - this.began) / 1000;
  }

  of(what: string): Point[] {
    return this.points.filter((point) => point.what === what);
  }

  async stop(): Promise<void> {
    this.ending = true;
    await this.ended;
  }

  private async rounds(): Promise<void> {
    while (!this.ending) {
      try {
        for (const point of [...(await this.services()), ...(await this.pools())]) this.add(point);
      } catch (error) {
        this.say((error as Error).message); // the next round tries again
      }
      await wait(INTERVAL_MS);
    }
  }

  private add(point: Point): void {
    this.points.push(point);
    const value = `${point.replicas}/${point.desired}`;
    if (this.last.get(point.what) !== value) this.onChange(point);
    this.last.set(point.what, value);
  }

  private async services(): Promise<Point[]> {
    const second = this.second();
    const lists = this.namespaces.map((name) =>
      this.api.list<Deployment>(`/apis/apps/v1/namespaces/${name}/deployments`),
    );
    return (await Promise.all(lists)).flat().map(({ metadata, spec, status }) => ({
      second,
      what: `${metadata.namespace}/${metadata.name}`,
      replicas: status.readyReplicas ?? 0,
      desired: spec.replicas,
    }));
  }

  private async pools(): Promise<Point[]> {
    const second = this.second();
    const nodes = await this.api.list<Node>("/api/v1/nodes");
    return listGroups(this.stateFile).map(({ nodeGroupName, labels, desiredSize }) => {
      const pool = labels["node-pool"] ?? nodeGroupName;
      const replicas = nodes.filter(({ metadata }) => metadata.labels?.["node-pool"] === pool).length;
      return { second, what: `pool/${pool}`, replicas, desired: desiredSize };
    });
  }
}

/** The first line of a trace as CSV. */
export const TRACE_HEADER = "second,what,replicas,desired\n";

/** A line of CSV. */
export function traceLine({ second, what, replicas, desired }: Point): string {
  return `${second.toFixed(1)},${what},${replicas},${desired}\n`;
}
