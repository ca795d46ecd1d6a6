import { setTimeout as wait } from "node:timers/promises";
import { listGroups } from "../aws/auto-scaling";
import { Addons, EBS_CONTROLLER } from "./addons";
import type { KubernetesApi } from "./api";
import { finalize, KEDA_OPERATOR, LOAD_BALANCER_CONTROLLER } from "./finalizers";
import { growForWaitingPods } from "./node-autoscaling";
import { followGroups } from "./nodes";
import { runs } from "./running";
import { provisionVolumes } from "./volumes";

const ROUND_MS = 400;
const CLUSTER_AUTOSCALER = { namespace: "kube-system", name: "cluster-autoscaler" };

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
  private readonly ended: Promise<void>;
  private ending = false;
  private real: Real = {};
  private readonly waiting: (() => void)[] = [];

  /** @param say is told once of each thing that goes wrong; the next round tries again */
  constructor(
    private readonly api: KubernetesApi,
    private readonly stateFile: string,
    private readonly say: (line: string) => void,
  ) {
    this.addons = new Addons(api, stateFile);
    this.ended = this.rounds();
  }

  hasReal(real: Real): void {
    this.real = { ...this.real, ...real };
  }

  /** Returns when all that stood in AWS and Kubernetes at the call is carried over: after one whole round without failure. */
  settle(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  async stop(): Promise<void> {
    this.ending = true;
    await this.ended;
  }

  private async rounds(): Promise<void> {
    const told = new Set<string>();
    while (!this.ending) {
      const waiting = this.waiting.splice(0);
      let failed = false;
      for (const act of this.acts()) {
        try {
          if (!this.ending) await act();
        } catch (error) {
          failed = true;
          const { message } = error as Error;
          if (!told.has(message)) this.say(message);
          told.add(message);
        }
      }
      if (failed) this.waiting.push(...waiting);
      else for (const resolve of waiting) resolve();
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
        if (await runs(api, CLUSTER_AUTOSCALER)) await growForWaitingPods(api, stateFile);
      },
      () => finalize(api, LOAD_BALANCER_CONTROLLER, stateFile),
      ...(this.real.keda ? [] : [() => finalize(api, KEDA_OPERATOR, stateFile)]),
    ];
  }
}
