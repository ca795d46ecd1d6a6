import assert from "node:assert/strict";
import fc from "fast-check";
import { stackCost, type StackCost } from "../../planner/cost";
import { viewOf } from "../../planner/plan";
import { servicePriceOf } from "../../policy-pack/pricing/price-book";
import { capacityFit } from "../../stacks/capacity";
import { expectedCost } from "../../stacks/expected-cost";
import { parseSettings } from "../../stacks/parse-settings";
import type { StackSettings } from "../../stacks/settings";
import { randomPool } from "../components/nodes/random-pool";
import { movedTo, recordStack, shippedRecording, shippedSettings, STACKS } from "../recordings";
import { problemsOf } from "./breaking";

type Stack = (typeof STACKS)[number];

const TODAY = "2026-11-24"; // Kubernetes 1.35 is in standard support until 2027-03-27
const MEASURED = ["aws:eks/nodeGroup:NodeGroup", "kubernetes:helm.sh/v3:Release"]; // claims are in charts' values

/** The settings of a shipped stack as its file has them, changed. */
function changed(stack: Stack, change: (settings: StackSettings) => void): Record<string, unknown> {
  const settings = shippedSettings(stack);
  change(settings as unknown as StackSettings);
  return settings;
}

/** The plan's cost of the usual hour when the program has run: in all, and of what no exporter measures. */
async function planned(
  stack: Stack,
  input: Record<string, unknown>,
  today = TODAY,
): Promise<{ total: number; unmeasured: number; unpriced: StackCost["unpriced"] }> {
  const { resources } = await recordStack(stack, input);
  const view = viewOf(resources);
  const cost = stackCost(view, parseSettings(input, stack), today);
  const unmeasured = cost.lines.filter(({ urn }) => !MEASURED.includes(view.get(urn)!.type));
  return {
    total: cost.total.expected,
    unmeasured: unmeasured.reduce((sum, line) => sum + line.cost.expected, 0),
    unpriced: cost.unpriced,
  };
}

/** Checks that the program, before it has made anything, knows what the plan finds afterwards. */
async function assertAsPlanned(stack: Stack, input: Record<string, unknown>): Promise<void> {
  const found = expectedCost(parseSettings(input, stack));
  const { total, unmeasured } = await planned(stack, input);
  assertUsd(found.totalUsdPerHour, total, "in all");
  assertUsd(found.unmeasuredUsdPerHour, unmeasured, "unmeasured");
}

function assertUsd(found: number, wanted: number, what: string): void {
  assert.ok(Math.abs(found - wanted) < 1e-9, `${what}: ${found} in place of the plan's ${wanted}`);
}

const CASES: [what: string, stack: Stack, change: (settings: StackSettings) => void][] = [
  ["one NAT gateway for all zones", "production", ({ network }) => { network.natGateways = "single"; }], // prettier-ignore
  ["a NAT gateway in each zone", "staging", ({ network }) => { network.natGateways = "perZone"; }], // prettier-ignore
  ["logs kept for a year", "production", ({ cluster }) => { cluster.logRetentionDays = 365; }], // prettier-ignore
  ["logs kept for a day", "production", ({ cluster }) => { cluster.logRetentionDays = 1; }], // prettier-ignore
  ["a control plane that only the VPC reaches", "staging", ({ cluster }) => { cluster.publicAccessCidrs = []; }], // prettier-ignore
  ["a mirror of the charts", "staging", (settings) => { settings.chartMirror = "oci://charts.example"; }], // prettier-ignore
  [
    "larger volumes of claims",
    "production",
    ({ monitoring }) => Object.assign(monitoring, { prometheusVolume: "500Gi", alertmanagerVolume: "33Gi" }),
  ],
  [
    "other assumptions of use",
    "staging",
    ({ cost }) => {
      cost.usage = {
        natGigabytesPerHour: { floor: 1, expected: 70, ceiling: 90 },
        loadBalancerUnits: { floor: 1, expected: 11, ceiling: 13 },
        logGigabytesPerHour: { floor: 1, expected: 17, ceiling: 19 },
        internetGigabytesPerHour: { floor: 1, expected: 23, ceiling: 29 },
        zoneGigabytesPerHour: { floor: 1, expected: 31, ceiling: 37 },
        metricSamplesPerHour: { floor: 1, expected: 1e9, ceiling: 2e9 },
        queueRequestsPerHour: { floor: 1, expected: 1e9, ceiling: 2e9 },
      };
    },
  ],
  [
    "no use at all",
    "production",
    ({ cost: { usage } }) => {
      const nothing = { floor: 0, expected: 0, ceiling: 0 };
      usage.natGigabytesPerHour = usage.loadBalancerUnits = usage.logGigabytesPerHour = nothing;
      usage.internetGigabytesPerHour = usage.zoneGigabytesPerHour = nothing;
    },
  ],
  [
    "pools of other sizes, types, volumes and zones",
    "production",
    ({ pools }) => {
      const application = { instanceTypes: ["m6i.xlarge", "m5.xlarge"], rootVolume: "81Gi", zones: 2 };
      Object.assign(pools["application"]!, { ...application, minSize: 6, desiredSize: 7, maxSize: 9 });
      Object.assign(pools["spot"]!, { minSize: 3, desiredSize: 5 });
      Object.assign(pools["gpu"]!, { minSize: 2, desiredSize: 3, rootVolume: "200Gi" });
      pools["system"]!.minSize = pools["system"]!.desiredSize = 3;
    },
  ],
  [
    "no spot pool",
    "production",
    (settings) => {
      delete settings.pools["spot"];
      delete settings.spotReserve;
    },
  ],
  [
    "more pods in a usual hour",
    "production",
    ({ namespaces }) => {
      for (const replicas of Object.values(namespaces["production"]!.replicas))
        replicas.expected = replicas.max;
    },
  ],
  [
    "services that the stack deploys, one of them with a queue in SQS",
    "staging",
    ({ services }) => {
      for (const service of Object.values(services)) service.image = "registry.example/service:1.0.0";
      services["intent-classifier"]!.triggers.sqsQueue = {
        queueUrl: "https://sqs.us-east-1.amazonaws.com/111122223333/ml-inference",
        messagesPerPod: 100,
        namespace: "staging",
      };
    },
  ],
  [
    "no public service",
    "staging",
    ({ services }) => {
      for (const service of Object.values(services)) delete service.public;
    },
  ],
];

describe("the cost of a usual hour, known before the program runs", () => {
  for (const stack of STACKS) {
    it(`is the plan's for the shipped stack ${stack}`, async () => {
      await assertAsPlanned(stack, shippedSettings(stack));
    });
  }

  for (const [what, stack, change] of CASES) {
    it(`is the plan's for ${stack} with ${what}`, async () => {
      await assertAsPlanned(stack, changed(stack, change));
    });
  }

  it("is the plan's for production with any other pools", async () => {
    await fc.assert(
      fc.asyncProperty(withMorePools, (input) => assertAsPlanned("production", input)),
      { numRuns: 10 }, // each runs the program
    );
  });
});

describe("the cost of a usual hour without all prices", () => {
  it("is what the plan can price: the book of ca-central-1 has no NAT gateway", async () => {
    const elsewhere = movedTo("ca-central-1", "staging");
    const { total, unmeasured, unpriced } = await planned("staging", elsewhere);
    assert.ok(unmeasured > 0 && unpriced.some(({ reason }) => /nat-gateway in ca-central-1/.test(reason)));
    const found = expectedCost(parseSettings(elsewhere, "staging"));
    assertUsd(found.totalUsdPerHour, total, "in all");
    assertUsd(found.unmeasuredUsdPerHour, unmeasured, "unmeasured");
  });
});

describe("the cost of a usual hour when Kubernetes is out of standard support", () => {
  const extra = price("eks-control-plane-extended") - price("eks-control-plane");

  for (const [day, more] of [
    ["2027-03-27", 0],
    ["2027-03-28", extra],
  ] as const) {
    it(`is the plan's of ${day} less $${more.toFixed(2)}, for the program reads no clock`, async () => {
      const input = shippedSettings("staging");
      const { total } = await planned("staging", input, day);
      assertUsd(expectedCost(parseSettings(input, "staging")).totalUsdPerHour, total - more, day);
    });
  }
});

describe("what no exporter measures", () => {
  it("is all of a usual hour but the lines of node groups and charts", async () => {
    const view = viewOf((await shippedRecording("production")).resources);
    const { lines } = stackCost(view, parseSettings(shippedSettings("production"), "production"), TODAY);
    const items = lines.filter(({ urn }) => MEASURED.includes(view.get(urn)!.type)).map(({ item }) => item);
    assert.deepEqual(
      items.filter(
        (item) => !/ nodes, |^root volumes, |^CPU credits |^volume of (prometheus|alertmanager), /.test(item),
      ),
      [],
    );
    assert.equal(items.length, 2 * 4 + 2 + 2); // nodes and root volumes of four pools, CPU credits of two, two claims
  });
});

function price(name: string): number {
  return servicePriceOf(name, "us-east-1")!.usd;
}

/** Production and up to three pools more, where everything still fits. */
const withMorePools = fc
  .array(randomPool, { minLength: 1, maxLength: 3 })
  .map((more) =>
    changed("production", ({ pools }) => more.forEach((pool, index) => (pools[`more-${index}`] = pool))),
  )
  .filter(
    (input) =>
      problemsOf(input).length === 0 && capacityFit(parseSettings(input, "random")).every(({ fits }) => fits),
  );
