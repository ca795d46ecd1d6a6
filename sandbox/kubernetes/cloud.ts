import { setTimeout as wait } from "node:timers/promises";
import { listGroups } from "../aws/auto-scaling";
import { Addons, EBS_CONTROLLER } from "./addons";
import type { KubernetesApi } from "./api";
import { finalize, KEDA_OPERATOR, LOAD_BALANCER_CONTROLLER } from "./finalizers";
import { CLUSTER_AUTOSCALER, NodeAutoscaling } from "./node-autoscaling";
import { followGroups } from "./nodes";
import { isRunning } from "./pods";
import { provisionVolumes } from "./volumes";

const ROUND_MS = 400;
/** Conflicts and a busy API server last for a much shorter time. */
const PATIENCE_MS = 30_000;

/** Controllers that aren't simulated because the real ones run. */
export interface Real {
  keda?: boolean;
}

/**
 * Simulates what EKS, the kubelets and the controllers do between AWS and Kubernetes: nodes for Auto Scaling groups,
 * pods for add-ons, volumes for claims, scaling of nodes, and finalizers.
 */
export class Cloud {
  private readonly addons: Addons;
  private readonly nodeAutoscaling: NodeAutoscaling;
  private readonly ended: Promise<void>;
  private ending = false;
  private real: Real = {};
  private readonly waiting: { resolve: () => void; reject: (error: Error) => void; giveUp: number }[] = [];

  /** @param say called once for each distinct error; the next round tries again */
  constructor(
    private readonly api: KubernetesApi,
    private readonly stateFile: string,
    private readonly say: (line: string) => void,
  ) {
    this.addons = new Addons(api, stateFile);
    this.nodeAutoscaling = new NodeAutoscaling(api, stateFile);
    this.ended = this.rounds();
  }

  hasReal(real: Real): void {
    this.real = { ...this.real, ...real };
  }

  /**
   * Returns after one whole round without an error, which has processed the state of AWS and Kubernetes at the call.
   *
   * @throws the error of the rounds, if they keep failing
   */
  settle(): Promise<void> {
    const giveUp = Date.now() + PATIENCE_MS;
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject, giveUp }));
  }

  async stop(): Promise<void> {
    this.ending = true;
    await this.ended;
  }

  private async rounds(): Promise<void> {
    const reported = new Set<string>();
    while (!this.ending) {
      const waiting = this.waiting.splice(0);
      let failure: Error | undefined;
      for (const act of this.acts()) {
        try {
          if (!this.ending) await act();
        } catch (error) {
          failure = error as Error;
          if (!reported.has(failure.message)) this.say(failure.message);
          reported.add(failure.message);
        }
      }
      for (const each of waiting) {
        if (!failure) each.resolve();
        else if (Date.now() > each.giveUp) each.reject(failure);
        else this.waiting.push(each);
      }
      await wait(ROUND_MS);
    }
  }

  private acts(): (() => Promise<void>)[] {
    const { api, stateFile } = this;
    return [
      // Before the last nodes are deleted, and the driver with them: in AWS deleting a node group takes minutes, and the
      // driver needs seconds.
      async () => {
        if (await isRunning(api, EBS_CONTROLLER)) await provisionVolumes(api, stateFile);
      },
      () => followGroups(api, listGroups(stateFile)),
      () => this.addons.follow(),
      async () => {
        if (await isRunning(api, CLUSTER_AUTOSCALER)) await this.nodeAutoscaling.scan();
      },
      () => finalize(api, LOAD_BALANCER_CONTROLLER, stateFile),
      ...(this.real.keda ? [] : [() => finalize(api, KEDA_OPERATOR, stateFile)]),
    ];
  }
}
