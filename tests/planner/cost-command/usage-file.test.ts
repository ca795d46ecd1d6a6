import assert from "node:assert/strict";
import { parse } from "yaml";
import { costOfProgram } from "../../../policy-pack/pricing/cost";
import { METERS, unitOf, unknownUsage } from "../../../policy-pack/pricing/usage";
import { StackView, type ResourceView } from "../../../policy-pack/stack-view";
import { InputError } from "../../../planner/command";
import { readUsage, unusedUsage, usageOf, usageTemplate } from "../../../planner/cost-command/usage-file";

const NAT = "aws:ec2/natGateway:NatGateway";
const QUEUE = "aws:sqs/queue:Queue";

function resource(type: string, name: string): ResourceView {
  const urn = `urn:pulumi:prod::shop::${type}::${name}`;
  return { urn, type, name, props: {}, parent: undefined, dependsOn: [], ignoreChanges: [] };
}

const nats = [resource(NAT, "nat-a"), resource(NAT, "nat-b")];
const queue = resource(QUEUE, "jobs");
const stack = new StackView([...nats, queue]);
const inEurope = { region: "eu-west-1", today: "2026-11-25" };

function cost(text: string) {
  return costOfProgram(stack, { ...inEurope, usage: usageOf(readUsage(text, "usage.yaml")) });
}

function unused(text: string): string[] {
  const { unknownUse } = costOfProgram(stack, { ...inEurope, usage: unknownUsage });
  return unusedUsage(readUsage(text, "usage.yaml"), { uses: unknownUse, stack }, "usage.yaml");
}

function refusal(text: string): string {
  try {
    readUsage(text, "usage.yaml");
  } catch (error) {
    assert.ok(error instanceof InputError);
    return error.message;
  }
  return "none";
}

const use = (text: string, of: ResourceView, meter: keyof typeof METERS = "natGigabytes") =>
  usageOf(readUsage(text, "usage.yaml"))(meter, of, true);

describe("a usage file", () => {
  it("gives amounts a month, as hours of the price, to each resource that a name, a type or a URN matches", () => {
    for (const pattern of ["nat-a", NAT, nats[0]!.urn, '"nat-*"', '"*natGateway*a"', '"*::shop::*"', '"*"']) {
      const each = use(`${pattern}:\n  natGigabytes: 730`, nats[0]!);
      assert.deepEqual(each, { floor: 1, expected: 1, ceiling: 1 }, pattern);
    }
    for (const pattern of ["nat", "nat-b", "NatGateway", '"*nat"', '"nat-a*a"', '"nat-a*nat-a"', '"?at-a"']) {
      assert.equal(use(`${pattern}:\n  natGigabytes: 730`, nats[0]!), undefined, pattern);
    }
  });

  it("takes a band, and the first pattern that names the meter", () => {
    const text = `
"nat-*":
  zoneGigabytes: 1
nat-a:
  natGigabytes: { floor: 0, expected: 73, ceiling: 730 }
${NAT}:
  natGigabytes: 7300
"*":
  natGigabytes: 0
`;
    assert.deepEqual(use(text, nats[0]!), { floor: 0, expected: 0.1, ceiling: 1 });
    assert.deepEqual(use(text, nats[1]!), { floor: 10, expected: 10, ceiling: 10 });
    assert.equal(use(text, queue, "queueRequests"), undefined);
  });

  it("prices what it names, and leaves the rest unknown", () => {
    const { lines, unknownUse } = cost("nat-a:\n  natGigabytes: 1000");
    const line = lines.find(({ item, urn }) => urn === nats[0]!.urn && item.endsWith("assumed"))!;
    // NAT gateway in eu-west-1: $0.048 a gigabyte, https://aws.amazon.com/vpc/pricing/
    assert.ok(Math.abs(line.cost.expected * 730 - 48) < 1e-9);
    assert.deepEqual(line.rate!.usd, 0.048);
    assert.ok(Math.abs(line.rate!.quantity - 1000) < 1e-9);
    assert.ok(unknownUse.every(({ urn }) => urn !== nats[0]!.urn));
    assert.ok(unknownUse.some(({ urn }) => urn === nats[1]!.urn));
  });

  it("counts in units that are short and have no end of a phrase", () => {
    const units = (Object.keys(METERS) as (keyof typeof METERS)[]).map(unitOf);
    assert.deepEqual(
      [unitOf("natGigabytes"), unitOf("queueRequests"), unitOf("tableReads")],
      ["GB", "requests", "read requests"],
    );
    for (const unit of units) assert.match(unit, /^[\w, -]*\w$/);
    assert.ok(
      units.every((unit) => unit.length <= 40),
      units.join(),
    );
  });

  it("may be empty, and a pattern or a meter without a value is unknown", () => {
    for (const text of ["", "# nothing", "nat-a:", "nat-a:\n  natGigabytes:"]) {
      assert.equal(use(text, nats[0]!), undefined);
    }
  });

  it("is refused with all problems at once, each with its line", () => {
    assert.equal(
      refusal(`nat-a:
  natGigabyte: 5
  zoneGigabytes: -1
jobs:
  queueRequests: { floor: 5, expected: 4, ceiling: 6 }
  metricSamples: { floor: 5, expected: many }
other: 7
more:
  natGigabytes: "12"
  logGigabytes: 1e300
`),
      `usage.yaml must be changed:
  line 2: nat-a: natGigabyte: allowed is no meter of this name; did you mean "natGigabytes"?
  line 3: nat-a: zoneGigabytes: allowed is at least 0
  line 5: jobs: queueRequests: allowed is floor <= expected <= ceiling
  line 6: jobs: metricSamples: expected: allowed is a number
  line 6: jobs: metricSamples: ceiling: allowed is a number
  line 7: other: allowed is a group of meters with amounts a month
  line 9: more: natGigabytes: allowed is a number, or a group with floor, expected and ceiling
  line 10: more: logGigabytes: allowed is at most 1000000000000000`,
    );
    assert.match(refusal("- 1"), /line 1: allowed is patterns of resources/);
    assert.match(refusal("*::nat:\n  natGigabytes: 5"), /^usage\.yaml is not YAML: .*in quotes/);
    assert.match(refusal("a: 1\na: 2"), /line 2.*unique/);
    assert.match(refusal("a: [\n"), /^usage\.yaml is not YAML: line/);
  });

  it("says which of its lines have no effect", () => {
    assert.deepEqual(unused(`nat-*:\n  natGigabytes: 5\njobs:\n  queueRequests: 1e6`), []);
    assert.deepEqual(
      unused(
        `nat-x:\n  natGigabytes: 5\njobs:\n  natGigabytes: 5\n${NAT}:\n  natGigabytes: 1\n"nat*":\n  natGigabytes: 1`,
      ),
      [
        'usage.yaml, line 1: "nat-x" matches no resource; did you mean "nat-a"?',
        'usage.yaml, line 4: nothing that "jobs" matches is billed by natGigabytes',
        'usage.yaml, line 8: an earlier pattern has natGigabytes of what "nat*" matches',
      ],
    );
  });
});

describe("a template of a usage file", () => {
  const twins = new StackView([...stack.resources, resource(QUEUE, "nat-a")]);
  const { unknownUse } = costOfProgram(twins, { ...inEurope, usage: unknownUsage });
  const template = usageTemplate({ uses: unknownUse, stack: twins }, "preview.json");

  it("changes nothing as it is, and has every metered resource when its signs are removed", () => {
    assert.deepEqual(readUsage(template, "usage.yaml"), []);
    const live = template
      .split("\n\n")
      .slice(1)
      .map((entry) => entry.replace(/^# /gm, ""))
      .join("\n");
    const entries = readUsage(live, "usage.yaml");
    assert.deepEqual(unusedUsage(entries, { uses: unknownUse, stack: twins }, "usage.yaml"), []);
    const known = costOfProgram(twins, { ...inEurope, usage: usageOf(entries) });
    assert.deepEqual(known.unknownUse, []);
    assert.deepEqual(
      Object.keys(parse(live) as object).sort(),
      ["jobs", "nat-b", resource(QUEUE, "nat-a").urn, nats[0]!.urn].sort(),
    );
  });

  it("says what a unit costs", () => {
    assert.match(template, /natGigabytes: 0 # .*\$0\.048 \/ GB through NAT gateways, both ways/);
    assert.match(template, /queueRequests: 0 # .*\$0\.40 \/ million requests to queues/);
  });
});
