import assert from "node:assert/strict";
import fc from "fast-check";
import { zonesOf, REGIONS } from "../../components/network/zones";
import { htmlReport } from "../../planner/html/report";
import { planReport } from "../../planner/json-report";
import { makePlan, passes, type Plan } from "../../planner/plan";
import { PROJECT } from "../../planner/stack-file";
import { textReport } from "../../planner/text/report";
import { factsOf, knownInstanceTypes } from "../../policy-pack/pricing/instance-facts";
import { priceBookOf, pricedRegions } from "../../policy-pack/pricing/price-book";
import { capacityFit } from "../../stacks/capacity";
import { expectedCost } from "../../stacks/expected-cost";
import { vcpuQuotas, zoneAddresses } from "../../stacks/node-room";
import { parseSettings } from "../../stacks/parse-settings";
import type { StackSettings } from "../../stacks/settings";
import { movedTo, STACKS } from "../recordings";
import { problemsOf } from "./breaking";

/** Regions in which a shipped stack has every price that it needs. */
const COMPLETE = ["us-east-1", "us-east-2", "us-west-2", "eu-west-1", "eu-west-2", "eu-central-1", "ap-northeast-1", "ap-southeast-1"]; // prettier-ignore

/** The plan of a shipped stack as an adopter moves it to another region. */
async function planIn(region: string, stack: string): Promise<Plan> {
  const input = movedTo(region, stack);
  (input as unknown as StackSettings).cost.hourlyCeilingUsd *= 1.2; // instances cost up to a fifth more
  const config = Object.fromEntries(
    Object.entries(input).map(([key, value]) => [`${PROJECT}:${key}`, value]),
  );
  const index = require.resolve("../../index");
  delete require.cache[index]; // it makes its resources when it is loaded
  return makePlan({
    stack,
    file: { name: `Pulumi.${stack}.yaml`, config, lineOf: () => undefined },
    settings: parseSettings(input, stack),
    today: "2026-11-24",
    loadProgram: () => require(index) as Record<string, unknown>,
  });
}

describe("the shipped stacks in other regions", () => {
  for (const region of COMPLETE) {
    for (const stack of STACKS) {
      it(`${stack} passes in ${region}, and is priced as a whole`, async () => {
        const plan = await planIn(region, stack);
        assert.deepEqual(plan.policies, []);
        assert.ok(passes(plan));
        const { lines, unpriced, total } = plan.cost!;
        assert.deepEqual(unpriced, []);
        assert.ok(total.floor > 0 && total.floor < total.expected && total.expected < total.ceiling);
        const derived = lines.filter((line) => line.derived !== undefined);
        const sum = derived.reduce((usd, { cost }) => usd + cost.expected, 0);
        assert.ok(sum < total.expected / 5, `${sum} of ${total.expected} is derived`);
      });
    }
  }

  it("mark prices that follow from a neighbouring rule, in text, JSON and HTML", async () => {
    const marked = await planIn("us-west-2", "staging");
    const sentence =
      /From a neighbouring rule, because no price of the region was found: [^.]*encryption key[^.]*\./;
    const textOf = (plan: Plan) => textReport(plan, { colour: false, verbose: false }).replace(/\s+/g, " ");
    assert.match(textOf(marked), sentence);
    assert.match(htmlReport(marked).replace(/\s+/g, " "), sentence);
    const derived = (plan: Plan) => planReport(plan).cost!.lines.filter((line) => line.derived !== undefined);
    assert.match(
      derived(marked).find(({ item }) => item === "encryption key")!.derived!,
      /the same in every region/,
    );
    const home = await planIn("us-east-1", "staging");
    assert.doesNotMatch(textOf(home), /neighbouring rule/);
    assert.doesNotMatch(htmlReport(home), /neighbouring rule/);
    assert.deepEqual(derived(home), []);
  });

  it("are refused by name where a zone, a region or an instance type is none of AWS's", () => {
    const problems = (change: (settings: StackSettings) => void) => {
      const input = movedTo("eu-west-1", "production");
      change(input as unknown as StackSettings);
      return problemsOf(input).map(({ path, allowed }) => `${path.join(".")}: ${allowed}`);
    };
    assert.deepEqual(
      problems(() => {}),
      [],
    );
    assert.deepEqual(
      problems(({ network }) => (network.zones[2] = "eu-west-1d")),
      ["network.zones.2: a zone of eu-west-1 in which EKS works: eu-west-1a, eu-west-1b, eu-west-1c"],
    );
    assert.equal(problems((settings) => (settings.region = "eu-west-9")).length, 1);
  });

  it("has zones for every region with prices but those that have too few, or another partition", () => {
    const others = pricedRegions().filter((region) => !REGIONS.includes(region));
    assert.deepEqual(others, ["us-gov-east-1", "us-gov-west-1", "us-west-1"]);
    for (const region of REGIONS) {
      assert.ok(priceBookOf(region), region);
      assert.ok(new Set(zonesOf(region)).size >= 3, region);
    }
  });

  it("fail where the region's book lacks prices, and name them", async () => {
    const plan = await planIn("ca-central-1", "staging");
    assert.ok(!passes(plan));
    assert.ok(
      plan.cost!.unpriced.some(({ reason }) => reason === "no price for nat-gateway in ca-central-1"),
    );
  });
});

describe("a pool of any instance type", () => {
  const pool = fc.record({
    instanceTypes: fc.oneof(
      fc.array(fc.constantFrom(...knownInstanceTypes), { minLength: 1, maxLength: 5 }),
      fc.constantFrom(...knownInstanceTypes).map((type) => interchangeable(type).slice(0, 5)),
    ),
    capacity: fc.constantFrom("on-demand", "spot"),
    zones: fc.integer({ min: 1, max: 3 }),
    wrongCredits: fc.nat(4).map((one) => one === 0),
    name: fc.constantFrom("system", "application", "gpu", "spot", "more"),
  });

  it("is accepted or refused with the path of what is wrong, and what was accepted can be planned", function () {
    let accepted = 0;
    fc.assert(
      fc.property(fc.constantFrom(...COMPLETE), pool, (region, { name, wrongCredits, ...change }) => {
        const input = movedTo(region, "production");
        const { pools } = input as unknown as StackSettings;
        const base = pools[name] ?? { ...pools["application"]!, taints: [{ key: "more", value: "true", effect: "NoSchedule" }] }; // prettier-ignore
        const burstable = change.instanceTypes.every((type) => factsOf(type)?.baselineVcpu !== undefined);
        const cpuCredits = burstable !== wrongCredits ? "unlimited" : undefined;
        const gpu = factsOf(change.instanceTypes[0]!)?.gpu;
        pools[name] = {
          ...base,
          ...change,
          labels: gpu ? { "nvidia.com/gpu.present": "true", "k8s.amazonaws.com/accelerator": gpu.name } : {},
          slotsPerGpu: 2,
          ...(cpuCredits ? { cpuCredits } : {}),
        } as StackSettings["pools"][string];
        if (!cpuCredits) delete pools[name].cpuCredits;
        const problems = problemsOf(input); // throws anything but SettingsError
        if (problems.length > 0) {
          assert.ok(problems.every(({ path, allowed }) => path.length > 0 && allowed.length < 600));
          return;
        }
        accepted++;
        const settings = parseSettings(input, "production");
        capacityFit(settings);
        zoneAddresses(settings);
        assert.ok(vcpuQuotas(settings.pools).every(({ code, atMaximum }) => code && atMaximum > 0));
        assert.ok(expectedCost(settings).totalUsdPerHour > 0);
      }),
      { numRuns: 400 },
    );
    assert.ok(accepted > 10, `${accepted} were accepted`);
  });
});

/** Types of the same shape, the given one first. */
function interchangeable(type: string): string[] {
  const { arch, vcpu, memoryGiB, gpu } = factsOf(type)!;
  const others = knownInstanceTypes.filter((other) => {
    const facts = factsOf(other)!;
    return (
      facts.arch === arch &&
      facts.vcpu === vcpu &&
      facts.memoryGiB === memoryGiB &&
      facts.gpu?.count === gpu?.count
    );
  });
  return [type, ...others.filter((other) => other !== type)];
}
