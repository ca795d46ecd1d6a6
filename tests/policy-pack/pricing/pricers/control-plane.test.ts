import { standardSupportEnds } from "../../../../policy-pack/pricing/pricers/control-plane";
import { UNKNOWN } from "../../../../policy-pack/stack-view";
import { assertLines, assertMoney, assertUnpriced, priced, resource } from "../small-stack";

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
