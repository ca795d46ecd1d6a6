import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { before, describe, it } from "mocha";
import { SPOT_RESERVE_NAMESPACE } from "../../components/nodes/spot-reserve";
import { cores } from "../../components/kubernetes/quantity";
import { listGroups, setCapacity } from "../../sandbox/aws/auto-scaling";
import { settingsOf, withImages } from "../../sandbox/engine/settings";
import type { KubernetesObject } from "../../sandbox/kubernetes/api";
import type { Node } from "../../sandbox/kubernetes/nodes";
import { poolUse, unscheduled, type Pod } from "../../sandbox/kubernetes/pods";
import type { Sandbox } from "../../sandbox/session/sandbox";
import { services } from "../../stacks/services";
import type { StackSettings } from "../../stacks/settings";
import { assertDone, useSandbox } from "./fixture";
import { misplaced } from "./placement";
import { atRest } from "./waiting";

/** Required share on spot nodes, of the CPU that pods request which may run there. */
const WANTED_SHARE = 0.4;

/** The simulated Cluster Autoscaler removes a node that was unneeded for twelve seconds. */
const REST = { restMs: 30_000, patienceMs: 400_000 };

interface Event extends KubernetesObject {
  reason?: string;
  note?: string;
  message?: string;
}

describe("production's pods on spot nodes", function () {
  this.timeout("15m");
  const started = useSandbox();
  let stack: Loads;

  before("bring production up", async () => {
    const { sandbox } = started;
    const engine = await sandbox.open("production", withImages);
    assertDone(await engine.up());
    stack = new Loads(sandbox, settingsOf(sandbox.configurationOf("production", withImages)));
  });

  it("are all placed at the services' minima, beside the placeholders", async () => {
    await stack.atRest();
    await stack.assertPlaced();
    assert.equal(await stack.placeholdersPlaced(), stack.reserved);
  });

  it("have their share at the usual load, as the load rises", async () => {
    await stack.load("expected", preferredFirst);
    await stack.assertPlaced();
    await stack.assertShare();
  });

  it("are all placed at the services' maxima, and keep their share", async () => {
    await stack.load("max", preferredFirst);
    await stack.assertPlaced();
    await stack.assertShare();
  });

  it("have their share at the usual load after the peak", async () => {
    await stack.load("expected", inTurn);
    await stack.assertPlaced();
    await stack.assertShare();
  });

  it("move to on-demand nodes without spot capacity, and only the placeholders are pending", async () => {
    stack.spot(false);
    await stack.atRest();
    await stack.assertPlaced();
    assert.equal(await stack.share(), 0);
    assert.equal(await stack.placeholdersPlaced(), 0);
  });

  it("are all placed at the services' maxima without spot, in any order of arrival", async () => {
    for (const order of [preferredFirst, inTurn]) {
      await stack.load("max", order);
      await stack.assertPlaced();
      await stack.load("min", inTurn);
    }
  });

  it("have their share again with the next rise of the load, when spot capacity is back", async () => {
    stack.spot(true);
    await stack.placeholdersBack();
    await stack.load("expected", preferredFirst);
    await stack.assertPlaced();
    await stack.assertShare();
  });

  it("were never preempted by others", async () => {
    assert.deepEqual(await stack.preempted(), []);
  });
});

/** One step of the load: a service gets a number of pods. */
type Step = { name: string; namespace: string; replicas: number };

/** The order in which the services get their numbers of pods; `from` has the current ones. */
type Order = (settings: StackSettings, from: Map<string, number>, to: "min" | "max" | "expected") => Step[];

/** Pods that may run on spot nodes come first, and may occupy the on-demand nodes that the others need. */
const preferredFirst: Order = (settings, _, to) =>
  ["preferred", "never"].flatMap((spot) =>
    services(settings)
      .filter((service) => service.settings.spot === spot)
      .map(({ name, namespace, replicas }) => ({ name, namespace, replicas: replicas[to] })),
  );

/** One pod of each service after the other. */
const inTurn: Order = (settings, from, to) => {
  const now = new Map(from);
  const steps: Step[] = [];
  for (let moved = true; moved;) {
    moved = false;
    for (const { name, namespace, replicas } of services(settings)) {
      const have = now.get(`${namespace}/${name}`)!;
      if (have === replicas[to]) continue;
      now.set(`${namespace}/${name}`, have + Math.sign(replicas[to] - have));
      steps.push({ name, namespace, replicas: now.get(`${namespace}/${name}`)! });
      moved = true;
    }
  }
  return steps;
};

/** Changes the pods of a stack's services, and checks where they run. */
class Loads {
  readonly reserved: number;
  private readonly now: Map<string, number>;

  constructor(
    private readonly sandbox: Sandbox,
    private readonly settings: StackSettings,
  ) {
    this.reserved = settings.spotReserve!.nodes;
    this.now = new Map(
      services(settings).map((each) => [`${each.namespace}/${each.name}`, each.replicas.min]),
    );
  }

  async load(to: "min" | "max" | "expected", order: Order): Promise<void> {
    for (const { name, namespace, replicas } of order(this.settings, this.now, to)) {
      await this.sandbox.kubernetes.merge(`/apis/apps/v1/namespaces/${namespace}/deployments/${name}/scale`, {
        spec: { replicas },
      });
      this.now.set(`${namespace}/${name}`, replicas);
      await wait(200);
    }
    await this.atRest();
  }

  async atRest(): Promise<void> {
    const { kubernetes } = this.sandbox;
    const look = async () => ({
      pools: await poolUse(kubernetes),
      waiting: (await this.waiting()).length,
      taints: (await kubernetes.list<Node>("/api/v1/nodes")).map(({ spec }) => spec.taints ?? []),
    });
    await atRest(look, REST);
    const share = Math.round((await this.share()) * 100);
    const nodes = (await poolUse(kubernetes)).map(({ pool, nodes }) => `${pool} ${nodes}`);
    console.log(`      ${nodes.join(", ")}; ${share} % on spot`);
  }

  /** Sets whether EC2 has spot capacity. */
  spot(there: boolean): void {
    const { stateFile } = this.sandbox;
    for (const { name, capacityType } of listGroups(stateFile)) {
      if (capacityType === "SPOT") setCapacity(stateFile, name, there);
    }
  }

  async assertPlaced(): Promise<void> {
    assert.deepEqual(await this.waiting(), []);
    assert.deepEqual([...(await this.running())].sort(), [...this.now].sort());
    const wrong = await misplaced(this.sandbox.kubernetes, this.settings);
    assert.deepEqual(
      wrong.filter((problem) => !problem.startsWith(`${SPOT_RESERVE_NAMESPACE}/`)),
      [],
    );
  }

  async assertShare(): Promise<void> {
    const share = await this.share();
    assert.ok(share >= WANTED_SHARE, `${Math.round(share * 100)} % of the CPU is on spot nodes`);
  }

  /** Share on spot nodes, of the CPU that placed pods request which may run there. */
  async share(): Promise<number> {
    const { kubernetes } = this.sandbox;
    const spot = new Set(
      (await kubernetes.list<Node>("/api/v1/nodes"))
        .filter(({ metadata }) => metadata.labels?.["eks.amazonaws.com/capacityType"] === "SPOT")
        .map(({ metadata }) => metadata.name),
    );
    let [there, all] = [0, 0];
    for (const { metadata, spec } of await kubernetes.list<Pod>("/api/v1/pods")) {
      const service = this.serviceOf(metadata);
      if (service?.spot !== "preferred" || spec.nodeName === undefined) continue;
      all += cores(service.requests.cpu);
      if (spot.has(spec.nodeName)) there += cores(service.requests.cpu);
    }
    return all === 0 ? 0 : there / all;
  }

  /** The longest back-off of the autoscaler, half an hour, takes the sandbox 72 seconds. */
  async placeholdersBack(): Promise<void> {
    const giveUp = Date.now() + 240_000;
    while ((await this.placeholdersPlaced()) < this.reserved) {
      assert.ok(Date.now() < giveUp, "the placeholders still wait");
      await wait(500);
    }
  }

  async placeholdersPlaced(): Promise<number> {
    const pods = await this.sandbox.kubernetes.list<Pod>(`/api/v1/namespaces/${SPOT_RESERVE_NAMESPACE}/pods`);
    return pods.filter(({ spec }) => spec.nodeName !== undefined).length;
  }

  /** The scheduler's events about preempted pods. */
  async preempted(): Promise<string[]> {
    const events = await this.sandbox.kubernetes.list<Event>("/api/v1/events");
    return events
      .filter(({ reason }) => reason === "Preempted")
      .map(({ note, message }) => String(note ?? message));
  }

  /** Pods without a node, except the placeholders. */
  private async waiting(): Promise<string[]> {
    const all = await unscheduled(this.sandbox.kubernetes);
    return all.filter((pod) => !pod.startsWith(`${SPOT_RESERVE_NAMESPACE}/`));
  }

  private async running(): Promise<Map<string, number>> {
    const counts = new Map([...this.now.keys()].map((service) => [service, 0]));
    for (const { metadata, status } of await this.sandbox.kubernetes.list<Pod>("/api/v1/pods")) {
      if (!this.serviceOf(metadata) || metadata.deletionTimestamp || status.phase !== "Running") continue;
      const key = `${metadata.namespace}/${metadata.labels!["app.kubernetes.io/name"]!}`;
      counts.set(key, counts.get(key)! + 1);
    }
    return counts;
  }

  private serviceOf({ namespace, labels }: Pod["metadata"]) {
    return namespace! in this.settings.namespaces
      ? this.settings.services[labels?.["app.kubernetes.io/name"] ?? ""]
      : undefined;
  }
}
