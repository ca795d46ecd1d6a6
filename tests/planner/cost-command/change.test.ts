import assert from "node:assert/strict";
import { doubts, overLimits, readLimit } from "../../../planner/cost-command/limits";
import { matches } from "../../../planner/cost-command/filter";
import {
  assertTotal,
  create,
  estimateOf,
  nat,
  nodes,
  preview,
  refusal,
  remove,
  ROOT,
  same,
  stackExport,
  state,
  step,
  template,
  urnOf,
  USD,
  volume,
} from "./programs";

const US = { region: "us-east-1" };

/** "replaced v" -> dollars an hour. */
function changes(made: ReturnType<typeof estimateOf>): Record<string, number> {
  return Object.fromEntries(
    made.change!.resources.map(({ kind, name, difference }) => [
      `${kind} ${name}`,
      Number(difference.expected.toFixed(9)),
    ]),
  );
}

const GB = (count: number) => Number((count * USD.gigabyte).toFixed(9));

describe("a change against a base", () => {
  it("has added, removed, replaced and changed resources, each with its dollars", () => {
    const zone = (name: string, availabilityZone: string) => ({
      ...volume(name, 10),
      inputs: { type: "gp3", size: 10, availabilityZone },
    });
    const before = stackExport([
      nat("old"),
      nat("kept"),
      volume("grows", 10),
      nat("moves", { inputs: { subnetId: "a" } }),
    ]);
    const after = stackExport([
      nat("new"),
      nat("kept"),
      volume("grows", 110),
      nat("moves", { inputs: { subnetId: "b" } }),
      zone("disk", "us-east-1a"),
    ]);
    const made = estimateOf(after, { base: before, ...US });
    assert.deepEqual(changes(made), {
      "added new": USD.nat,
      "removed old": -USD.nat,
      "changed grows": GB(100),
      "replaced moves": 0,
      "added disk": GB(10),
    });
    assertTotal(made.change?.difference, 110 * USD.gigabyte);
    assertTotal(made.change?.before, 3 * USD.nat + 10 * USD.gigabyte);
    assertTotal(made.change?.after, 3 * USD.nat + 120 * USD.gigabyte);
    assert.equal(made.change?.against, "base.json");
    assert.deepEqual(made.change?.resources.find(({ name }) => name === "moves")?.because, ["subnetId"]);
  });

  it("shows what a launch template changes at its nodes, which themselves stay as they are", () => {
    const program = (type: string) => stackExport([template("web", type), nodes("group", "web")]);
    const made = estimateOf(program("c5.large"), { base: program("m5.large"), ...US });
    assertTotal(made.change?.difference, 2 * (USD.c5Large - USD.m5Large));
    assert.deepEqual(
      made.change?.resources.map(({ kind, name, because }) => [kind, name, because]),
      [
        ["changed", "group", ["LaunchTemplate web changes"]],
        ["changed", "web", ["instanceType"]],
      ],
    );
  });

  it("gives a preview without its unchanged resources a total: the base with the steps", () => {
    const base = stackExport([
      nat("kept"),
      nat("gone"),
      volume("grows", 10),
      template("web", "m5.large"),
      nodes("group", "web"),
    ]);
    const text = preview(
      [
        same(ROOT),
        create(nat("new")),
        step("update", volume("grows", 10), volume("grows", 110)),
        step("update", template("web", "m5.large"), template("web", "c5.large")),
        remove(nat("gone")),
      ],
      { changeSummary: { same: 3, create: 1, update: 2, delete: 1 } },
    );
    const made = estimateOf(text, { base });
    assertTotal(made.total?.total, 2 * USD.nat + 110 * USD.gigabyte + 2 * (USD.c5Large + 20 * USD.gigabyte));
    assertTotal(made.change?.difference, 100 * USD.gigabyte + 2 * (USD.c5Large - USD.m5Large));
    assert.deepEqual(made.programs[0]!.notes, []);
  });

  it("says that the base is not what the preview starts from", () => {
    const text = (sames: number) =>
      preview([same(ROOT), step("update", nat("a"), nat("a"))], {
        changeSummary: { same: sames, update: 1 },
      });
    const notes = (sames: number, ...states: Parameters<typeof stackExport>[0]) =>
      estimateOf(text(sames), { base: stackExport(states) }).programs[0]!.notes.join();
    assert.equal(notes(2, nat("a"), nat("b")), "");
    assert.match(
      notes(3, nat("a"), nat("b")),
      /leaves out 2 unchanged resources, .* 1 that the preview doesn't name/,
    );
    assert.match(notes(2, nat("b")), /is not the state that/);
  });

  it("follows a resource to its new name", () => {
    const made = estimateOf(
      preview([step("update", volume("old", 10), volume("new", 20))], { changeSummary: { update: 1 } }),
    );
    assert.deepEqual(changes(made), { "changed new": GB(10) });
  });

  it("believes the preview on what is replaced, and the table where the base is another state", () => {
    const moved = nat("a", { inputs: { subnetId: "b" } });
    const at = (subnetId: string) => nat("a", { inputs: { subnetId } });
    const kind = (text: string, base: string) =>
      estimateOf(text, { base }).change!.resources.map((each) => each.kind);
    const updates = preview([step("update", at("a"), moved)], { changeSummary: { update: 1 } });
    assert.deepEqual(kind(updates, stackExport([at("a")])), ["changed"]);
    assert.deepEqual(kind(updates, stackExport([at("c")])), ["replaced"]);
    const unknown = preview([same(at("04da6b54-80e4-46f7-96ec-b56ff0331ba9"))], {
      changeSummary: { same: 1 },
    });
    assert.deepEqual(kind(unknown, stackExport([at("c")])), ["changed"]);
  });

  it("names what is billed before or after the stack has it", () => {
    const made = estimateOf(
      preview([step("import", undefined, nat("in")), remove(nat("out", { retainOnDelete: true }))], {
        changeSummary: {},
      }),
    );
    const because = Object.fromEntries(
      made.change!.resources.map((each) => [each.name, each.because.join()]),
    );
    assert.match(because["in"]!, /imported: it exists already/);
    assert.match(because["out"]!, /retained: it leaves the stack, and is billed on/);
    assert.match(made.programs[0]!.notes.join(), /1 removed resource is retained in the cloud/);
  });

  it("is unknown where nothing of it has a price, and incomplete where something lacks one", () => {
    const strange = (name: string) => state("aws:braket/job:Job", name);
    const nothing = estimateOf(preview([create(strange("x"))])).change!;
    assert.deepEqual([nothing.unknown, nothing.incomplete], [true, true]);
    const part = estimateOf(preview([create(strange("x")), create(volume("v", 1))])).change!;
    assert.deepEqual([part.unknown, part.incomplete], [false, true]);
    const whole = estimateOf(preview([create(volume("v", 1))])).change!;
    assert.deepEqual([whole.unknown, whole.incomplete], [false, false]);
  });

  it("refuses a base that lacks resources, or is of another stack", () => {
    const partial = preview([same(ROOT), create(nat("b"))], { changeSummary: { same: 4 } });
    assert.match(
      refusal(() => estimateOf(stackExport([nat("a")]), { base: partial, ...US })),
      /^The base base\.json leaves out unchanged resources\. Use `pulumi stack export`/,
    );
    const other = stackExport([{ ...nat("a"), urn: urnOf("aws:ec2/natGateway:NatGateway", "a", "prod") }]);
    assert.match(
      refusal(() => estimateOf(partial, { base: other })),
      /base\.json is of prod of demo, and file-1\.json is of dev of demo/,
    );
  });
});

describe("several files", () => {
  const dev = stackExport([nat("a")]);
  const prod = stackExport([{ ...volume("v", 10), urn: urnOf("aws:ebs/volume:Volume", "v", "prod") }]);

  it("have one total, and each the base of its stack", () => {
    const made = estimateOf([dev, prod], US);
    assertTotal(made.total?.total, USD.nat + 10 * USD.gigabyte);
    assert.equal(made.change, undefined);
    assert.match(
      refusal(() => estimateOf([dev, dev], { base: prod, ...US })),
      /base\.json is of prod of demo, and the files are of dev of demo/,
    );
  });

  it("have no total where one of them leaves out resources", () => {
    const partial = preview([same(ROOT), create(nat("b"))], { changeSummary: { same: 4 } });
    const { total, notes } = estimateOf([dev, partial], US);
    assert.equal(total, undefined);
    assert.match(notes.join(), /no total of all files, because file-2\.json leaves out unchanged resources/);
  });

  it("count what both have twice, and say so", () => {
    const { total, notes } = estimateOf([dev, dev], US);
    assertTotal(total?.total, 2 * USD.nat);
    assert.match(
      notes.join(),
      /^file-1\.json and file-2\.json have resources of the same URNs, and both count/,
    );
    assert.deepEqual(estimateOf([dev, prod], US).notes, []);
  });
});

describe("--filter", () => {
  it("keeps resources by URN, type or name, priced in the whole program", () => {
    const text = stackExport([nat("a"), volume("v", 10), template("web", "c5.large"), nodes("group", "web")]);
    const total = (...filter: string[]) => estimateOf(text, { filter, ...US }).total?.total;
    assertTotal(total("group"), 2 * (USD.c5Large + 20 * USD.gigabyte));
    assertTotal(total("aws:ebs/*"), 10 * USD.gigabyte);
    assert.deepEqual(estimateOf(text, { filter: ["group"], ...US }).notes, [
      "Only resources that match --filter group count: 1 of 4.",
    ]);
    assertTotal(total("*::a", "v"), USD.nat + 10 * USD.gigabyte);
    assert.match(
      refusal(() => total("nat*")),
      /No resource matches --filter nat\*: it takes a URN, a type or a name/,
    );
  });

  it("has * for any text, and is quick where many of them don't match", () => {
    for (const [pattern, text, expected] of [
      ["", "", true],
      ["*", "", true],
      ["a*c", "abbc", true],
      ["a*c", "abbcd", false],
      ["*b*b*", "abab", true],
      ["*ab", "aab", true],
      ["a.c", "abc", false],
    ] as const) {
      assert.equal(matches(pattern, text), expected, `${pattern} ${text}`);
    }
    const start = performance.now();
    assert.equal(matches(`${"a*".repeat(50)}b`, "a".repeat(5_000)), false);
    assert.ok(performance.now() - start < 1_000);
  });
});

describe("limits", () => {
  const limit = (max?: string, maxIncrease?: string) => ({
    max: readLimit("--max", max),
    maxIncrease: readLimit("--max-increase", maxIncrease),
  });
  /** 73 GB are 0.008 an hour, and 5.84 a month. */
  const disk = estimateOf(preview([create(volume("v", 73))]));

  it("may be reached, an hour or a month, and not exceeded", () => {
    for (const max of ["0.008", "0.008/hour", "5.84/month", "$6/month"]) {
      assert.deepEqual(overLimits(disk, limit(max, max)), [], max);
    }
    assert.deepEqual(overLimits(disk, limit("0.0079")), ["The total is $0.008 an hour, above --max 0.0079."]);
    assert.deepEqual(overLimits(disk, limit(undefined, "5.83/month")), [
      "The increase is $5.84 a month, above --max-increase 5.83/month.",
    ]);
    assert.deepEqual(overLimits(disk, limit("0", "0")).length, 2);
  });

  it("fail where a lower bound is above them already, and say what one below lacks", () => {
    const gateway = estimateOf(stackExport([nat("a")]), US);
    assert.deepEqual(overLimits(gateway, limit("0.04")), [
      "The total is at least $0.045 an hour, above --max 0.04.",
    ]);
    assert.deepEqual(overLimits(gateway, limit("0.05")), []);
    assert.deepEqual(doubts(gateway, limit("0.05")), [
      "--max 0.05 is compared with what has a price: 1 thing has none.",
    ]);
    assert.deepEqual(doubts(disk, limit("1", "1")), []);
  });

  it("fail where the amount is unknown", () => {
    const nothing = estimateOf(preview([create(state("aws:braket/job:Job", "x"))]));
    for (const message of overLimits(nothing, limit("1", "1"))) {
      assert.match(message, /is unknown, and --max.* can't be checked: nothing that bills has a price/);
    }
    assert.equal(overLimits(nothing, limit("1", "1")).length, 2);
    const partial = estimateOf(
      preview([same(ROOT), create(volume("v", 73))], { changeSummary: { same: 4 } }),
    );
    assert.match(
      overLimits(partial, limit("1"))[0]!,
      /file-1\.json leaves out unchanged resources.*--show-sames/,
    );
    assert.deepEqual(overLimits(partial, limit(undefined, "1")), []);
    const alone = estimateOf(stackExport([volume("v", 73)]));
    assert.match(
      overLimits(alone, limit(undefined, "1"))[0]!,
      /--max-increase 1 can't be checked: .* Add --base/,
    );
  });
});

describe("the region of a resource", () => {
  /** https://aws.amazon.com/vpc/pricing, Europe (Ireland) */
  const NAT_IRELAND = 0.048;
  const provider = (region: unknown, name = "eu") => state("pulumi:providers:aws", name, { region });
  const from = (name = "eu") => ({ provider: `${urnOf("pulumi:providers:aws", name)}::id` });

  it("is that of its property, of its provider, of its own ARN or zone, or of the program", () => {
    const cases: [Parameters<typeof preview>[0], number][] = [
      [[create(nat("a"))], USD.nat],
      [[create(nat("a", { inputs: { region: "eu-west-1" } }))], NAT_IRELAND],
      [[create(provider("eu-west-1")), create(nat("a", from()))], NAT_IRELAND],
      [
        [create(provider("eu-west-1")), create(nat("a", { ...from(), inputs: { region: "us-east-1" } }))],
        USD.nat,
      ],
      [[create(provider("eu-west-1", "default_7_48_0")), create(nat("a", from("default_7_48_0")))], USD.nat],
      [[create(nat("a", { outputs: { arn: "arn:aws:ec2:eu-west-1:1:natgateway/nat-1" } }))], NAT_IRELAND],
    ];
    for (const [steps, usd] of cases) assertTotal(estimateOf(preview(steps)).total?.total, usd);
  });

  it("can be hidden with its provider, which is said", () => {
    const { programs } = estimateOf(preview([create(nat("a", from()))]));
    assert.match(programs[0]!.notes.join(), /1 resource has a provider that file-1\.json doesn't contain/);
  });

  it("of an object is that of its cluster", () => {
    const cluster = urnOf("aws:eks/cluster:Cluster", "c");
    const claim = state(
      "kubernetes:core/v1:PersistentVolumeClaim",
      "claim",
      { spec: { resources: { requests: { storage: "73Gi" } } } },
      { provider: `${urnOf("pulumi:providers:kubernetes", "k")}::id` },
    );
    const { total } = estimateOf(
      preview([
        create(state("aws:eks/cluster:Cluster", "c", { version: "1.35", region: "eu-west-1" })),
        create(state("pulumi:providers:kubernetes", "k", {}, { dependencies: [cluster] })),
        create(claim),
      ]),
    );
    assert.equal(total?.resources.find(({ resource }) => resource.name === "claim")?.region, "eu-west-1");
  });

  it("of --region takes the place of the program's own, and of no other", () => {
    const text = preview([create(nat("own")), create(nat("other", { inputs: { region: "eu-west-1" } }))]);
    // Ohio has the prices of Virginia.
    assertTotal(estimateOf(text, { region: "us-east-2" }).total?.total, USD.nat + NAT_IRELAND);
    assertTotal(estimateOf(text, { region: "eu-west-1" }).total?.total, 2 * NAT_IRELAND);
    assert.deepEqual(
      estimateOf(text).programs[0]!.regions.map(({ name, resources }) => [name, resources]),
      [
        ["eu-west-1", 1],
        ["us-east-1", 1],
      ],
    );
  });

  it("without prices has everything that bills listed, and an unknown total", () => {
    const text = preview([create(nat("a")), create(nat("b"))], {
      config: { "aws:region": "cn-north-1" },
    });
    const { total, programs } = estimateOf(text);
    assert.deepEqual([total?.unknown, programs[0]!.region.priced], [true, false]);
    assert.deepEqual([...new Set(total?.unpriced.map(({ urn }) => urn.slice(-1)))], ["a", "b"]);
    const part = estimateOf(
      preview([create(nat("a")), create(nat("b", { inputs: { region: "cn-north-1" } }))]),
    );
    assert.deepEqual(
      [
        part.total?.unknown,
        part.total?.atLeast,
        [...new Set(part.total?.unpriced.map(({ urn }) => urn.slice(-1)))],
      ],
      [false, true, ["b"]],
    );
  });

  it("of a cluster and its nodes may be another than the configuration's", () => {
    const region = "eu-west-1";
    const { total } = estimateOf(
      preview([
        create(state("aws:eks/cluster:Cluster", "c", { version: "1.35", region })),
        create(
          state("aws:eks/nodeGroup:NodeGroup", "ng", {
            region,
            instanceTypes: ["m5.large"],
            scalingConfig: { minSize: 2, maxSize: 2, desiredSize: 2 },
          }),
        ),
        create(state("aws:acm/certificate:Certificate", "c2", { region: "us-east-1" })),
      ]),
    );
    // Ireland: m5.large 0.107 an hour, gp3 0.088 a GB-month
    assertTotal(total?.total, 0.1 + 2 * (0.107 + (20 * 0.088) / 730));
    assert.equal(total?.atLeast, true); // the traffic depends on use
  });
});

describe("numbers", () => {
  it("may be texts; what can't be is listed and never a price", () => {
    const group = (name: string, scalingConfig: object) =>
      create(state("aws:eks/nodeGroup:NodeGroup", name, { instanceTypes: ["m5.large"], scalingConfig }));
    const { total } = estimateOf(
      preview([
        group("text", { minSize: "2", maxSize: "2", desiredSize: "2" }),
        create(volume("negative", -5)),
        create(volume("huge", 1e308)),
      ]),
    );
    assertTotal(total?.total, 2 * (USD.m5Large + 20 * USD.gigabyte));
    assert.equal(total?.unpriced.length, 2);
  });
});
