import assert from "node:assert/strict";
import { join } from "node:path";
import { after, describe, it } from "mocha";
import { listGroups, setDesired } from "../../sandbox/aws/auto-scaling";
import { callLogOf, readCalls } from "../../sandbox/aws/call-log";
import { writeChartRepository } from "../../sandbox/charts/repository";
import type { Engine } from "../../sandbox/engine/engine";
import { changes, type Outcome, type Step } from "../../sandbox/engine/outcome";
import type { StackConfiguration } from "../../sandbox/engine/settings";
import { CHANGE_CASES } from "./change-cases";
import { assertDone, assertEmpty, setting, useSandbox } from "./fixture";

const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
const SWAPS = Object.values(CHANGE_CASES).flatMap(({ program }) => program ?? []);

describe("a change of one setting", function () {
  if (!process.env["SANDBOX_FULL"]) return;
  const started = useSandbox();
  let engine: Engine;

  after("restore the program's tables", () => {
    for (const swap of SWAPS) swap.back();
  });

  it("starts from a running stack", async () => {
    engine = await started.sandbox.open("staging");
    assertDone(await engine.up());
    const { folder, tools } = started.sandbox;
    for (const swap of SWAPS) swap.there();
    await writeChartRepository(join(folder, "charts"), tools["helm"]!, process.env); // beside the existing charts
    for (const swap of SWAPS) swap.back();
  });

  it("a minimum above the number of nodes is refused by EKS, and accepted after the steps in docs/operations", async () => {
    const { sandbox } = started;
    const raised = (config: StackConfiguration) => {
      setting("pools.application.minSize", 3)(config);
      setting("pools.application.desiredSize", 3)(config);
    };
    await engine.configure(sandbox.configurationOf("staging", raised));
    assert.match((await engine.up()).failed ?? "", /Minimum capacity 3 can't be greater than desired size 2/);
    const group = listGroups(sandbox.stateFile).find(({ nodeGroupName }) =>
      nodeGroupName.includes("application"),
    )!;
    setDesired(sandbox.stateFile, group.name, 3);
    assertDone(await engine.refresh());
    assertDone(await engine.up());
    assertEmpty(await engine.preview());
    await engine.configure(sandbox.configurationOf("staging"));
    assertDone(await engine.up());
  });

  for (const [what, { change, program = [], expected, forbiddenBy, oneWay }] of Object.entries(
    CHANGE_CASES,
  )) {
    it(`${what}: only dependent resources change${oneWay ? "" : ", and change back"}`, async () => {
      for (const swap of program) swap.there();
      await engine.configure(started.sandbox.configurationOf("staging", change));
      if (forbiddenBy)
        assert.match((await engine.preview()).failed ?? "", new RegExp(`^${forbiddenBy}: `, "m"));
      const outcome = await engine.up({ withoutPolicies: forbiddenBy !== undefined });
      if (!oneWay) {
        for (const swap of program) swap.back();
        await engine.configure(started.sandbox.configurationOf("staging"));
        assertDone(await engine.up());
      }
      assertEmpty(await engine.preview());
      assertOnly(outcome, expected);
    });
  }

  it("replaces a node group by one with a new name, and deletes the old one only after that", () => {
    const calls = readCalls(callLogOf(started.sandbox.stateFile)).filter(
      ({ type, preview, outcome }) => type === NODE_GROUP && !preview && outcome === "ok",
    );
    const existing = new Set<string>();
    for (const { method, id, name } of calls) {
      if (method === "create") {
        assert.ok(!existing.has(id!), `${id} was created twice`);
        existing.add(id!);
      }
      if (method !== "delete") continue;
      existing.delete(id!);
      assert.ok(
        [...existing].some((each) => each.includes(`-${name}-`)),
        `there was no other node group when ${id} was deleted`,
      );
    }
    const replaced = calls.filter(({ method }) => method === "delete").map(({ name }) => name);
    // Other instance types, other capacity, and back again each time.
    assert.deepEqual(replaced, ["application", "application", "spot", "spot"]);
  });
});

/** All of the expected changes, and no others. */
function assertOnly(outcome: Outcome, expected: RegExp[]): void {
  assertDone(outcome);
  const found = changes(outcome).map(nameOf);
  const unmet = expected.filter((pattern) => !found.some((name) => pattern.test(name)));
  assert.deepEqual(unmet, [], found.join("\n"));
  assert.deepEqual(
    found.filter((name) => !expected.some((pattern) => pattern.test(name))),
    [],
  );
}

function nameOf({ operation, type, urn }: Step): string {
  return `${operation} ${type.split(":").pop()} ${urn.split("::").pop()}`;
}
