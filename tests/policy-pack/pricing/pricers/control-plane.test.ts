import assert from "node:assert/strict";
import { standardSupportEnds } from "../../../../policy-pack/pricing/pricers/control-plane";
import { UNKNOWN } from "../../../../policy-pack/stack-view";
import {
  nodeGroup,
  assertLines,
  assertMoney,
  assertPartlyPriced,
  assertUnpriced,
  priced,
  pricedProgram,
  resource,
} from "../small-stack";

const cluster = (version: unknown, parent?: string) =>
  resource(
    "aws:eks/cluster:Cluster",
    "cluster",
    version === undefined ? {} : { version },
    parent === undefined ? {} : { parent },
  );
const componentWith = (props: Record<string, unknown>) =>
  resource("eks:index:Cluster", "cluster", { version: "1.34", ...props });
const component = componentWith({ skipDefaultNodeGroup: true });

describe("the price of a control plane", () => {
  // 1.34 leaves standard support at the end of 2026-12-02
  for (const [when, today] of [
    ["before", "2026-11-24"],
    ["on", "2026-12-02"],
  ] as const) {
    it(`is the standard one ${when} the last day of standard support`, () => {
      assertLines(priced([cluster("1.34")], { today }), [["control plane, Kubernetes 1.34", 0.1]]);
    });
  }

  it("is six times that from the day after, and the line says since when", () => {
    assertLines(priced([cluster("1.34")], { today: "2026-12-03" }), [
      ["control plane, Kubernetes 1.34, extended support since 2026-12-02", 0.6],
    ]);
  });

  it("is the standard one for the version that EKS chooses when none is named", () => {
    assertLines(priced([cluster(undefined)]), [["control plane, Kubernetes default", 0.1]]);
  });

  it("is six times that for a version older than the table, and the standard one for a newer one", () => {
    const versions = Object.keys(standardSupportEnds).map((version) => Number(version.split(".")[1]));
    const older = `1.${Math.min(...versions) - 1}`;
    const newer = `1.${Math.max(...versions) + 1}`;
    const perHour = (version: string) => priced([cluster(version)]).total;
    assertMoney(perHour(older), [0.6, 0.6, 0.6, 0.6], older);
    assertMoney(perHour("1.9"), [0.6, 0.6, 0.6, 0.6], "1.9"); // before 1.33, though not as text
    assertMoney(perHour(newer), [0.1, 0.1, 0.1, 0.1], newer);
    assertLines(priced([cluster("1.100")]), [["control plane, Kubernetes 1.100", 0.1]]);
  });

  it("is not known while the version isn't", () => {
    assertUnpriced(priced([cluster(UNKNOWN)]), /version of Kubernetes is unknown until up/);
  });
});

describe("the price of @pulumi/eks's cluster component", () => {
  it("is that of a control plane where the component is all that is shown, and makes no nodes", () => {
    assertLines(priced([component]), [["control plane, Kubernetes 1.34", 0.1]]);
    assertLines(priced([component], { today: "2027-01-01" }), [
      ["control plane, Kubernetes 1.34, extended support since 2026-12-02", 0.6],
    ]);
  });

  it("is not counted beside the control plane that it makes", () => {
    assertLines(priced([component, cluster("1.34", component.urn)]), [
      ["control plane, Kubernetes 1.34", 0.1],
    ]);
  });

  it("is counted beside a control plane that is not its own", () => {
    assertLines(priced([component, cluster("1.35", "urn:of:another")]), [
      ["control plane, Kubernetes 1.34", 0.1],
      ["control plane, Kubernetes 1.35", 0.1],
    ]);
  });

  it("is not known where it makes nodes that aren't shown, or may make some", () => {
    for (const props of [{}, { skipDefaultNodeGroup: false }, { skipDefaultNodeGroup: UNKNOWN }]) {
      assertUnpriced(priced([componentWith(props)]), /the nodes that it makes itself don't show/);
    }
  });

  it("is not counted beside what it makes, whether it makes nodes of its own or not", () => {
    const withNodes = componentWith({});
    assertLines(priced([withNodes, cluster("1.34", withNodes.urn)]), [
      ["control plane, Kubernetes 1.34", 0.1],
    ]);
  });
});

describe("the price of @pulumi/eks's node groups", () => {
  for (const type of ["NodeGroup", "NodeGroupV2", "ManagedNodeGroup"]) {
    it(`is that of the resources below ${type}, each once`, () => {
      const component = resource(`eks:index:${type}`, "nodes");
      const nodes = nodeGroup([1, 1, 1], { instanceTypes: ["m5.large"] }, { parent: component.urn });
      assertLines(priced([component, nodes]), [
        ["on-demand nodes, m5.large", 0.096],
        ["root volumes, 20 GB gp3 each", (20 * 0.08) / 730],
      ]);
      assertUnpriced(priced([component]), /the nodes that it makes itself don't show/);
    });
  }
});

describe("what a cluster bills beside its control plane", () => {
  const clusterWith = (props: Record<string, unknown>, today = "2026-12-03") =>
    priced([resource("aws:eks/cluster:Cluster", "cluster", { version: "1.34", ...props })], { today });

  // 1.34 leaves standard support at the end of 2026-12-02
  it("is no extended support where EKS upgrades the cluster by itself", () => {
    const standard = { upgradePolicy: { supportType: "STANDARD" } };
    assertLines(clusterWith(standard), [["control plane, Kubernetes 1.34, upgraded by EKS", 0.1]]);
    assertLines(clusterWith(standard, "2026-12-02"), [["control plane, Kubernetes 1.34", 0.1]]);
    for (const upgradePolicy of [{ supportType: "EXTENDED" }, null, {}]) {
      assertLines(clusterWith({ upgradePolicy }), [
        ["control plane, Kubernetes 1.34, extended support since 2026-12-02", 0.6],
      ]);
    }
  });

  it("is not known in extended support while the upgrade policy isn't", () => {
    const unknown = { upgradePolicy: UNKNOWN };
    assertUnpriced(clusterWith(unknown), /upgrade policy is unknown until up/);
    assertLines(clusterWith(unknown, "2026-12-02"), [["control plane, Kubernetes 1.34", 0.1]]);
  });

  // aws.amazon.com/eks/pricing, us-east-1
  for (const [tier, usd] of [
    ["tier-xl", 1.65],
    ["tier-2xl", 3.4],
    ["tier-4xl", 6.9],
    ["tier-8xl", 13.9],
  ] as const) {
    it(`is that of a provisioned control plane of ${tier}`, () => {
      assertLines(clusterWith({ controlPlaneScalingConfig: { tier } }, "2026-11-24"), [
        ["control plane, Kubernetes 1.34", 0.1],
        [`provisioned control plane, ${tier.slice("tier-".length)}`, usd],
      ]);
    });
  }

  it("is nothing for the standard tier, and not known for another that the book lacks", () => {
    const plane: [string, number] = ["control plane, Kubernetes 1.34", 0.1];
    for (const controlPlaneScalingConfig of [null, {}, { tier: "standard" }, { tier: "" }]) {
      assertLines(clusterWith({ controlPlaneScalingConfig }, "2026-11-24"), [plane]);
    }
    const tier = (name: string) => clusterWith({ controlPlaneScalingConfig: { tier: name } }, "2026-11-24");
    assertPartlyPriced(tier("tier-64xl"), [plane], /no price for eks-provisioned-control-plane-64xl/);
    assertPartlyPriced(tier(UNKNOWN), [plane], /tier of its control plane is unknown until up/);
  });
});

describe("the price of an EKS capability", () => {
  const capability = (type: unknown) =>
    pricedProgram([resource("aws:eks/capability:Capability", "c", { type })]);

  // aws.amazon.com/eks/pricing, us-east-1
  for (const [type, item, usd, what, each] of [
    ["ACK", "capability ACK", 0.005, "resources of ACK", 0.00005],
    ["ARGOCD", "capability Argo CD", 0.03, "applications of Argo CD", 0.0015],
    ["KRO", "capability kro", 0.005, "instances of kro", 0.00005],
  ] as const) {
    it(`is by the hour and by what it manages, of ${type}`, () => {
      const cost = capability(type);
      assertLines(cost, [[item, usd]]);
      assert.deepEqual(
        cost.unknownUse.map((use) => [use.item, use.usd, use.meter]),
        [[what, each, "capabilityResourceHours"]],
      );
      assert.equal(cost.mayBill.length, type === "ACK" ? 1 : 0);
    });
  }

  it("is not known for another type", () => {
    assertUnpriced(capability("FLUX"), /no price for capabilities of type FLUX/);
    assertUnpriced(capability(UNKNOWN), /its type is unknown until up/);
  });
});
