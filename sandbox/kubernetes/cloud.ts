import { setTimeout as wait } from "node:timers/promises";
import { listGroups } from "../aws/auto-scaling";
import { Addons, EBS_CONTROLLER } from "./addons";
import type { KubernetesApi } from "./api";
import { finalize, KEDA_OPERATOR, LOAD_BALANCER_CONTROLLER } from "./finalizers";
import { CLUSTER_AUTOSCALER, NodeAutoscaling } from "./node-autoscaling";
import { followGroups } from "./nodes";
import { runs } from "./pods";
import { provisionVolumes } from "./volumes";

const ROUND_MS = 400;
/** A conflict or an API server that is busy is over long before. */
const PATIENCE_MS = 30_000;

/** What is switched off because the real one runs. */
export interface Real {
  keda?: boolean;
}

/**
 * Carries between AWS and Kubernetes what EKS, the kubelets and the stand-in controllers carry: nodes for Auto Scaling
 * groups, pods for add-ons, volumes for claims, and the last act before an object goes.
 */
export class Cloud {
  private readonly addons: Addons;
  private readonly nodeAutoscaling: NodeAutoscaling;
  private readonly ended: Promise<void>;
  private ending = false;
  private real: Real = {};
  private readonly waiting: { resolve: () => void; reject: (error: Error) => void; giveUp: number }[] = [];

  /** @param say is told once of each thing that goes wrong; the next round tries again */
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
   * Returns when all that stood in AWS and Kubernetes at the call is carried over: after one whole round without failure.
   *
   * @throws what the rounds fail of, if they go on failing
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
    const told = new Set<string>();
    while (!this.ending) {
      const waiting = this.waiting.splice(0);
      let failure: Error | undefined;
      for (const act of this.acts()) {
        try {
          if (!this.ending) await act();
        } catch (error) {
          failure = error as Error;
          if (!told.has(failure.message)) this.say(failure.message);
          told.add(failure.message);
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
      // Before the last nodes go, and the driver with them: a node group takes minutes to go, and the driver seconds.
      async () => {
        if (await runs(api, EBS_CONTROLLER)) await provisionVolumes(api, stateFile);
      },
      () => followGroups(api, listGroups(stateFile)),
      () => this.addons.follow(),
      async () => {
        if (await runs(api, CLUSTER_AUTOSCALER)) await this.nodeAutoscaling.scan();
      },
      () => finalize(api, LOAD_BALANCER_CONTROLLER, stateFile),
      ...(this.real.keda ? [] : [() => finalize(api, KEDA_OPERATOR, stateFile)]),
    ];
  }
}
