import assert from "node:assert/strict";
import { UNKNOWN, type ResourceView } from "../../../../policy-pack/stack-view";
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
const volumes = (gigabytes: number, which = "root volumes"): [string, number[]] => [
  `${which}, ${gigabytes} GB gp3 each`,
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

  it("is spot's average, at most its maximum, and on-demand's with no spot to be had", () => {
    const group = nodeGroup(SIZES, { instanceTypes: ["t3a.medium"], capacityType: "SPOT" });
    assertLines(priced([group]), [
      ["spot nodes, t3a.medium", [0.011656, 2 * 0.011656, 4 * 0.0166, 2 * 0.0376]],
      volumes(20),
    ]);
  });

  it("takes of several spot types the lowest average, the middle one, the highest maximum, the first on-demand", () => {
    const types = ["t3a.xlarge", "m6a.xlarge", "m5.xlarge"]; // averages 0.043616, 0.076032, 0.0672
    const group = nodeGroup(SIZES, { instanceTypes: types, capacityType: "SPOT" });
    assertLines(priced([group]), [
      [`spot nodes, ${types.join(" ")}`, [0.043616, 2 * 0.0672, 4 * 0.0812, 2 * 0.1504]],
      volumes(20),
    ]);
  });

  it("takes the mean of the two middle averages of an even number of spot types", () => {
    const types = ["t3a.xlarge", "m5.xlarge"];
    const group = nodeGroup(SIZES, { instanceTypes: types, capacityType: "SPOT" });
    assertLines(priced([group]), [
      [`spot nodes, ${types.join(" ")}`, [0.043616, 0.043616 + 0.0672, 4 * 0.0672, 2 * 0.1504]],
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
    assert.deepEqual(
      priced([group], { region: "us-mars-1" }).unpriced.map(({ reason }) => reason),
      ["no price for instance type t3a.medium in us-mars-1", "no price for ebs-gp3 in us-mars-1"],
    );
    // eu-west-1: t3a.medium 0.0408, gp3 0.088
    assertLines(priced([group], { region: "eu-west-1" }), [
      ["on-demand nodes, t3a.medium", 0.0408],
      ["root volumes, 20 GB gp3 each", (20 * 0.088) / 730],
    ]);
  });

  it("is not known for a type that the book lacks, even beside one that it has", () => {
    const group = nodeGroup(SIZES, { instanceTypes: ["t3a.medium", "p9.huge"] });
    assertPartlyPriced(priced([group]), [volumes(20)], /no price for instance type p9\.huge in us-east-1/);
  });

  it("is not known for spot where the source has no spot price", () => {
    const group = nodeGroup(SIZES, { instanceTypes: ["c8a.12xlarge"], capacityType: "SPOT" });
    assertPartlyPriced(priced([group]), [volumes(20)], /no spot price for c8a\.12xlarge in us-east-1/);
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
    const [, more] = volumes(80);
    assertLines(priced([two, groupOf({}, [two.urn])]), [
      nodes,
      volumes(20),
      ["volumes beside the root, 80 GB gp3 each", more],
    ]);
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
    assertPartlyPriced(priced([groupOf({ diskSize: "large" })]), [nodes], /root volume is not a number/);
  });

  it("follows the kind of each volume, with its IOPS and throughput", () => {
    // gp3 0.08 a GB, 0.005 an IOPS above 3000; io2 0.125 a GB, 0.065 an IOPS
    const fast = templateOf(
      { volumeSize: 20, volumeType: "gp3", iops: 4000 },
      { volumeSize: 80, volumeType: "io2", iops: 1000 },
    );
    const each = (usd: number) => [1, 2, 4, 2].map((count) => (count * usd) / 730);
    assertLines(priced([fast, groupOf({}, [fast.urn])]), [
      nodes,
      volumes(20),
      ["root volumes, 1000 IOPS above 3000 each", each(1000 * 0.005)],
      ["volumes beside the root, 80 GB io2 each", each(80 * 0.125)],
      ["volumes beside the root, 1000 IOPS each", each(1000 * 0.065)],
    ]);
  });

  it("is not known in a region of which the book has nodes only", () => {
    const { lines, unpriced } = priced([groupOf({})], { region: "us-gov-west-1" });
    assert.deepEqual(
      lines.map(({ item }) => item),
      ["on-demand nodes, t3a.medium"],
    );
    assert.deepEqual(
      unpriced.map(({ reason }) => reason),
      ["no price for ebs-gp3 in us-gov-west-1"],
    );
  });

  it("has the image's root beside what the template maps to other devices", () => {
    const mapped = (...devices: [string, Record<string, unknown>][]) =>
      resource(LAUNCH_TEMPLATE, "pool", {
        blockDeviceMappings: devices.map(([deviceName, ebs]) => ({ deviceName, ebs })),
      });
    const cost = (template: ResourceView, amiType?: string) =>
      priced([template, groupOf({ amiType }, [template.urn])]);
    const data = mapped(["/dev/sdf", { volumeSize: 100, volumeType: "gp3" }]);
    assertLines(cost(data), [nodes, volumes(20), volumes(100, "volumes /dev/sdf")]);
    const root = mapped(
      ["/dev/xvda", { volumeSize: 50 }],
      ["/dev/sdf", { volumeSize: 100, volumeType: "gp3" }],
    );
    assertLines(cost(root), [nodes, volumes(50), volumes(100, "volumes /dev/sdf")]); // the root stays the image's gp3
    const grown = mapped(["/dev/xvdb", { volumeSize: 80 }]);
    assertLines(cost(grown, "BOTTLEROCKET_x86_64"), [nodes, volumes(2), volumes(80, "data volumes")]);
    const system = mapped(["/dev/xvda", { volumeSize: 5, volumeType: "gp3" }]);
    assertLines(cost(system, "BOTTLEROCKET_x86_64"), [nodes, volumes(5), volumes(20, "data volumes")]);
  });

  it("follows the image of the group: Bottlerocket has two volumes, of which the disk size is the second", () => {
    assertLines(priced([groupOf({ amiType: "BOTTLEROCKET_ARM_64" })]), [
      nodes,
      volumes(2),
      volumes(20, "data volumes"),
    ]);
    assertLines(priced([groupOf({ amiType: "BOTTLEROCKET_ARM_64", diskSize: 60 })]), [
      nodes,
      volumes(2),
      volumes(60, "data volumes"),
    ]);
    assertLines(priced([groupOf({ amiType: "AL2023_x86_64_STANDARD" })]), [nodes, volumes(20)]);
  });

  it("leaves out disks of the instance, and devices that the template takes away", () => {
    const template = resource(LAUNCH_TEMPLATE, "pool", {
      blockDeviceMappings: [
        { deviceName: "/dev/xvda", ebs: { volumeSize: 30 } },
        { deviceName: "/dev/sdb", virtualName: "ephemeral0" },
        { deviceName: "/dev/sdc", noDevice: "", ebs: null, virtualName: "ephemeral1" },
        { deviceName: "/dev/sdd", noDevice: "true" },
      ],
    });
    assertLines(priced([template, groupOf({}, [template.urn])]), [nodes, volumes(30)]);
  });

  it("is marked as assumed where the template's own image decides the size", () => {
    const marks = (props: Record<string, unknown>) => {
      const template = resource(LAUNCH_TEMPLATE, "pool", props);
      const { lines } = priced([template, groupOf({}, [template.urn])]);
      return lines.filter(({ item }) => item.startsWith("root")).map(({ derived }) => derived);
    };
    assert.deepEqual(marks({}), [undefined]);
    assert.deepEqual(marks({ imageId: "ami-1" }), ["its image doesn't show; EKS's images have this size"]);
    const sized = [{ deviceName: "/dev/xvda", ebs: { volumeSize: 30 } }];
    assert.deepEqual(marks({ imageId: "ami-1", blockDeviceMappings: sized }), [undefined]);
  });
});

describe("a node group in an export", () => {
  const nodes = (usd: number, type: string): [string, number[]] => [
    `on-demand nodes, ${type}`,
    [1, 2, 2, 2].map((count) => count * usd),
  ];
  const two = (gigabytes: number): [string, number[]] => [
    `root volumes, ${gigabytes} GB gp3 each`,
    [1, 2, 2, 2].map((count) => count * gigabytes * GIGABYTE),
  ];

  it("has no launch template where the export writes null, or a group of nothing", () => {
    for (const launchTemplate of [null, {}, { id: null, name: "", version: null }]) {
      const group = nodeGroup([1, 2, 2], { instanceTypes: ["t3.medium"], launchTemplate, diskSize: 20 });
      assertLines(priced([group]), [nodes(0.0416, "t3.medium"), two(20)]);
    }
  });

  it("has the image's disk where the export writes 0 or null for its size", () => {
    for (const diskSize of [0, null, "", undefined]) {
      const template = resource(LAUNCH_TEMPLATE, "lt", { userData: "x" });
      const group = nodeGroup(
        [1, 2, 2],
        { instanceTypes: ["t3.medium"], launchTemplate: { id: "lt-1", version: "1" }, diskSize },
        { dependsOn: [template.urn] },
      );
      assertLines(priced([template, group]), [nodes(0.0416, "t3.medium"), two(20)]);
    }
  });

  it("finds its launch template by id or name, without a dependency, among others", () => {
    const template = (name: string, instanceType: string) =>
      resource(LAUNCH_TEMPLATE, name, { id: `lt-${name}`, name, instanceType, latestVersion: 2 });
    const [first, second] = [template("first", "m5.large"), template("second", "c5.large")];
    for (const launchTemplate of [
      { id: "lt-second", version: "2" },
      { id: null, name: "second", version: "$Latest" },
    ]) {
      const group = nodeGroup([1, 2, 2], { launchTemplate });
      assertLines(priced([first, second, group]), [nodes(0.085, "c5.large"), two(20)]);
    }
    assertUnpriced(
      priced([first, second, nodeGroup([1, 2, 2], { launchTemplate: { id: "lt-other" } })]),
      /its launch template doesn't show/,
    );
  });

  it("takes of several templates that it waits for the one that it names, and none where it names none", () => {
    const template = (name: string, instanceType: string) =>
      resource(LAUNCH_TEMPLATE, name, { name, instanceType });
    const templates = [template("first", "m5.large"), template("second", "c5.large")];
    const waits = { dependsOn: templates.map(({ urn }) => urn) };
    const named = nodeGroup([1, 2, 2], { launchTemplate: { name: "second" } }, waits);
    assertLines(priced([...templates, named]), [nodes(0.085, "c5.large"), two(20)]);
    const unknown = nodeGroup([1, 2, 2], { launchTemplate: { id: UNKNOWN } }, waits);
    assertUnpriced(priced([...templates, unknown]), /its launch template doesn't show/);
  });

  it("has no price while it uses an older version of its launch template than the one that shows", () => {
    const cost = (version: unknown, more: Record<string, unknown> = {}) => {
      const template = resource(LAUNCH_TEMPLATE, "lt", {
        id: "lt-1",
        instanceType: "m5.large",
        latestVersion: 3,
        ...more,
      });
      return priced([template, nodeGroup([1, 2, 2], { launchTemplate: { id: "lt-1", version } })]);
    };
    for (const version of ["3", 3, "$Latest", UNKNOWN, undefined]) {
      assertLines(cost(version), [nodes(0.096, "m5.large"), two(20)]);
    }
    assertUnpriced(cost("2"), /it uses version 2 of its launch template, and only version 3 shows/);
    assertUnpriced(cost("$Default", { defaultVersion: 1 }), /it uses version 1 of/);
    assertLines(cost("$Default", { defaultVersion: 3 }), [nodes(0.096, "m5.large"), two(20)]);
  });
});

describe("the sizes of a node group", () => {
  const sized = (...sizes: [unknown, unknown, unknown]) =>
    priced([nodeGroup(sizes, { instanceTypes: ["m5.large"] })]);

  it("may be written as text", () => {
    assertLines(sized("1", "2", "4"), [
      ["on-demand nodes, m5.large", [0.096, 0.192, 0.384, 0.192]],
      volumes(20),
    ]);
  });

  it("may be equal, and the desired size may be either end", () => {
    for (const [min, desired, max] of [
      [2, 2, 2],
      [1, 1, 3],
      [1, 3, 3],
      [0, 0, 1],
    ] as const) {
      const [line] = sized(min, desired, max).lines;
      assert.deepEqual(
        [line?.cost.floor, line?.cost.expected, line?.cost.ceiling],
        [min, desired, max].map((count) => count * 0.096),
      );
    }
  });

  for (const [what, sizes, reason] of [
    ["a minimum above the maximum", [5, 100, 1], /its sizes can't be: minimum 5, desired 100, maximum 1/],
    ["a desired size below the minimum", [2, 1, 3], /minimum 2, desired 1, maximum 3/],
    ["a desired size above the maximum", [2, 4, 3], /minimum 2, desired 4, maximum 3/],
    ["a part of a node", [1, 1.5, 2], /scalingConfig\.desiredSize can't be 1\.5/],
    ["a negative size", [-1, 1, 2], /scalingConfig\.minSize can't be -1/],
    ["text that is no number", [1, "two", 2], /scalingConfig\.desiredSize is not a number/],
    ["an endless size", [1, 1, 1e308], /scalingConfig\.maxSize can't be/],
  ] as [string, [unknown, unknown, unknown], RegExp][]) {
    it(`have no price with ${what}`, () => {
      assertUnpriced(sized(...sizes), reason);
    });
  }
});

describe("the market, tenancy and system of a node group's nodes", () => {
  const withTemplate = (props: Record<string, unknown>, group: Record<string, unknown> = {}) => {
    const template = resource(LAUNCH_TEMPLATE, "lt", { instanceType: "m5.large", ...props });
    return priced([template, nodeGroup([1, 2, 3], group, { dependsOn: [template.urn] })]);
  };
  const disks: [string, number[]] = [
    "root volumes, 20 GB gp3 each",
    [1, 2, 3, 2].map((count) => count * 20 * GIGABYTE),
  ];

  it("is spot where the launch template asks for it", () => {
    // m5.large: on-demand 0.096, spot 0.03168 on average and 0.0383 at most
    assertLines(withTemplate({ instanceMarketOptions: { marketType: "spot" } }), [
      ["spot nodes, m5.large", [0.03168, 2 * 0.03168, 3 * 0.0383, 2 * 0.096]],
      disks,
    ]);
    for (const instanceMarketOptions of [null, {}, { marketType: "" }]) {
      assertLines(withTemplate({ instanceMarketOptions }), [
        ["on-demand nodes, m5.large", [0.096, 0.192, 0.288, 0.192]],
        disks,
      ]);
    }
  });

  it("has no price for other markets, or while the market isn't known", () => {
    assertUnpriced(
      withTemplate({ instanceMarketOptions: { marketType: "capacity-block" } }),
      /capacity-block/,
    );
    assertUnpriced(withTemplate({ instanceMarketOptions: UNKNOWN }), /whether it is spot is unknown/);
    assertUnpriced(withTemplate({}, { capacityType: "CAPACITY_BLOCK" }), /capacity type CAPACITY_BLOCK/);
  });

  it("has no price on dedicated hardware", () => {
    for (const tenancy of ["dedicated", "host"]) {
      assertUnpriced(withTemplate({ placement: { tenancy } }), new RegExp(`no price for ${tenancy} tenancy`));
    }
    assertUnpriced(withTemplate({ placement: { tenancy: UNKNOWN } }), /tenancy is unknown until up/);
    for (const placement of [null, { tenancy: "default" }, { tenancy: "", groupName: "near" }]) {
      assert.deepEqual(withTemplate({ placement }).unpriced, []);
    }
  });

  it("has no price where AWS chooses the types by requirements", () => {
    const requirements = { vcpuCount: { min: 2 }, memoryMib: { min: 4096 } };
    assertUnpriced(
      withTemplate({ instanceType: null, instanceRequirements: requirements }),
      /by requirements/,
    );
  });

  it("bills the licence and the larger disk of Windows, whose spot has no price", () => {
    // m5.large under Windows 0.188; disk of 50 GB
    const windows = { amiType: "WINDOWS_CORE_2022_x86_64" };
    const larger: [string, number[]] = [
      "root volumes, 50 GB gp3 each",
      [1, 2, 3, 2].map((count) => count * 50 * GIGABYTE),
    ];
    assertLines(withTemplate({}, windows), [
      ["on-demand Windows nodes, m5.large", [0.188, 2 * 0.188, 3 * 0.188, 2 * 0.188]],
      larger,
    ]);
    assertPartlyPriced(
      withTemplate({}, { ...windows, capacityType: "SPOT" }),
      [larger],
      /no spot prices under Windows/,
    );
    assertPartlyPriced(
      withTemplate({}, { ...windows, instanceTypes: ["t4g.medium"] }),
      [larger],
      /no price for t4g\.medium under Windows in us-east-1/,
    );
    assertUnpriced(withTemplate({}, { amiType: UNKNOWN }), /type of image is unknown/);
  });
});

describe("the public addresses of a node group's nodes", () => {
  const SUBNET = "aws:ec2/subnet:Subnet";
  const subnet = (name: string, mapPublicIpOnLaunch: unknown) =>
    resource(SUBNET, name, { id: `subnet-${name}`, mapPublicIpOnLaunch });
  const addresses = (resources: ResourceView[]) =>
    priced(resources)
      .lines.filter(({ item }) => item === "public IPv4 addresses")
      .map(({ cost }) => [cost.floor, cost.expected, cost.ceiling, cost.spotGone]);
  const group = (props: Record<string, unknown>, dependsOn: string[] = []) =>
    nodeGroup([1, 2, 4], { instanceTypes: ["m5.large"], ...props }, { dependsOn });

  // $0.005 an address
  it("count one for each node where the launch template asks for them, also where the subnets say otherwise", () => {
    for (const [stated, count] of [
      ["true", 1],
      [true, 1],
      ["false", 0],
    ] as const) {
      const template = resource(LAUNCH_TEMPLATE, "lt", {
        networkInterfaces: [{ associatePublicIpAddress: stated }],
      });
      const open = subnet("a", count === 0);
      const waits = group({ subnetIds: ["subnet-a"] }, [template.urn]);
      assert.deepEqual(addresses([template, open, waits]), count ? [[0.005, 0.01, 0.02, 0.01]] : []);
    }
  });

  it("follow the subnets, found by id or by dependency", () => {
    const subnets = [subnet("a", true), subnet("b", true), subnet("c", false)];
    const ids = (...names: string[]) => ({ subnetIds: names.map((name) => `subnet-${name}`) });
    assert.deepEqual(addresses([...subnets, group(ids("a", "b"))]), [[0.005, 0.01, 0.02, 0.01]]);
    assert.deepEqual(addresses([...subnets, group(ids("c"))]), []);
    assert.deepEqual(addresses([...subnets, group({})]), []);
    const urns = subnets.slice(0, 2).map(({ urn }) => urn);
    assert.deepEqual(addresses([...subnets, group({ subnetIds: UNKNOWN }, urns)]), [
      [0.005, 0.01, 0.02, 0.01],
    ]);
  });

  it("are a share of the nodes where some subnets are public: none at the floor, all at the ceiling", () => {
    const subnets = [subnet("a", true), subnet("c", false)];
    assert.deepEqual(addresses([...subnets, group({ subnetIds: ["subnet-a", "subnet-c"] })]), [
      [0, 0.005, 0.02, 0.005],
    ]);
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

  it("is nothing for T2, which starts standard, unless the launch says unlimited", () => {
    assert.deepEqual(credits(["t2.medium"]), []);
    assert.deepEqual(credits(["t2.medium"], "standard"), []);
    // 2 vCPU, 0.4 of them the baseline
    assert.ok(Math.abs(credits(["t2.medium"], "unlimited")[0]!.ceiling - 4 * 1.6 * 0.05) < 1e-9);
    // t2.medium 0.0464 stays at its baseline; t3a.medium costs 0.0376 and 1.6 vCPU more
    assert.ok(
      Math.abs(credits(["t2.medium", "t3a.medium"])[0]!.ceiling - 4 * (0.0376 + 0.08 - 0.0464)) < 1e-9,
    );
  });

  it("is cheaper on Graviton, and dearer under Windows", () => {
    assert.ok(Math.abs(credits(["t4g.medium"])[0]!.ceiling - 4 * 1.6 * 0.04) < 1e-9);
    const windows = nodeGroup(SIZES, { instanceTypes: ["t3.medium"], amiType: "WINDOWS_FULL_2019_x86_64" });
    const line = pricedWithCredits([windows]).lines.find(({ item }) => item.startsWith("CPU credits"));
    assert.ok(Math.abs(line!.cost.ceiling - 4 * 1.6 * 0.096) < 1e-9);
  });
});
