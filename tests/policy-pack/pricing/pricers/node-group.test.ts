import assert from "node:assert/strict";
import { UNKNOWN } from "../../../../policy-pack/stack-view";
import {
  assertLines,
  assertPartlyPriced,
  assertUnpriced,
  LAUNCH_TEMPLATE,
  nodeGroup,
  priced as pricedWithCredits,
  resource,
} from "../small-stack";

/** Without CPU credits, which have tests of their own below. */
const priced: typeof pricedWithCredits = (...args) => {
  const cost = pricedWithCredits(...args);
  return {
    ...cost,
    lines: cost.lines.filter(({ item }) => !item.startsWith("CPU credits")),
    unpriced: cost.unpriced.filter(({ reason }) => !reason.includes("cpu-credits")),
  };
};

const SIZES: [number, number, number] = [1, 2, 4];
const GIGABYTE = 0.08 / 730; // of gp3, an hour

/** The root volumes of 1, 2, 4 and 2 nodes. */
const volumes = (gigabytes: number): [string, number[]] => [
  `root volumes, ${gigabytes} GB gp3 each`,
  [1, 2, 4, 2].map((nodes) => nodes * gigabytes * GIGABYTE),
];

describe("the price of a node group's nodes", () => {
  it("is the on-demand price at minimum, desired and maximum size", () => {
    const group = nodeGroup(SIZES, { instanceTypes: ["t3a.medium"], capacityType: "ON_DEMAND" });
    assertLines(priced([group]), [
      ["on-demand nodes, t3a.medium", [0.0376, 0.0752, 0.1504, 0.0752]],
      volumes(20),
    ]);
  });

  it("is on-demand where no capacity type is named, of t3.medium where no type is", () => {
    assertLines(priced([nodeGroup(SIZES)]), [
      ["on-demand nodes, t3.medium", [0.0416, 0.0832, 0.1664, 0.0832]],
      volumes(20),
    ]);
  });

  it("is that of the launch template's type where the group names none", () => {
    const template = resource(LAUNCH_TEMPLATE, "pool", { instanceType: "t3a.medium" });
    const waits = { dependsOn: [template.urn] };
    assertLines(priced([template, nodeGroup(SIZES, {}, waits)]), [
      ["on-demand nodes, t3a.medium", [0.0376, 0.0752, 0.1504, 0.0752]],
      volumes(20),
    ]);
    assertLines(priced([template, nodeGroup(SIZES, { instanceTypes: ["t3.medium"] }, waits)]), [
      ["on-demand nodes, t3.medium", [0.0416, 0.0832, 0.1664, 0.0832]],
      volumes(20),
    ]);
    const unknown = resource(LAUNCH_TEMPLATE, "pool", { instanceType: UNKNOWN });
    assertUnpriced(priced([unknown, nodeGroup(SIZES, {}, waits)]), /instance type is unknown until up/);
  });

  it("goes from the cheapest of several on-demand types to the dearest, with the first expected", () => {
    const group = nodeGroup(SIZES, { instanceTypes: ["c5.xlarge", "c6a.xlarge", "m5.xlarge"] });
    assertLines(priced([group]), [
      ["on-demand nodes, c5.xlarge c6a.xlarge m5.xlarge", [0.153, 2 * 0.17, 4 * 0.192, 2 * 0.17]],
      volumes(20),
    ]);
  });

  it("is today's median of spot, at most its maximum, and on-demand's with no spot to be had", () => {
    const group = nodeGroup(SIZES, { instanceTypes: ["t3a.medium"], capacityType: "SPOT" });
    assertLines(priced([group]), [
      ["spot nodes, t3a.medium", [0.0199, 2 * 0.0199, 4 * 0.0212, 2 * 0.0376]],
      volumes(20),
    ]);
  });

  it("takes of several spot types the lowest median, the middle one, the highest maximum, the first on-demand", () => {
    const types = ["t3a.xlarge", "m6a.xlarge", "m5.xlarge"]; // medians 0.0531, 0.0899, 0.0638
    const group = nodeGroup(SIZES, { instanceTypes: types, capacityType: "SPOT" });
    assertLines(priced([group]), [
      [`spot nodes, ${types.join(" ")}`, [0.0531, 2 * 0.0638, 4 * 0.1041, 2 * 0.1504]],
      volumes(20),
    ]);
  });

  it("takes the mean of the two middle medians of an even number of spot types", () => {
    const types = ["t3a.xlarge", "m5.xlarge"];
    const group = nodeGroup(SIZES, { instanceTypes: types, capacityType: "SPOT" });
    assertLines(priced([group]), [
      [`spot nodes, ${types.join(" ")}`, [0.0531, 0.0531 + 0.0638, 4 * 0.068, 2 * 0.1504]],
      volumes(20),
    ]);
  });

  it("counts the nodes that the expected load needs in place of the desired size, where they are given", () => {
    const group = nodeGroup(SIZES, { instanceTypes: ["t3a.medium"] });
    const nodes = new Map([[group.urn, { expected: 3, spotGone: 4 }]]);
    assertLines(priced([group], { nodes }), [
      ["on-demand nodes, t3a.medium", [1, 3, 4, 4].map((count) => count * 0.0376)],
      ["root volumes, 20 GB gp3 each", [1, 3, 4, 4].map((count) => count * 20 * GIGABYTE)],
    ]);
  });

  it("counts the desired size where the nodes of other groups are given", () => {
    const nodes = new Map([["urn:of:another", { expected: 3, spotGone: 4 }]]);
    const group = nodeGroup(SIZES, { instanceTypes: ["t3a.medium"] });
    assertLines(priced([group], { nodes }), [
      ["on-demand nodes, t3a.medium", [0.0376, 0.0752, 0.1504, 0.0752]],
      volumes(20),
    ]);
  });

  it("is that of the stack's region", () => {
    const group = nodeGroup([1, 1, 1], { instanceTypes: ["t3a.medium"] });
    assertUnpriced(priced([group], { region: "us-mars-1" }), /instance type t3a\.medium in us-mars-1/);
  });

  it("is not known for a type that the book lacks, even beside one that it has", () => {
    const group = nodeGroup(SIZES, { instanceTypes: ["t3a.medium", "p9.huge"] });
    assertUnpriced(priced([group]), /no price for instance type p9\.huge in us-east-1/);
  });

  for (const [what, sizes] of [
    ["minSize", [UNKNOWN, 2, 4]],
    ["desiredSize", [1, UNKNOWN, 4]],
    ["maxSize", [1, 2, UNKNOWN]],
  ] as [string, [unknown, unknown, unknown]][]) {
    it(`is not known while ${what} isn't`, () => {
      const group = nodeGroup(sizes, { instanceTypes: ["t3a.medium"] });
      assertUnpriced(priced([group]), new RegExp(`scalingConfig\\.${what} is unknown until up`));
    });
  }

  it("needs no desired size where the nodes are given", () => {
    const group = nodeGroup([1, UNKNOWN, 4], { instanceTypes: ["t3a.medium"] });
    const nodes = new Map([[group.urn, { expected: 2, spotGone: 2 }]]);
    assertLines(priced([group], { nodes }), [
      ["on-demand nodes, t3a.medium", [0.0376, 0.0752, 0.1504, 0.0752]],
      volumes(20),
    ]);
  });

  it("is not known while it isn't whether the nodes are spot", () => {
    const group = nodeGroup(SIZES, { instanceTypes: ["t3a.medium"], capacityType: UNKNOWN });
    assertUnpriced(priced([group]), /capacity type is unknown until up/);
  });

  it("is not known while the types or one of them aren't, nor without a size", () => {
    assertUnpriced(priced([nodeGroup(SIZES, { instanceTypes: UNKNOWN })]), /types are unknown/);
    assertUnpriced(
      priced([nodeGroup(SIZES, { instanceTypes: ["t3a.medium", UNKNOWN] })]),
      /types are unknown/,
    );
    assertUnpriced(priced([nodeGroup([undefined, 2, 4])]), /scalingConfig\.minSize is not a number/);
  });
});

describe("the price of a node group's root volumes", () => {
  const templateOf = (...devices: Record<string, unknown>[]) =>
    resource(LAUNCH_TEMPLATE, "pool", { blockDeviceMappings: devices.map((ebs) => ({ ebs })) });
  const template = (volumeSize: unknown) => templateOf({ volumeSize, volumeType: "gp3" });
  const groupOf = (props: Record<string, unknown>, dependsOn: string[] = []) =>
    nodeGroup(SIZES, { instanceTypes: ["t3a.medium"], ...props }, { dependsOn });
  const nodes: [string, number[]] = ["on-demand nodes, t3a.medium", [0.0376, 0.0752, 0.1504, 0.0752]];

  it("follows the launch template that the group waits for", () => {
    const ofGroup = template(100);
    const other = { ...template(7), urn: "urn:of:another" };
    assertLines(priced([other, ofGroup, groupOf({}, [ofGroup.urn])]), [nodes, volumes(100)]);
  });

  it("follows the group's disk size where no template names one", () => {
    const empty = resource(LAUNCH_TEMPLATE, "pool", {});
    assertLines(priced([groupOf({ diskSize: 40 })]), [nodes, volumes(40)]);
    assertLines(priced([empty, groupOf({ diskSize: 40 }, [empty.urn])]), [nodes, volumes(40)]);
  });

  it("follows EKS's default of 20 GB where nobody names one", () => {
    assertLines(priced([groupOf({})]), [nodes, volumes(20)]);
  });

  it("is that of all volumes in the template", () => {
    const two = templateOf({ volumeSize: 20, volumeType: "gp3" }, { volumeSize: 80, volumeType: "gp3" });
    assertLines(priced([two, groupOf({}, [two.urn])]), [nodes, volumes(100)]);
  });

  it("is not known while the size isn't, though the nodes' price is", () => {
    for (const unknown of [template(UNKNOWN), templateOf({ volumeSize: 20 }, { volumeSize: UNKNOWN })]) {
      assertPartlyPriced(
        priced([unknown, groupOf({}, [unknown.urn])]),
        [nodes],
        /size of (a|its root) volume is unknown until up/,
      );
    }
    assertPartlyPriced(
      priced([groupOf({ diskSize: UNKNOWN })]),
      [nodes],
      /size of (a|its root) volume is unknown until up/,
    );
    assertPartlyPriced(priced([groupOf({ diskSize: "" })]), [nodes], /root volume is not a number/);
  });

  it("is not known for a type other than gp3, even beside one of gp3", () => {
    const mixed = templateOf(
      { volumeSize: 20, volumeType: "gp3" },
      { volumeSize: 80, volumeType: "io2", iops: 64000 },
    );
    assertPartlyPriced(priced([mixed, groupOf({}, [mixed.urn])]), [nodes], /volumes of type io2/);
  });

  it("is not known in a region of which the book has nodes only", () => {
    const { lines, unpriced } = priced([groupOf({})], { region: "eu-central-1" });
    assert.deepEqual(
      lines.map(({ item }) => item),
      ["on-demand nodes, t3a.medium"],
    );
    assert.deepEqual(
      unpriced.map(({ reason }) => reason),
      ["no price for ebs-gp3 in eu-central-1"],
    );
  });
});

describe("the price of an instance of its own", () => {
  const instance = (instanceType: unknown, props: Record<string, unknown> = {}) =>
    resource("aws:ec2/instance:Instance", "bastion", { instanceType, ...props });

  it("is the on-demand price of its type, and that of the 8 GB of Amazon's images", () => {
    assertLines(priced([instance("t3a.medium")]), [
      ["instance t3a.medium", 0.0376],
      ["its volumes, 8 GB", 8 * GIGABYTE],
    ]);
  });

  it("has all volumes that it is made with", () => {
    const more = (size: number) => ({ deviceName: "/dev/sdf", volumeType: "gp3", volumeSize: size });
    const root = { rootBlockDevice: { volumeType: "gp3", volumeSize: 30 } };
    assertLines(priced([instance("t3a.medium", { ...root, ebsBlockDevices: [more(100), more(50)] })]), [
      ["instance t3a.medium", 0.0376],
      ["its volumes, 180 GB", 180 * GIGABYTE],
    ]);
    assertLines(priced([instance("t3a.medium", { ebsBlockDevices: [more(100)] })]), [
      ["instance t3a.medium", 0.0376],
      ["its volumes, 108 GB", 108 * GIGABYTE],
    ]);
  });

  it("is not known for volumes of other types, or of a size that isn't known", () => {
    const root = (volume: Record<string, unknown>) => instance("t3a.medium", { rootBlockDevice: volume });
    const reasons = [root({ volumeType: "io2", volumeSize: 30 }), root({ volumeSize: UNKNOWN })].map((each) =>
      priced([each])
        .unpriced.map(({ reason }) => reason)
        .join(),
    );
    assert.deepEqual(reasons, [
      "no price for volumes of type io2",
      "the size of a volume is unknown until up",
    ]);
  });

  it("is not known for a type that the book lacks, or that only an up will know", () => {
    assertUnpriced(priced([instance("p9.huge")]), /p9\.huge/);
    assertUnpriced(priced([instance(UNKNOWN)]), /unknown until up/);
  });
});

describe("the price of CPU credits", () => {
  const credits = (types: string[], cpuCredits?: string) => {
    const template = resource(
      LAUNCH_TEMPLATE,
      "pool",
      cpuCredits ? { creditSpecification: { cpuCredits } } : {},
    );
    const group = nodeGroup(SIZES, { instanceTypes: types }, { dependsOn: [template.urn] });
    const { lines } = pricedWithCredits([template, group]);
    return lines.filter(({ item }) => item.startsWith("CPU credits")).map(({ cost }) => cost);
  };

  it("is that of every vCPU above the baseline at the ceiling, unless they are standard", () => {
    const ceiling = 4 * 1.6 * 0.05; // four t3a.medium of 2 vCPU, 0.4 of them the baseline
    for (const unlimited of ["unlimited", undefined]) {
      const [cost] = credits(["t3a.medium"], unlimited);
      assert.deepEqual({ ...cost, ceiling: 0 }, { floor: 0, expected: 0, ceiling: 0, spotGone: 0 });
      assert.ok(Math.abs(cost!.ceiling - ceiling) < 1e-9);
    }
    assert.deepEqual(credits(["t3a.medium"], "standard"), []);
  });

  it("is what it adds to the dearest type, and nothing of types that aren't burstable", () => {
    // m5.xlarge 0.192; t3a.xlarge 0.1504 and 2.4 vCPU above its baseline
    assert.ok(
      Math.abs(credits(["m5.xlarge", "t3a.xlarge"])[0]!.ceiling - 4 * (0.1504 + 0.12 - 0.192)) < 1e-9,
    );
    assert.deepEqual(credits(["m5.xlarge"]), []);
  });
});
