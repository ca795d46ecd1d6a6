import assert from "node:assert/strict";
import type { Recording } from "../../../planner/engine";
import { simulatedOutputs, type Registration } from "../../../planner/simulated-outputs";
import type { UsageAssumptions } from "../../../policy-pack/pricing/money";
import { runRules, type RunContext } from "../../../policy-pack/run-rules";
import { StackView, UNKNOWN } from "../../../policy-pack/stack-view";
import { recordStack, shippedRecording, shippedSettings, STACKS } from "../../recordings";

interface Settings {
  region: string;
  tags: Record<string, string>;
  cost: { hourlyCeilingUsd: number; usage: UsageAssumptions };
}

function viewOf({ resources }: Recording): StackView {
  return new StackView(
    resources.map(({ urn, type, name, inputs, parent, dependsOn, ignoreChanges }) => ({
      urn,
      type,
      name,
      props: marked(inputs) as Record<string, unknown>,
      parent,
      dependsOn,
      ignoreChanges,
    })),
  );
}

/** The SDK's mark for a value that only an `up` will know (sdk/nodejs/runtime/rpc.ts, unknownValue). */
const SDK_UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function marked(value: unknown): unknown {
  if (value === SDK_UNKNOWN) return UNKNOWN;
  if (Array.isArray(value)) return value.map(marked);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, marked(inner)]));
}

/** What a resource computes is unknown, as in the preview of a new stack. */
function unknownOutputs(resource: Registration): ReturnType<typeof simulatedOutputs> {
  const { state } = simulatedOutputs(resource);
  const computed = Object.keys(state).filter((key) => !(key in resource.inputs));
  return { id: "", state: { ...state, ...Object.fromEntries(computed.map((key) => [key, SDK_UNKNOWN])) } };
}

function contextOf(stack: string): RunContext {
  const { region, tags, cost } = shippedSettings(stack) as unknown as Settings;
  return {
    region,
    today: "2026-11-25",
    ceilingUsd: cost.hourlyCeilingUsd,
    usage: cost.usage,
    environment: tags["environment"],
    defaultTags: tags,
  };
}

for (const stack of STACKS) {
  describe(`the shipped stack ${stack}`, () => {
    it("breaks no rule", async () => {
      assert.deepEqual(runRules(viewOf(await shippedRecording(stack)), contextOf(stack)), []);
    });

    it("breaks no mandatory rule in the preview of a new stack, whose outputs are all unknown", async () => {
      const recording = await recordStack(stack, shippedSettings(stack), unknownOutputs);
      for (const { rule, level, message } of runRules(viewOf(recording), contextOf(stack))) {
        assert.equal(level, "advisory", `${rule}: ${message}`);
        assert.match(message, /unknown until up/);
      }
    });

    it("breaks the ceiling of a dollar", async () => {
      const broken = runRules(viewOf(await shippedRecording(stack)), { ...contextOf(stack), ceilingUsd: 1 });
      assert.deepEqual([...new Set(broken.map(({ rule }) => rule))], ["hourly-ceiling", "one-dollar-number"]);
    });

    it("has one HighCost alert, and breaks the one dollar number as soon as that is of another", async () => {
      const recording = await shippedRecording(stack);
      const { hourlyCeilingUsd } = shippedSettings(stack)["cost"] as Settings["cost"];
      const highCost = `> ${hourlyCeilingUsd}`;
      for (const [threshold, words] of [
        [hourlyCeilingUsd, []],
        [
          hourlyCeilingUsd + 1,
          [`compares HighCost with ${hourlyCeilingUsd + 1}, the ceiling is ${hourlyCeilingUsd}`],
        ],
      ] as const) {
        let changedAlerts = 0;
        const resources = JSON.parse(JSON.stringify(recording.resources), (_, value: unknown) => {
          const { alert, expr } = (value ?? {}) as { alert?: string; expr?: string };
          if (alert !== "HighCost" || !expr?.endsWith(highCost)) return value;
          changedAlerts++;
          return { ...(value as object), expr: expr.replace(highCost, `> ${threshold}`) };
        }) as Recording["resources"];
        assert.equal(changedAlerts, 1);
        const broken = runRules(viewOf({ ...recording, resources }), contextOf(stack));
        assert.deepEqual(
          broken.map(({ rule }) => rule),
          words.map(() => "one-dollar-number"),
        );
        words.forEach((text) => assert.ok(broken[0]!.message.includes(text), broken[0]!.message));
      }
    });

    it("relies on the provider's tags", async () => {
      const broken = runRules(viewOf(await shippedRecording(stack)), {
        ...contextOf(stack),
        defaultTags: undefined,
      });
      assert.deepEqual([...new Set(broken.map(({ rule }) => rule))], ["cost-allocation-tags"]);
    });
  });
}
