import assert from "node:assert/strict";
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { after, before, describe, it } from "mocha";
import { changes } from "../../sandbox/engine/outcome";
import type { Engine } from "../../sandbox/engine/engine";
import { settingsOf, withImages, type StackConfiguration } from "../../sandbox/engine/settings";
import { workingSoon } from "./daytime";
import type { Application } from "../../sandbox/scaling/application";
import { unscheduled } from "../../sandbox/kubernetes/pods";
import { startScaling } from "../../sandbox/scaling/scaling";
import { TRACE_FILE } from "../../sandbox/options";
import { processesOf } from "../../sandbox/session/processes";
import { TRACE_HEADER, traceLine, type Trace } from "../../sandbox/scaling/trace";
import { assertDone, assertEmpty, setting, useSandbox } from "./fixture";
import { listeningAddresses } from "./listening";
import { paceProblems, stepsOf, type Behavior } from "./pace";
import { unready } from "./placement";
import { recommendationProblems } from "./recommendations";
import { eventually } from "./waiting";

const TRACE = join(__dirname, "..", "..", TRACE_FILE);

/** Until the controllers have listed their objects and have measurements. */
const WARM_UP_MS = 60_000;

const COOLDOWN_SECONDS = 60;
/** Until KEDA has noticed that hours have begun or ended: it checks every podAutoscaling.pollingSeconds, 30. */
const NOTICED_SECONDS = 45;

/** Interval of the controller manager; a window may begin with the last interval before the change. */
const SYNC_SECONDS = 15;

/** Replicas that the load below needs with the targets of the settings: 70 % of 100m, 60 % of 200m, 10 a pod. */
const WANTED = { frontend: 8, "api-gateway": 5, "intent-classifier": 3, "prompt-generator": 3 };

describe("scaling by the real controllers", function () {
  if (!process.env["SANDBOX_FULL"]) return;
  this.timeout("30m");
  after("name the trace", () => console.log(`      ${TRACE_FILE}`));
  const started = useSandbox(true);
  let hours: ReturnType<typeof workingSoon>;
  let engine: Engine;
  let application: Application;
  let trace: Trace;
  let behaviors: Record<string, Behavior>;
  /** Service -> the second at which its load ended. */
  const relieved: Record<string, number> = {};

  /** More and smaller pods, for many steps; together they need as much as the stack's own pods. */
  function configure(config: StackConfiguration): void {
    withImages(config);
    for (const [path, value] of Object.entries({
      "services.frontend.requests": { cpu: "100m", memory: "100Mi" },
      "services.frontend.limits": { cpu: "200m", memory: "200Mi" },
      "services.api-gateway.requests": { cpu: "200m", memory: "256Mi" },
      "services.api-gateway.limits": { cpu: "400m", memory: "512Mi" },
      "namespaces.staging.replicas.frontend": { min: 1, max: 10, expected: 1 },
      "namespaces.staging.replicas.api-gateway": { min: 1, max: 8, expected: 1 },
      "namespaces.development.schedule": hours.schedule,
    })) {
      setting(path, value)(config);
    }
  }

  before("bring staging up, and start the controllers", async () => {
    const { sandbox } = started;
    hours = workingSoon(Date.now(), 6, 4, COOLDOWN_SECONDS); // computed here: other test files may have run for an hour before
    engine = await sandbox.open("staging", configure);
    assertDone(await engine.up());
    const settings = settingsOf(sandbox.configurationOf("staging", configure));
    writeFileSync(TRACE, TRACE_HEADER);
    ({ application, trace } = await startScaling(sandbox, settings, (point) =>
      appendFileSync(TRACE, traceLine(point)),
    ));
    await wait(WARM_UP_MS);
    behaviors = await behaviorsIn("staging");
  });

  it("listens on 127.0.0.1 alone", () => {
    const addresses = [process.pid, ...processesOf(started.sandbox.folder)].flatMap(listeningAddresses);
    assert.ok(addresses.length >= 12, addresses.join(" ")); // seven of the control plane, five of the controllers
    assert.deepEqual(
      addresses.filter((address) => !address.startsWith("127.0.0.1:")),
      [],
    );
  });

  it("scales up with CPU and queues, no sooner and no faster than the behavior allows", async () => {
    const loaded = trace.second();
    application.offer("staging", "frontend", { cpu: 0.6 });
    application.offer("staging", "api-gateway", { cpu: 0.6, requestsPerSecond: 1500 });
    application.offer("staging", "intent-classifier", { queued: 25 });
    application.offer("staging", "prompt-generator", { queued: 25 });
    const reaching = Object.entries(WANTED).map(async ([service, wanted]) => {
      await until(service, (desired) => desired >= wanted, 480);
      application.offer("staging", service, {});
      relieved[service] = trace.second();
    });
    await Promise.all(reaching);
    for (const service of Object.keys(WANTED)) {
      const points = trace.of(`staging/${service}`);
      const window = behaviors[service]!.scaleUp.stabilizationWindowSeconds!;
      assert.ok(stepsOf(points, "up", loaded)[0]! > loaded + window - SYNC_SECONDS, service);
      assert.deepEqual(paceProblems(points, behaviors[service]!), []);
    }
  });

  it("adds nodes for pending pods", () =>
    eventually(async () => {
      assert.deepEqual(await unscheduled(started.sandbox.kubernetes), []);
      const points = trace.of("pool/application");
      assert.ok(points.at(-1)!.desired > points[0]!.desired);
      assert.equal(points.at(-1)!.replicas, points.at(-1)!.desired);
    }));

  it("scales down after the load, no sooner and no faster than the behavior allows", async () => {
    await until("frontend", (desired) => desired <= WANTED.frontend - 2, 600);
    await until("api-gateway", (desired) => desired <= WANTED["api-gateway"] - 2, 600);
    await until("intent-classifier", (desired) => desired < WANTED["intent-classifier"], 900);
    for (const service of ["frontend", "api-gateway", "intent-classifier"]) {
      const points = trace.of(`staging/${service}`);
      const window = behaviors[service]!.scaleDown.stabilizationWindowSeconds!;
      assert.ok(
        stepsOf(points, "down", relieved[service])[0]! > relieved[service]! + window - SYNC_SECONDS,
        service,
      );
      assert.deepEqual(paceProblems(points, behaviors[service]!), []);
    }
  });

  it("has development at zero at night, at its floor by day, and at zero again", async () => {
    const start = trace.second(hours.start);
    const end = trace.second(hours.end);
    const night = end + COOLDOWN_SECONDS + 2 * NOTICED_SECONDS;
    await wait(Math.max(0, night + 5 - trace.second()) * 1000);
    const names = [...new Set(trace.points.map(({ what }) => what))].filter((name) =>
      name.startsWith("development/"),
    );
    assert.equal(names.length, 6);
    for (const name of names) {
      const between = (from: number, to: number) => [
        ...new Set(
          trace
            .of(name)
            .filter(({ second }) => second > from && second < to)
            .map(({ desired }) => desired),
        ),
      ];
      assert.deepEqual(between(start - 30, start - 1), [0], name);
      assert.deepEqual(between(start + NOTICED_SECONDS, end), [1], name);
      assert.deepEqual(between(night, Infinity), [0], name);
    }
  });

  it("has recommendations from the recommender, within the bounds of the settings", async () => {
    const settings = settingsOf(started.sandbox.configurationOf("staging", configure));
    assert.deepEqual(await recommendationProblems(started.sandbox.kubernetes, settings), []);
  });

  it("has nothing to change afterwards, and no drift except what autoscalers own", async () => {
    assertEmpty(await engine.preview());
    await eventually(async () => assert.deepEqual(await unready(started.sandbox.kubernetes), []));
    const outcome = await engine.preview({ refresh: true });
    assertDone(outcome);
    assert.deepEqual(changes(outcome), []);
    assert.deepEqual(
      outcome.drift.filter(({ changed }) => changed.some((path) => path !== "scalingConfig.desiredSize")),
      [],
    );
  });

  it("is destroyed while the real operator removes its finalizers", async () => {
    assertDone(await engine.destroy());
  });

  /** Waits until a service's desired replicas meet a condition; fails after some seconds. */
  async function until(service: string, isMet: (desired: number) => boolean, seconds: number): Promise<void> {
    const giveUp = trace.second() + seconds;
    for (;;) {
      const { desired } = trace.of(`staging/${service}`).at(-1)!;
      if (isMet(desired)) return;
      assert.ok(trace.second() < giveUp, `${service} wants ${desired}`);
      await wait(1_000);
    }
  }

  /** Service -> the behavior of its HorizontalPodAutoscaler, of the program or of KEDA. */
  async function behaviorsIn(namespace: string): Promise<Record<string, Behavior>> {
    const found = await started.sandbox.kubernetes.list<{
      spec: { scaleTargetRef: { name: string }; behavior: Behavior };
    }>(`/apis/autoscaling/v2/namespaces/${namespace}/horizontalpodautoscalers`);
    return Object.fromEntries(found.map(({ spec }) => [spec.scaleTargetRef.name, spec.behavior]));
  }
});
