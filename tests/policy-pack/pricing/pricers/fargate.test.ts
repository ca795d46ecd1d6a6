import assert from "node:assert/strict";
import { UNKNOWN, type ResourceView } from "../../../../policy-pack/stack-view";
import { assertLines, assertUnpriced, pricedProgram, resource } from "../small-stack";

// aws.amazon.com/fargate/pricing, us-east-1: dollars a vCPU-hour and a GB-hour
const VCPU = 0.04048;
const GB = 0.004445;

const profile = (selectors: unknown, name = "fargate") =>
  resource("aws:eks/fargateProfile:FargateProfile", name, { selectors });
const shop = { namespace: "shop", labels: null };

type Requests = Record<string, unknown>;
const container = (requests: Requests, limits: Requests = {}) => ({ resources: { requests, limits } });
const deployment = (
  containers: unknown[],
  spec: Record<string, unknown> = {},
  pod: Record<string, unknown> = {},
) =>
  resource("kubernetes:apps/v1:Deployment", "web", {
    metadata: { name: "web", namespace: "shop" },
    spec: { ...spec, template: { metadata: { labels: { app: "web" } }, spec: { containers, ...pod } } },
  });
const line = (vcpu: number, gigabytes: number, name = "shop/web") =>
  `pods of ${name} on Fargate, ${vcpu} vCPU and ${gigabytes} GB each`;

describe("the price of a Fargate profile", () => {
  it("is that of the pods that match, in the size that fits their requests and 256 MB more", () => {
    const web = deployment([container({ cpu: "500m", memory: "1Gi" })], { replicas: 3 });
    const cost = pricedProgram([profile([shop]), web]);
    assertLines(cost, [[line(0.5, 2), 3 * (0.5 * VCPU + 2 * GB)]]);
    assert.deepEqual(cost.unknownUse, []);
    assert.deepEqual(cost.lines[0]?.rate?.quantity, 3);
  });

  // EKS user guide, "Fargate Pod configuration"
  for (const [requests, vcpu, gigabytes] of [
    [{}, 0.25, 0.5],
    [{ cpu: "250m", memory: "256Mi" }, 0.25, 0.5],
    [{ cpu: "250m", memory: "257Mi" }, 0.25, 1],
    [{ cpu: "251m", memory: "256Mi" }, 0.5, 1],
    [{ cpu: "250m", memory: "1792Mi" }, 0.25, 2],
    [{ cpu: "250m", memory: "1793Mi" }, 0.5, 3], // a quarter of a vCPU has 2 GB at most
    [{ cpu: "1", memory: "7936Mi" }, 1, 8],
    [{ cpu: 1, memory: "7937Mi" }, 2, 9],
    [{ cpu: 4, memory: "30464Mi" }, 4, 30],
    [{ cpu: 4, memory: "30465Mi" }, 8, 32], // in steps of 4
    [{ cpu: 16, memory: "119Gi" }, 16, 120],
  ] as const) {
    it(`counts requests of ${JSON.stringify(requests)} as ${vcpu} vCPU and ${gigabytes} GB`, () => {
      assertLines(pricedProgram([profile([shop]), deployment([container(requests)])]), [
        [line(vcpu, gigabytes), vcpu * VCPU + gigabytes * GB],
      ]);
    });
  }

  it("is not known for pods larger than Fargate's largest, nor for requests that aren't quantities", () => {
    const cost = (requests: Requests) => pricedProgram([profile([shop]), deployment([container(requests)])]);
    assertUnpriced(cost({ cpu: 16, memory: "120Gi" }), /Fargate has no pods of 16 vCPU and 120\.25 GB/);
    assertUnpriced(cost({ cpu: "16001m" }), /Fargate has no pods/);
    assertUnpriced(cost({ cpu: "much" }), /a request for cpu is not a quantity/);
    assertUnpriced(cost({ memory: UNKNOWN }), /a request for memory is unknown until up/);
  });

  it("adds up containers and sidecars, and counts the largest init container in their place where it is larger", () => {
    const small = container({ cpu: "250m", memory: "256Mi" });
    const sidecar = { ...small, restartPolicy: "Always" };
    const size = (containers: unknown[], initContainers: unknown[]) =>
      pricedProgram([profile([shop]), deployment(containers, {}, { initContainers })]).lines[0]?.item;
    assert.equal(size([small, small], []), line(0.5, 1));
    assert.equal(size([small], [sidecar]), line(0.5, 1));
    assert.equal(size([small], [small, small]), line(0.25, 0.5));
    assert.equal(size([small], [container({ cpu: 1, memory: "1Gi" })]), line(1, 2));
    assert.equal(size([container({}, { cpu: "500m", memory: "512Mi" })], []), line(0.5, 1)); // limits count as requests
  });

  it("is cheaper on Graviton", () => {
    const web = deployment([], {}, { nodeSelector: { "kubernetes.io/arch": "arm64" } });
    assertLines(pricedProgram([profile([shop]), web]), [[line(0.25, 0.5), 0.25 * 0.03238 + 0.5 * 0.00356]]);
  });

  it("goes from the autoscaler's minimum to its maximum", () => {
    const scaler = (spec: Record<string, unknown>) =>
      resource("kubernetes:autoscaling/v2:HorizontalPodAutoscaler", "web", {
        metadata: { namespace: "shop" },
        spec: { scaleTargetRef: { kind: "Deployment", name: "web" }, ...spec },
      });
    const usd = 0.25 * VCPU + 0.5 * GB;
    const cost = (spec: Record<string, unknown>, replicas?: number) =>
      pricedProgram([profile([shop]), deployment([], { replicas }), scaler(spec)]);
    assertLines(cost({ minReplicas: 2, maxReplicas: 9 }, 4), [
      [line(0.25, 0.5), [2 * usd, 4 * usd, 9 * usd, 4 * usd]],
    ]);
    assertLines(cost({ maxReplicas: 9 }), [[line(0.25, 0.5), [usd, usd, 9 * usd, usd]]]);
    assertLines(cost({ minReplicas: 2, maxReplicas: 9 }, 1), [
      [line(0.25, 0.5), [2 * usd, 2 * usd, 9 * usd, 2 * usd]],
    ]);
    assertUnpriced(cost({ minReplicas: 9, maxReplicas: 2 }), /bounds can't be: 9 to 2/);
  });

  it("takes pods by namespace and labels, with wildcards", () => {
    const takes = (...selectors: unknown[]) =>
      pricedProgram([profile(selectors), deployment([])]).lines.length === 1;
    for (const [selector, isTaken] of [
      [{ namespace: "shop" }, true],
      [{ namespace: "sho?" }, true],
      [{ namespace: "s*" }, true],
      [{ namespace: "shops" }, false],
      [{ namespace: "sh.p" }, false],
      [{ namespace: "shop", labels: { app: "web" } }, true],
      [{ namespace: "shop", labels: { app: "w*" } }, true],
      [{ namespace: "shop", labels: { app: "api" } }, false],
      [{ namespace: "shop", labels: { app: "web", tier: "1" } }, false],
    ] as const) {
      assert.equal(takes(selector), isTaken, JSON.stringify(selector));
    }
    assert.ok(takes({ namespace: "other" }, { namespace: "shop" }));
  });

  it("is by use for namespaces of which the program shows no lasting pods", () => {
    const daemons: ResourceView = { ...deployment([]), type: "kubernetes:apps/v1:DaemonSet" };
    const job: ResourceView = { ...deployment([]), type: "kubernetes:batch/v1:Job" };
    for (const others of [[], [daemons], [job]]) {
      const cost = pricedProgram([profile([shop]), ...others]);
      assertLines(cost, []);
      assert.deepEqual(
        cost.unknownUse.map(({ item, meter, usd }) => [item, meter, usd]),
        [
          ["vCPU of pods on Fargate", "fargateVcpuHours", VCPU],
          ["memory of pods on Fargate", "fargateGigabyteHours", GB],
        ],
      );
    }
    const half = pricedProgram([profile([shop, { namespace: "kube-system" }]), deployment([])]);
    assert.deepEqual([half.lines.length, half.unknownUse.length], [1, 2]);
  });

  it("counts pods once that several profiles match", () => {
    const cost = pricedProgram([
      profile([shop], "one"),
      profile([{ namespace: "s*" }], "two"),
      deployment([]),
    ]);
    assert.equal(cost.lines.length, 1);
    assert.match(cost.lines[0]!.urn, /one$/);
  });

  it("is not known while its selectors aren't", () => {
    for (const selectors of [
      UNKNOWN,
      [UNKNOWN],
      [{ namespace: UNKNOWN }],
      [{ namespace: "shop", labels: UNKNOWN }],
    ]) {
      assertUnpriced(pricedProgram([profile(selectors), deployment([])]), /selectors are unknown until up/);
    }
  });
});
