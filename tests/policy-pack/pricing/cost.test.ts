import assert from "node:assert/strict";
import { numberIn, NoPrice } from "../../../policy-pack/pricing/pricers/pricer";
import { NO_USAGE } from "../../../policy-pack/pricing/money";
import { UNKNOWN } from "../../../policy-pack/stack-view";
import {
  assertLines,
  assertMoney,
  assertPartlyPriced,
  assertUnpriced,
  nodeGroup,
  priced,
  resource,
} from "./small-stack";

describe("the cost of a stack", () => {
  it("is nothing for a stack without resources", () => {
    const cost = priced([]);
    assertLines(cost, []);
    assertMoney(cost.total, [0, 0, 0, 0], "total");
  });

  it("names of each line the resource, what is priced and the source of the price", () => {
    const address = resource("aws:ec2/eip:Eip", "nat");
    const [line] = priced([address]).lines;
    assert.equal(line?.urn, address.urn);
    assert.equal(line?.item, "public IPv4 address");
    assert.equal(line?.source, "aws.amazon.com/vpc/pricing; two sources agree");
  });

  it("adds up the lines of all resources in each situation", () => {
    const cost = priced([resource("aws:ec2/natGateway:NatGateway", "a"), resource("aws:ec2/eip:Eip", "a")]);
    assertMoney(cost.total, [0.095, 0.5, 4.55, 0.5], "total");
  });

  it("goes on after a resource without a price, and lists that one", () => {
    const unknown = resource("aws:sagemaker/endpoint:Endpoint", "model");
    const cost = priced([unknown, resource("aws:ec2/eip:Eip", "nat")]);
    assertMoney(cost.total, [0.005, 0.005, 0.005, 0.005], "total");
    assert.deepEqual(
      cost.unpriced.map(({ urn, type }) => [urn, type]),
      [[unknown.urn, unknown.type]],
    );
  });

  it("has the lines of what it can price of a resource, and lists the resource for the rest", () => {
    const group = nodeGroup([1, 2, 4], { instanceTypes: ["t3a.medium"], diskSize: "large" });
    const cost = priced([group, resource("aws:ec2/eip:Eip", "nat")]);
    assertPartlyPriced(
      cost,
      [
        ["on-demand nodes, t3a.medium", [0.0376, 0.0752, 0.1504, 0.0752]],
        ["CPU credits above the baseline", [0, 0, 4 * 1.6 * 0.05, 0]],
        ["public IPv4 address", 0.005],
      ],
      /root volume is not a number/,
    );
    assert.deepEqual([cost.unpriced[0]?.urn, cost.unpriced[0]?.type], [group.urn, group.type]);
    assertMoney(cost.total, [0.0426, 0.0802, 0.4754, 0.0802], "total");
  });

  it("doesn't hide a mistake of its own behind a resource without a price", () => {
    const broken = resource("aws:eks/nodeGroup:NodeGroup", "pool");
    Object.defineProperty(broken, "props", {
      get: () => {
        throw new TypeError("a mistake");
      },
    });
    assert.throws(() => priced([broken]), new TypeError("a mistake"));
  });

  it("lists types of any cloud that it doesn't know, never as free", () => {
    for (const type of [
      "aws:toString/constructor:Constructor",
      "aws-native:s3:Bucket",
      "aws:ec2/unheardOf:UnheardOf",
      "gcp:compute/instance:Instance",
      "mongodbatlas:index/cluster:Cluster",
    ]) {
      assertUnpriced(priced([resource(type, "x")]), /neither in .*pricers nor in aws-types\.json/);
    }
  });

  it("says of types that it knows AWS to bill that they have no price", () => {
    assertUnpriced(priced([resource("aws:sagemaker/endpoint:Endpoint", "x")]), /AWS bills this type/);
  });

  it("has nothing for the modules of AWS of which nothing costs, also for types that it has never seen", () => {
    for (const module of ["iam", "acm"]) {
      assertLines(priced([resource(`aws:${module}/unheardOf:UnheardOf`, "x")]), []);
    }
    const namesake = resource("aws:acmpca/certificateAuthority:CertificateAuthority", "x"); // $400 a month
    assertLines(priced([namesake]), [["private certificate authority", 400 / 730]]);
  });

  it("has nothing for Kubernetes objects, components, providers and what only computes", () => {
    const types = [
      "kubernetes:apps/v1:Deployment",
      "kubernetes:core/v1:Namespace",
      "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
      "betterprompts:components:Network",
      "pulumi:pulumi:Stack",
      "pulumi:providers:aws",
      "eks:index:ServiceRole",
      "awsx:ec2:Vpc",
      "pulumi-nodejs:dynamic:Resource",
      "docker-build:index:Image",
      "aws-native:iam:Role",
      "aws-native:ec2:Subnet",
      "aws-native:ec2:SubnetRouteTableAssociation",
      "random:index/randomPassword:RandomPassword",
      "tls:index/privateKey:PrivateKey",
    ];
    assertLines(priced(types.map((type) => resource(type, "x"))), []);
  });

  it("never takes another region's price: what the book lacks for the stack's region is listed", () => {
    const group = nodeGroup([1, 1, 1], { instanceTypes: ["t3a.medium"] });
    const cost = priced([resource("aws:ec2/eip:Eip", "nat"), group], { region: "us-gov-west-1" });
    assert.deepEqual(
      cost.unpriced.map(({ reason }) => reason),
      [
        "no price for public-ipv4 in us-gov-west-1",
        "no price for ebs-gp3 in us-gov-west-1",
        "no price for cpu-credits in us-gov-west-1",
      ],
    );
    assert.deepEqual(
      cost.lines.map(({ item }) => item),
      ["on-demand nodes, t3a.medium"], // of which the book has a price there
    );
  });

  it("has lines of nothing for what is billed by use where no use is assumed", () => {
    const cost = priced([resource("aws:ec2/natGateway:NatGateway", "a")], { usage: NO_USAGE });
    assertLines(cost, [
      ["NAT gateway", 0.045],
      ["data through NAT gateways, assumed", 0],
    ]);
  });
});

describe("the price of a budget", () => {
  const several = (type: string, count: number) =>
    Array.from({ length: count }, (_, index) => resource(type, `budget-${index}`));

  it("is nothing, however many there are", () => {
    assertLines(priced(several("aws:budgets/budget:Budget", 4)), []);
  });

  const actions = (...budgetNames: unknown[]) =>
    budgetNames.map((budgetName, index) =>
      resource("aws:budgets/budgetAction:BudgetAction", `action-${index}`, { budgetName }),
    );

  it("is ten cents a day with actions, from the third budget on", () => {
    assertLines(priced(actions("a", "b")), []);
    assertLines(priced(actions("a", "b", "c", "d")), [
      ["budget with actions, beyond the second", 0.1 / 24],
      ["budget with actions, beyond the second", 0.1 / 24],
    ]);
  });

  it("is counted once for all actions of a budget", () => {
    assertLines(priced(actions("a", "b", "a", "b", "c", "c")), [
      ["budget with actions, beyond the second", 0.1 / 24],
    ]);
  });

  it("takes each action for one of another budget where the names are unknown until up", () => {
    assertLines(priced(actions(UNKNOWN, UNKNOWN, UNKNOWN)), [
      ["budget with actions, beyond the second", 0.1 / 24],
    ]);
  });
});

describe("a number that a price depends on", () => {
  it("is a number, or text that is one", () => {
    assert.deepEqual(
      [20, 0, 0.5, "20", " 20 "].map((value) => numberIn(value, "size")),
      [20, 0, 0.5, 20, 20],
    );
  });

  for (const value of ["", " ", true, false, null, undefined, [], [20], {}, NaN, Infinity, "20 GB"]) {
    const shown = typeof value === "number" ? String(value) : JSON.stringify(value);
    it(`is not ${shown}`, () => {
      assert.throws(
        () => numberIn(value, "size"),
        (error) => error instanceof NoPrice && error.message === "size is not a number",
      );
    });
  }

  it("is not known before up", () => {
    assert.throws(() => numberIn(UNKNOWN, "size"), new NoPrice("size is unknown until up"));
  });
});
