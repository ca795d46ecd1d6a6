import { UNKNOWN, type ResourceView } from "../../../../policy-pack/stack-view";
import { assertProgram, pricedProgram, resource } from "../small-stack";

// us-east-1, a month: 730 hours of 0.0225, 0.025 and 0.005
const LINES = {
  application: ["application load balancer, assumed", 16.425],
  network: ["network load balancer, assumed", 16.425],
  classic: ["classic load balancer, assumed", 18.25],
  addresses: ["2 public IPv4 addresses, assumed", 7.3],
} as const satisfies Record<string, readonly [string, number]>;
const USE = {
  application: { loadBalancerUnitHours: 0.008 },
  network: { networkLoadBalancerUnitHours: 0.006 },
  classic: { classicLoadBalancerGigabytes: 0.008 },
};

function assertBalancer(resources: ResourceView[], ...[kind, ...more]: (keyof typeof LINES)[]): void {
  assertProgram(
    pricedProgram(resources),
    [kind!, ...more].map((line) => [...LINES[line]]),
    { use: USE[kind as keyof typeof USE] },
  );
}

const ANNOTATION = "service.beta.kubernetes.io/aws-load-balancer-";
const service = (annotations: unknown = {}, spec: Record<string, unknown> = {}) =>
  resource("kubernetes:core/v1:Service", "web", {
    metadata: { annotations },
    spec: { type: "LoadBalancer", ...spec },
  });
const controller = resource("kubernetes:helm.sh/v3:Release", "lbc", {
  chart: "aws-load-balancer-controller",
});

describe("the price of a Kubernetes Service", () => {
  it("is nothing inside the cluster", () => {
    for (const spec of [{ type: "ClusterIP" }, { type: undefined }, { type: "NodePort" }]) {
      assertProgram(pricedProgram([service({}, spec)]), []);
    }
  });

  it("is that of a public classic load balancer where nothing else is asked for", () => {
    assertBalancer([service()], "classic", "addresses");
    assertBalancer([service({ [`${ANNOTATION}internal`]: "true" })], "classic");
    assertBalancer([service({ [`${ANNOTATION}internal`]: "false" })], "classic", "addresses");
  });

  it("is that of a network load balancer where an annotation or a class asks for one", () => {
    assertBalancer([service({ [`${ANNOTATION}type`]: "nlb" })], "network", "addresses");
    const scheme = { [`${ANNOTATION}scheme`]: "internet-facing" };
    assertBalancer([service({ [`${ANNOTATION}type`]: "external" })], "network"); // internal where no scheme is named
    assertBalancer([service({ [`${ANNOTATION}type`]: "external", ...scheme })], "network", "addresses");
    for (const loadBalancerClass of ["service.k8s.aws/nlb", "eks.amazonaws.com/nlb"]) {
      assertBalancer([service({}, { loadBalancerClass })], "network");
      assertBalancer([service(scheme, { loadBalancerClass })], "network", "addresses");
    }
  });

  it("is that of a network load balancer where AWS's controller or Auto Mode takes every Service", () => {
    assertBalancer([controller, service()], "network");
    const cluster = (kubernetesNetworkConfig: unknown) =>
      resource("aws:eks/cluster:Cluster", "c", { version: "1.35", kubernetesNetworkConfig });
    const autoMode = { elasticLoadBalancing: { enabled: true } };
    for (const [config, kind] of [
      [autoMode, "network load balancer, assumed"],
      [[autoMode], "network load balancer, assumed"],
      [{ elasticLoadBalancing: { enabled: false } }, "classic load balancer, assumed"],
    ] as const) {
      const { lines } = pricedProgram([cluster(config), service()]);
      if (!lines.some(({ item }) => item === kind)) throw new Error(`${JSON.stringify(config)}: no ${kind}`);
    }
  });

  it("has no address where it brings its own, and one in each zone of the public subnets", () => {
    const external = { [`${ANNOTATION}type`]: "external", [`${ANNOTATION}scheme`]: "internet-facing" };
    assertBalancer(
      [service({ ...external, [`${ANNOTATION}eip-allocations`]: "eipalloc-1,eipalloc-2" })],
      "network",
    );
    const subnet = (availabilityZone: unknown, more: Record<string, unknown>, name: string) =>
      resource("aws:ec2/subnet:Subnet", name, { availabilityZone, ...more });
    const subnets = [
      subnet("us-east-1a", { mapPublicIpOnLaunch: true }, "a"),
      subnet("us-east-1b", { tags: { "kubernetes.io/role/elb": "1" } }, "b"),
      subnet("us-east-1b", { mapPublicIpOnLaunch: true }, "b2"),
      subnet(UNKNOWN, { mapPublicIpOnLaunch: true }, "c"),
      subnet("us-east-1d", { mapPublicIpOnLaunch: false }, "private"),
    ];
    assertProgram(
      pricedProgram([...subnets, service(external)]),
      [[...LINES.network], ["3 public IPv4 addresses, assumed", 10.95]],
      { use: USE.network },
    );
  });

  it("may be that of another controller's load balancer", () => {
    assertProgram(pricedProgram([service({}, { loadBalancerClass: "tailscale" })]), [], {
      mayBill: [/class tailscale/],
    });
  });

  it("is not known while its type, its annotations or what they say aren't", () => {
    for (const [unknown, reason] of [
      [service({}, { type: UNKNOWN }), /type is unknown until up/],
      [resource("kubernetes:core/v1:Service", "web", { spec: UNKNOWN }), /type is unknown until up/],
      [service(UNKNOWN), /annotations are unknown until up/],
      [service({ [`${ANNOTATION}type`]: UNKNOWN }), /kind of its load balancer is unknown until up/],
    ] as const) {
      assertProgram(pricedProgram([unknown]), [], { unpriced: [reason] });
    }
    assertProgram(pricedProgram([service({ [`${ANNOTATION}scheme`]: UNKNOWN })]), [[...LINES.classic]], {
      use: USE.classic,
      unpriced: [/internal is unknown until up/],
    });
  });
});

const ingress = (spec: Record<string, unknown>, annotations: Record<string, unknown> = {}, name = "web") =>
  resource("kubernetes:networking.k8s.io/v1:Ingress", name, { metadata: { annotations }, spec });

describe("the price of an Ingress", () => {
  const alb = { ingressClassName: "alb" };
  const annotated = { "kubernetes.io/ingress.class": "alb" };
  const inGroup = { "alb.ingress.kubernetes.io/group.name": "shared" };
  const open = { "alb.ingress.kubernetes.io/scheme": "internet-facing" };

  it("is that of an application load balancer of class alb, internal unless it says otherwise", () => {
    assertBalancer([ingress(alb)], "application");
    assertBalancer([ingress({}, annotated)], "application");
    assertBalancer([ingress(alb, open)], "application", "addresses");
  });

  it("is nothing for another class, and for none", () => {
    for (const none of [
      ingress({ ingressClassName: "nginx" }),
      ingress({ ingressClassName: "nginx" }, annotated), // the spec before the annotation
      ingress({}, { "kubernetes.io/ingress.class": "nginx" }),
      ingress({}),
      resource("kubernetes:networking.k8s.io/v1:Ingress", "bare"),
    ]) {
      assertProgram(pricedProgram([none]), []);
    }
  });

  it("follows the controller of a class of the program, and the scheme and group of its parameters", () => {
    const ingressClass = (name: string, controllerName: string, parameters?: unknown) =>
      resource("kubernetes:networking.k8s.io/v1:IngressClass", name, {
        metadata: { name },
        spec: { controller: controllerName, parameters },
      });
    const web = ingress({ ingressClassName: "web" });
    assertBalancer([ingressClass("web", "ingress.k8s.aws/alb"), web], "application");
    assertBalancer([ingressClass("web", "eks.amazonaws.com/alb"), web], "application");
    assertProgram(pricedProgram([ingressClass("alb", "k8s.io/ingress-nginx"), ingress(alb)]), []);
    const parameters = resource("kubernetes:elbv2.k8s.aws/v1beta1:IngressClassParams", "p", {
      metadata: { name: "p" },
      spec: { scheme: "internet-facing", group: { name: "all" } },
    });
    const parameterized = ingressClass("web", "ingress.k8s.aws/alb", { name: "p" });
    const second = ingress({ ingressClassName: "web" }, {}, "second");
    assertBalancer([parameters, parameterized, web, second], "application", "addresses");
  });

  it("is counted once for a group, and for each Ingress without one", () => {
    assertBalancer([ingress(alb, inGroup), ingress(alb, inGroup, "second")], "application");
    assertBalancer([ingress(alb), ingress(alb, {}, "second")], "application", "application");
  });

  it("is not known while its class or its group isn't", () => {
    assertProgram(pricedProgram([ingress({ ingressClassName: UNKNOWN })]), [], {
      unpriced: [/class is unknown until up/],
    });
    assertProgram(pricedProgram([ingress(alb, { "alb.ingress.kubernetes.io/group.name": UNKNOWN })]), [], {
      unpriced: [/group is unknown until up/],
    });
  });
});

describe("the price of a Gateway", () => {
  const gateway = (gatewayClassName: unknown, infrastructure?: unknown) =>
    resource("kubernetes:gateway.networking.k8s.io/v1:Gateway", "g", {
      spec: { gatewayClassName, infrastructure },
    });
  const gatewayClass = (controllerName: string) =>
    resource("kubernetes:gateway.networking.k8s.io/v1:GatewayClass", "c", {
      metadata: { name: "edge" },
      spec: { controllerName },
    });

  it("is that of the load balancer of its class's controller, internal unless its configuration says otherwise", () => {
    assertBalancer([gatewayClass("gateway.k8s.aws/alb"), gateway("edge")], "application");
    assertBalancer([gatewayClass("gateway.k8s.aws/nlb"), gateway("edge")], "network");
    assertBalancer([gateway("aws-alb")], "application");
    const open = resource("kubernetes:gateway.k8s.aws/v1beta1:LoadBalancerConfiguration", "open", {
      metadata: { name: "open" },
      spec: { scheme: "internet-facing" },
    });
    assertBalancer([open, gateway("aws-nlb", { parametersRef: { name: "open" } })], "network", "addresses");
  });

  it("may be that of another controller's load balancer, has no price for VPC Lattice, and is unknown until up", () => {
    assertProgram(pricedProgram([gateway("istio")]), [], { mayBill: [/gateway class istio/] });
    assertProgram(pricedProgram([gateway("amazon-vpc-lattice")]), [], { unpriced: [/Lattice/] });
    assertProgram(pricedProgram([gateway(UNKNOWN)]), [], { unpriced: [/class is unknown until up/] });
  });
});
