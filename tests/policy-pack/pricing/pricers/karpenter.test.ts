import assert from "node:assert/strict";
import type { ProgramCost } from "../../../../policy-pack/pricing/cost";
import type { Usage } from "../../../../policy-pack/pricing/usage";
import { UNKNOWN, type ResourceView } from "../../../../policy-pack/stack-view";
import { assertLines, assertUnpriced, pricedProgram, resource } from "../small-stack";

const NODE_POOL = "kubernetes:karpenter.sh/v1:NodePool";
const DISK = (20 * 0.08) / 730; // 20 GB of gp3, an hour

const rule = (key: string, operator: string, ...values: string[]) => ({ key, operator, values });
const types = (...names: string[]) => rule("node.kubernetes.io/instance-type", "In", ...names);
const onDemand = rule("karpenter.sh/capacity-type", "In", "on-demand");

const pool = (
  requirements: unknown,
  spec: Record<string, unknown> = {},
  template: Record<string, unknown> = {},
) => resource(NODE_POOL, "default", { spec: { template: { spec: { requirements, ...template } }, ...spec } });

/** Counted at a cluster where the program makes no VPC. */
const TRAFFIC: readonly string[] = ["internetGigabytes", "zoneGigabytes"];

/** What is billed by use beside traffic: the item and the dollars for a vCPU-hour. */
function assertByUse({ unknownUse }: ProgramCost, item: RegExp, usd: number): void {
  const ofNodes = unknownUse.filter(({ meter }) => !TRAFFIC.includes(meter));
  assert.equal(ofNodes.length, 1);
  const [only] = ofNodes;
  assert.match(only!.item, item);
  assert.equal(only!.meter, "nodeVcpuHours");
  assert.ok(Math.abs(only!.usd - usd) < 1e-9, `${only!.usd} in place of ${usd}`);
}

const ceiling = (usd: number) => [0, 0, usd, 0];

// us-east-1: m5.large (2 vCPU, 8 GiB) 0.096, spot 0.03168 on average and 0.0383 at most, under Windows 0.188;
// c5.xlarge (4 vCPU, 8 GiB) 0.17, spot 0.0731 and 0.0808
describe("the price of a Karpenter node pool", () => {
  const two = types("m5.large", "c5.xlarge");

  it("is nothing at the floor, and at the ceiling its limit times the dearest type for each vCPU", () => {
    const cost = pricedProgram([pool([two, onDemand], { limits: { cpu: 100 } })]);
    assertLines(cost, [
      ["nodes of Karpenter at the limit of 100 vCPU, m5.large", ceiling(50 * 0.096)],
      ["their disks, 20 GB gp3 each", ceiling(50 * DISK)],
    ]);
    assertByUse(cost, /^nodes of Karpenter, c5\.xlarge being the cheapest that fits$/, (0.17 + DISK) / 4);
  });

  it("reads limits in every form that Kubernetes takes", () => {
    for (const cpu of [100, "100", "100000m", "1e2", "0.1k"]) {
      const [nodes] = pricedProgram([pool([two, onDemand], { limits: { cpu } })]).lines;
      assert.ok(Math.abs(nodes!.cost.ceiling - 4.8) < 1e-9, String(cpu));
    }
    assertUnpriced(
      pricedProgram([pool([two], { limits: { cpu: "many" } })]),
      /spec\.limits\.cpu is not a quantity/,
    );
    assertUnpriced(pricedProgram([pool([two], { limits: { cpu: -1 } })]), /spec\.limits\.cpu can't be -1/);
    assertUnpriced(pricedProgram([pool([two], { limits: UNKNOWN })]), /its limits are unknown until up/);
  });

  it("is bound by the limit that allows the least", () => {
    // 100 GiB are 12.5 c5.xlarge, dearer a GiB than m5.large
    const cost = pricedProgram([pool([two, onDemand], { limits: { cpu: 100, memory: "100Gi" } })]);
    assertLines(cost, [
      ["nodes of Karpenter at the limit of 100 GiB, c5.xlarge", ceiling(12.5 * 0.17)],
      ["their disks, 20 GB gp3 each", ceiling(12.5 * DISK)],
    ]);
    const nodes = pricedProgram([pool([two, onDemand], { limits: { cpu: 100, nodes: "3" } })]);
    assert.equal(nodes.lines[0]?.item, "nodes of Karpenter at the limit of 3 nodes, c5.xlarge");
    assert.ok(Math.abs(nodes.lines[0].cost.ceiling - 3 * 0.17) < 1e-9);
  });

  it("has types that fit into the limits alone", () => {
    const item = (cpu: number) =>
      pricedProgram([pool([types("m5.large", "m5.4xlarge"), onDemand], { limits: { cpu } })]).lines.map(
        (line) => line.item,
      )[0];
    assert.match(item(15)!, /m5\.large$/);
    assert.match(item(2)!, /m5\.large$/);
    for (const cpu of [0, 1]) {
      const none = pricedProgram([pool([two, onDemand], { limits: { cpu } })]);
      assert.deepEqual([none.lines, none.unpriced, none.unknownUse], [[], [], []]); // not one node
    }
  });

  it("has no ceiling without limits, and says so", () => {
    for (const limits of [undefined, null, {}, { "nvidia.com/gpu": 4 }]) {
      const cost = pricedProgram([pool([two, onDemand], { limits })]);
      assertLines(cost, []);
      assertByUse(cost, /cheapest that fits; no ceiling, as the pool has no limits/, (0.17 + DISK) / 4);
    }
  });

  it("is spot's where only spot is allowed, and spot's to on-demand's where both or neither are named", () => {
    const prices = (...capacity: ReturnType<typeof rule>[]) => {
      const cost = pricedProgram([pool([types("m5.large"), ...capacity], { limits: { cpu: 2 } })]);
      return [cost.unknownUse[0]!.usd * 2 - DISK, cost.lines[0]!.cost.ceiling].map((usd) =>
        Number(usd.toFixed(9)),
      );
    };
    assert.deepEqual(prices(rule("karpenter.sh/capacity-type", "In", "spot")), [0.03168, 0.0383]);
    assert.deepEqual(
      prices(rule("karpenter.sh/capacity-type", "NotIn", "on-demand", "reserved")),
      [0.03168, 0.0383],
    );
    assert.deepEqual(prices(rule("karpenter.sh/capacity-type", "In", "spot", "on-demand")), [0.03168, 0.096]);
    assert.deepEqual(prices(), [0.03168, 0.096]);
    assert.deepEqual(prices(onDemand), [0.096, 0.096]);
    assert.deepEqual(prices(rule("karpenter.sh/capacity-type", "In", "reserved")), [0.096, 0.096]);
  });

  it("follows the use that is assumed, between the cheapest and the dearest type, up to the limit", () => {
    const usage =
      (most: number): Usage =>
      (meter) =>
        meter === "nodeVcpuHours" ? { floor: 8, expected: 20, ceiling: most } : undefined;
    const cost = (most: number) =>
      pricedProgram([pool([two, onDemand], { limits: { cpu: 100 } })], { usage: usage(most) });
    const [low, high] = [(0.17 + DISK) / 4, (0.096 + DISK) / 2];
    for (const [most, counted] of [
      [60, 60],
      [100, 100],
      [140, 100],
    ] as const) {
      assertLines(cost(most), [
        ["nodes of Karpenter and their disks, assumed", [8 * low, 20 * low, counted * high, 20 * low]],
      ]);
      assert.deepEqual(cost(most).unknownUse, []);
    }
  });

  it("has a fixed number of nodes where it names replicas, and up to its limit of nodes while it replaces them", () => {
    const fixed = (limits?: unknown) => pricedProgram([pool([two, onDemand], { replicas: 3, limits })]);
    assertLines(fixed(), [
      ["3 nodes of Karpenter", [3 * 0.096, 3 * 0.096, 3 * 0.17, 3 * 0.096]],
      ["their disks, 20 GB gp3 each", 3 * DISK],
    ]);
    assertLines(fixed({ nodes: 5 }), [
      ["3 nodes of Karpenter", [3 * 0.096, 3 * 0.096, 5 * 0.17, 3 * 0.096]],
      ["their disks, 20 GB gp3 each", [3 * DISK, 3 * DISK, 5 * DISK, 3 * DISK]],
    ]);
    assert.deepEqual(fixed().unknownUse, []);
  });

  it("is not known while its requirements aren't, or where nothing fits them", () => {
    for (const requirements of [UNKNOWN, [UNKNOWN], [rule("kubernetes.io/arch", "In", UNKNOWN)]]) {
      assertUnpriced(pricedProgram([pool(requirements)]), /requirements are unknown until up/);
    }
    assertUnpriced(
      pricedProgram([pool([types("p9.huge")])]),
      /no instance type with a price in us-east-1 fits/,
    );
    assertUnpriced(pricedProgram([pool([two])], { region: "us-mars-1" }), /in us-mars-1 fits/);
    const dedicated = rule("karpenter.k8s.aws/instance-tenancy", "In", "dedicated");
    assertUnpriced(pricedProgram([pool([two, dedicated])]), /no price for dedicated tenancy/);
    const either = rule("karpenter.k8s.aws/instance-tenancy", "In", "dedicated", "default");
    assert.deepEqual(pricedProgram([pool([two, either])]).unpriced, []);
  });

  it("is the same as a custom resource, in version v1beta1, and without a spec", () => {
    const spec = { limits: { cpu: 100 }, template: { spec: { requirements: [two, onDemand] } } };
    for (const each of [
      resource("kubernetes:karpenter.sh/v1beta1:NodePool", "p", { spec }),
      resource("kubernetes:apiextensions.k8s.io/v1:CustomResource", "p", {
        apiVersion: "karpenter.sh/v1",
        kind: "NodePool",
        spec,
      }),
    ]) {
      assert.equal(
        pricedProgram([each]).lines[0]?.item,
        "nodes of Karpenter at the limit of 100 vCPU, m5.large",
      );
    }
    const bare = { apiVersion: "karpenter.sh/v1", kind: "NodePool" };
    const cost = pricedProgram([resource("kubernetes:apiextensions.k8s.io/v1:CustomResource", "p", bare)]);
    assert.match(cost.unknownUse[0]!.item, /no ceiling/);
    const other = { apiVersion: "example.com/v1", kind: "NodePool" };
    const foreign = pricedProgram([
      resource("kubernetes:apiextensions.k8s.io/v1:CustomResource", "p", other),
    ]);
    assert.deepEqual([foreign.lines, foreign.unknownUse, foreign.unpriced], [[], [], []]);
  });
});

describe("the instance types of a Karpenter node pool", () => {
  const aws = (label: string) => `karpenter.k8s.aws/instance-${label}`;
  /** The only type that a pool of one type may have, or none. */
  const fits = (type: string, ...requirements: ReturnType<typeof rule>[]) =>
    pricedProgram([pool([types(type), ...requirements])]).unknownUse.length === 1;

  for (const [requirement, yes, no] of [
    [rule(aws("category"), "In", "c", "m"), "m5.large", "r5.large"],
    [rule(aws("category"), "NotIn", "t"), "m5.large", "t3.medium"],
    [rule(aws("family"), "In", "m5"), "m5.large", "m5a.large"],
    [rule(aws("generation"), "Gt", "4"), "m5.large", "m4.large"],
    [rule(aws("generation"), "Gte", "5"), "m5.large", "m4.large"],
    [rule(aws("generation"), "Lt", "5"), "m4.large", "m5.large"],
    [rule(aws("generation"), "Lte", "4"), "m4.large", "m5.large"],
    [rule(aws("size"), "In", "large"), "m5.large", "m5.xlarge"],
    [rule(aws("size"), "NotIn", "nano", "micro"), "m5.large", "t3.micro"],
    [rule(aws("cpu"), "Gt", "2"), "m5.xlarge", "m5.large"],
    [rule(aws("cpu"), "In", "2", "4"), "m5.large", "m5.2xlarge"],
    [rule(aws("memory"), "Lt", "8193"), "m5.large", "m5.xlarge"], // 8192 MiB and 16384
    [rule(aws("memory"), "Lt", "8192"), "c5.large", "m5.large"],
    [rule(aws("gpu-count"), "Exists"), "g5.xlarge", "m5.large"],
    [rule(aws("gpu-count"), "DoesNotExist"), "m5.large", "g5.xlarge"],
    [rule(aws("gpu-name"), "In", "a10g"), "g5.xlarge", "g6.xlarge"],
    [rule(aws("gpu-name"), "NotIn", "a10g"), "m5.large", "g5.xlarge"],
    [rule(aws("capability-flex"), "In", "true"), "m7i-flex.large", "m7i.large"],
    [rule("kubernetes.io/arch", "In", "arm64"), "m6g.large", "m6i.large"],
    [rule("kubernetes.io/arch", "In", "amd64"), "m6i.large", "m6g.large"],
  ] as const) {
    it(`fit ${requirement.key} ${requirement.operator} ${requirement.values.join(" ")}: ${yes}, not ${no}`, () => {
      assert.deepEqual([fits(yes, requirement), fits(no, requirement)], [true, false]);
    });
  }

  it("are not narrowed by labels that aren't known here: the band is wider, never too narrow", () => {
    assert.ok(
      fits("m5.large", rule(aws("network-bandwidth"), "Gt", "100000"), rule("example.com/team", "In", "a")),
    );
    assert.ok(fits("m5.large", rule("topology.kubernetes.io/zone", "In", "us-east-1a")));
  });

  it("are narrowed by the labels of the template too", () => {
    const labelled = (family: string) =>
      resource(NODE_POOL, "default", {
        spec: {
          template: {
            metadata: { labels: { [aws("family")]: family, team: "a" } },
            spec: { requirements: [types("m5.large")] },
          },
        },
      });
    assert.equal(pricedProgram([labelled("m5")]).unknownUse.length, 1);
    assertUnpriced(pricedProgram([labelled("c5")]), /no instance type/);
  });

  it("have the size that their name says where the catalog lacks them", () => {
    // c8a.xlarge: 4 vCPU; c8gb.medium: 1 vCPU, Graviton
    assert.ok(fits("c8a.xlarge", rule(aws("cpu"), "In", "4"), rule(aws("memory"), "In", "8192")));
    assert.ok(fits("c8gb.medium", rule(aws("cpu"), "In", "1"), rule("kubernetes.io/arch", "In", "arm64")));
    assert.ok(
      fits("m8a.metal-48xl", rule(aws("cpu"), "In", "192"), rule(aws("memory"), "In", String(768 * 1024))),
    );
  });
});

describe("the disks of a Karpenter node pool", () => {
  const two = [types("m5.large"), onDemand];
  const reference = { nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: "usual" } };
  const nodeClass = (spec: Record<string, unknown>, name = "usual") =>
    resource("kubernetes:karpenter.k8s.aws/v1:EC2NodeClass", name, { metadata: { name }, spec });
  const disks = (...others: ResourceView[]) => {
    const [, line] = pricedProgram([...others, pool(two, { limits: { cpu: 2 } }, reference)]).lines;
    return [line?.item, Number(((line?.cost.ceiling ?? 0) * 730).toFixed(6)), line?.derived];
  };

  // gp3 0.08 a GB and month, 0.005 an IOPS above 3000; io1 0.125 a GB and 0.065 an IOPS
  it("are Karpenter's, which are assumed where the node class doesn't show", () => {
    assert.deepEqual(disks(), [
      "their disks, 20 GB gp3 each",
      1.6,
      "its image doesn't show; EKS's images have this size",
    ]);
    assert.deepEqual(disks(nodeClass({ amiFamily: "AL2023" })), [
      "their disks, 20 GB gp3 each",
      1.6,
      undefined,
    ]);
  });

  it("are those of the class that the pool names, with their IOPS", () => {
    const sized = (volumeSize: string, more: Record<string, unknown> = {}) => ({
      blockDeviceMappings: [
        { deviceName: "/dev/xvda", rootVolume: true, ebs: { volumeSize, volumeType: "gp3", ...more } },
      ],
    });
    const other = nodeClass(sized("500Gi"), "other");
    assert.deepEqual(disks(other, nodeClass(sized("100Gi"))), ["their disks, 100 GB gp3 each", 8, undefined]);
    assert.deepEqual(disks(nodeClass(sized("100Gi", { iops: 4000 }))), [
      "their disks, 100 GB gp3 each",
      13,
      undefined,
    ]);
    assert.deepEqual(disks(nodeClass(sized("100Gi"), "other"))[1], 8); // the only class of the program
  });

  it("have the image's root beside other devices, and two volumes with Bottlerocket", () => {
    const data = {
      blockDeviceMappings: [{ deviceName: "/dev/xvdb", ebs: { volumeSize: "50Gi", volumeType: "gp3" } }],
    };
    assert.deepEqual(disks(nodeClass(data)).slice(0, 2), ["their disks, 20 GB gp3 and 50 GB gp3 each", 5.6]);
    const alias = [{ alias: "bottlerocket@latest" }];
    assert.deepEqual(disks(nodeClass({ amiSelectorTerms: alias })).slice(0, 2), [
      "their disks, 4 GB gp3 and 20 GB gp3 each",
      1.92,
    ]);
    assert.deepEqual(disks(nodeClass({ amiSelectorTerms: alias, ...data })).slice(0, 2), [
      "their disks, 2 GB gp3 and 50 GB gp3 each",
      4.16,
    ]);
  });

  it("are larger under Windows, whose licence is billed with the nodes", () => {
    const cost = pricedProgram([
      nodeClass({ amiFamily: "Windows2022" }),
      pool(two, { limits: { cpu: 2 } }, reference),
    ]);
    assertLines(cost, [
      ["nodes of Karpenter at the limit of 2 vCPU, m5.large", ceiling(0.188)],
      ["their disks, 50 GB gp3 each", ceiling((50 * 0.08) / 730)],
    ]);
  });

  it("have a reason where they have no price, and the nodes have one all the same", () => {
    const unknown = nodeClass({ blockDeviceMappings: UNKNOWN });
    const { lines, unpriced } = pricedProgram([unknown, pool(two, { limits: { cpu: 2 } }, reference)]);
    assert.deepEqual(
      [lines.map(({ item }) => item), unpriced.map(({ reason }) => reason)],
      [["nodes of Karpenter at the limit of 2 vCPU, m5.large"], ["its volumes are unknown until up"]],
    );
  });
});

describe("the price of EKS Auto Mode", () => {
  const CLUSTER = "aws:eks/cluster:Cluster";
  const cluster = (nodePools: unknown, enabled: unknown = true) =>
    resource(CLUSTER, "c", { version: "1.35", computeConfig: { enabled, nodePools } });
  const auto = { nodeClassRef: { group: "eks.amazonaws.com", kind: "NodeClass", name: "default" } };
  const AUTO_DISK = (80 * 0.08) / 730; // the disk of a node class that names none

  it("is the control plane, and nodes by use without a ceiling for the pools that it brings", () => {
    // the largest of the cheapest families, as the disk is shared by most vCPUs: c6g.16xlarge has 64 for 2.176,
    // c6a.48xlarge, without Graviton, 192 for 7.344
    for (const [pools, item, type, vcpu, usd] of [
      [["general-purpose", "system"], /no ceiling/, "c6g.16xlarge", 64, 2.176],
      [["general-purpose"], /no ceiling/, "c6a.48xlarge", 192, 7.344],
    ] as const) {
      const cost = pricedProgram([cluster(pools)]);
      assertLines(cost, [["control plane, Kubernetes 1.35", 0.1]]);
      assertByUse(cost, item, (usd * 1.12 + AUTO_DISK) / vcpu);
      assert.match(
        cost.unknownUse[0]!.item,
        new RegExp(`^nodes of EKS Auto Mode, ${type.replace(".", "\\.")} being`),
      );
    }
  });

  it("is only the control plane where it is switched off", () => {
    for (const computeConfig of [{ enabled: false, nodePools: ["system"] }, { enabled: null }, {}, null]) {
      const cost = pricedProgram([resource(CLUSTER, "c", { version: "1.35", computeConfig })]);
      assertLines(cost, [["control plane, Kubernetes 1.35", 0.1]]);
      assert.deepEqual(
        cost.unknownUse.map(({ meter }) => meter),
        TRAFFIC,
      );
      assert.deepEqual(cost.mayBill, []);
    }
  });

  it("is not known while it isn't whether it is switched on, or with which pools", () => {
    for (const each of [cluster(["system"], UNKNOWN), cluster(UNKNOWN)]) {
      const { unpriced } = pricedProgram([each]);
      assert.match(unpriced.map(({ reason }) => reason).join(), /EKS Auto Mode .*unknown until up/);
    }
  });

  it("has the fee on the nodes of the program's own pools, on-demand's price also for spot", () => {
    const own = (...requirements: ReturnType<typeof rule>[]) =>
      pricedProgram([cluster([]), pool(requirements, { limits: { cpu: 2 } }, auto)]);
    assertLines(own(types("m5.large"), onDemand), [
      ["control plane, Kubernetes 1.35", 0.1],
      ["nodes of EKS Auto Mode at the limit of 2 vCPU, m5.large", ceiling(0.096 * 1.12)],
      ["their disks, 80 GB gp3 each", ceiling(AUTO_DISK)],
    ]);
    const spot = own(types("m5.large"), rule("karpenter.sh/capacity-type", "In", "spot"));
    assert.ok(Math.abs(spot.lines[1]!.cost.ceiling - (0.0383 + 0.096 * 0.12)) < 1e-9);
    assert.deepEqual(spot.mayBill, []);
  });

  it("has another fee for instances with GPUs, labels of its own, and no small types", () => {
    const own = (type: string, ...requirements: ReturnType<typeof rule>[]) =>
      pricedProgram([pool([types(type), onDemand, ...requirements], { limits: { cpu: 8 } }, auto)]);
    // g5.xlarge: 4 vCPU at 1.006, so two of them
    assert.ok(Math.abs(own("g5.xlarge").lines[0]!.cost.ceiling - 2 * 1.006 * 1.078) < 1e-9);
    // g6.xlarge: 4 vCPU at 0.8048. g4dn.xlarge: 4 vCPU at 0.526, with the fee of the others.
    assert.ok(Math.abs(own("g6.xlarge").lines[0]!.cost.ceiling - 2 * 0.8048 * 1.078) < 1e-9);
    assert.ok(Math.abs(own("g4dn.xlarge").lines[0]!.cost.ceiling - 2 * 0.526 * 1.12) < 1e-9);
    assert.equal(own("m5.large", rule("eks.amazonaws.com/instance-category", "In", "m")).unpriced.length, 0);
    assert.equal(own("m5.large", rule("eks.amazonaws.com/instance-category", "In", "c")).unpriced.length, 1);
    assert.equal(own("t3.small").unpriced.length, 1);
    assert.equal(own("t3.medium").unpriced.length, 0);
  });

  it("takes the disk of the node class", () => {
    const nodeClass = resource("kubernetes:eks.amazonaws.com/v1:NodeClass", "default", {
      metadata: { name: "default" },
      spec: { ephemeralStorage: { size: "160Gi", iops: 4000 } },
    });
    const cost = pricedProgram([
      nodeClass,
      pool([types("m5.large"), onDemand], { limits: { cpu: 2 } }, auto),
    ]);
    const [, disk] = cost.lines;
    assert.ok(Math.abs(disk!.cost.ceiling - (160 * 0.08 + 1000 * 0.005) / 730) < 1e-9);
  });

  it("may bill nodes of pools that don't show, where it brings none and the program has none", () => {
    const { mayBill, lines } = pricedProgram([cluster([])]);
    assert.match(mayBill[0]!.reason, /nodes of EKS Auto Mode, whose node pools don't show/);
    assert.equal(lines.length, 1);
  });
});
