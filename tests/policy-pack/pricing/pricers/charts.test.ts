import { UNKNOWN, type ResourceView } from "../../../../policy-pack/stack-view";
import { assertProgram, pricedProgram, resource } from "../small-stack";

// us-east-1, a GB and month: gp2, the class that EKS makes, 0.10; gp3 0.08
const release = (values: unknown, chart = "app") =>
  resource("kubernetes:helm.sh/v3:Release", "chart", { chart, values });
const claimOf = (storage: unknown, more: Record<string, unknown> = {}) => ({
  spec: { resources: { requests: { storage } }, ...more },
});
const CLASSIC: [string, number][] = [
  ["classic load balancer, assumed", 18.25], // 730 hours of 0.025
  ["2 public IPv4 addresses, assumed", 7.3],
];
const CLASSIC_USE = { use: { classicLoadBalancerGigabytes: 0.008 } };

describe("the price of a chart", () => {
  it("is nothing for what runs on nodes that are paid for", () => {
    for (const values of [{ replicas: 3, server: { enabled: true } }, {}, undefined]) {
      assertProgram(pricedProgram([release(values)]), []);
    }
  });

  it("is that of the claims in its values, at any depth, by their class and for each replica", () => {
    const prometheusSpec = {
      replicas: 2,
      storageSpec: { volumeClaimTemplate: claimOf("50Gi", { storageClassName: "gp3" }) },
    };
    assertProgram(
      pricedProgram([
        release({
          alertmanager: { alertmanagerSpec: { storage: { volumeClaimTemplate: claimOf("2Gi") } } },
          prometheus: { prometheusSpec },
        }),
      ]),
      [
        ["volume of alertmanager, 2 GB gp2", 0.2],
        ["volumes of prometheus, 50 GB gp3 each", 8],
      ],
    );
  });

  it("is that of a template without a spec, as some charts have it", () => {
    const values = { replicas: 3, volumeClaimTemplate: { resources: { requests: { storage: "30Gi" } } } };
    assertProgram(pricedProgram([release(values)]), [["volumes of volumeClaimTemplate, 30 GB gp2 each", 9]]);
  });

  it("is that of what its values persist, unless they switch it off or bring a claim", () => {
    assertProgram(
      pricedProgram([
        release({
          persistence: { size: "8Gi" },
          master: { persistence: { enabled: true, size: "4Gi", storageClass: "gp3" } },
          replica: { persistence: { enabled: false, size: "2Gi" } },
          backup: { persistence: { existingClaim: "mine", size: "2Gi" } },
          server: { persistentVolume: { size: "10Gi" } },
          shared: { persistence: { storageClass: "-", size: "2Gi" } }, // no class: a volume that somebody made
          metrics: { persistence: { enabled: true } }, // of a size that only the chart knows
        }),
      ]),
      [
        ["volume of persistence, 8 GB gp2", 0.8],
        ["volume of master, 4 GB gp3", 0.32],
        ["volume of server, 10 GB gp2", 1],
      ],
    );
  });

  it("has a volume for each replica, of the class that the values name for all", () => {
    assertProgram(
      pricedProgram([
        release(
          {
            global: { storageClass: "gp3" },
            primary: { persistence: { enabled: true, size: "100Gi" } },
            readReplicas: { replicaCount: 3, persistence: { size: "100Gi" } },
          },
          "postgresql",
        ),
      ]),
      [
        ["volume of primary, 100 GB gp3", 8],
        ["volumes of readReplicas, 100 GB gp3 each", 24],
      ],
    );
  });

  it("is not known while the size of a claim, the number of replicas or the values aren't", () => {
    for (const [values, reason] of [
      [{ prometheus: { volumeClaimTemplate: claimOf(UNKNOWN) } }, /size of its claim is unknown until up/],
      [{ master: { persistence: { size: UNKNOWN } } }, /size of its claim is unknown until up/],
      [
        { replicaCount: UNKNOWN, persistence: { size: "1Gi" } },
        /replicas of persistence is unknown until up/,
      ],
      [UNKNOWN, /values are unknown until up/],
    ] as const) {
      assertProgram(pricedProgram([release(values)]), [], { unpriced: [reason] });
    }
  });

  it("has the load balancers that its values ask for", () => {
    assertProgram(
      pricedProgram([release({ web: { service: { type: "LoadBalancer" } } })]),
      CLASSIC,
      CLASSIC_USE,
    );
    const service = {
      type: "LoadBalancer",
      annotations: { "service.beta.kubernetes.io/aws-load-balancer-type": "external" },
    };
    assertProgram(pricedProgram([release({ service })]), [["network load balancer, assumed", 16.425]], {
      use: { networkLoadBalancerUnitHours: 0.006 },
    });
    const ingress = { enabled: true, ingressClassName: "alb" };
    assertProgram(
      pricedProgram([release({ web: { ingress } })]),
      [["application load balancer, assumed", 16.425]],
      {
        use: { loadBalancerUnitHours: 0.008 },
      },
    );
    for (const none of [
      { web: { enabled: false, service: { type: "LoadBalancer" } } },
      { web: { service: { enabled: false, type: "LoadBalancer" } } },
      { service: { type: "ClusterIP" } },
      { ingress: { ...ingress, enabled: false } },
      { ingress: { enabled: true, className: "nginx" } },
    ]) {
      assertProgram(pricedProgram([release(none)]), []);
    }
  });

  it("has the load balancer of an ingress controller, unless values make another Service of it", () => {
    assertProgram(pricedProgram([release({}, "ingress-nginx")]), CLASSIC, CLASSIC_USE);
    assertProgram(
      pricedProgram([release({}, "oci://registry.example/charts/traefik")]),
      CLASSIC,
      CLASSIC_USE,
    );
    const typed = (type: string) => release({ controller: { service: { type } } }, "ingress-nginx");
    assertProgram(pricedProgram([typed("LoadBalancer")]), CLASSIC, CLASSIC_USE); // once
    assertProgram(pricedProgram([typed("ClusterIP")]), []);
  });

  it("may have volumes where the chart makes them unless its values say otherwise", () => {
    assertProgram(pricedProgram([release({}, "postgresql")]), [], {
      mayBill: [/chart postgresql makes volumes/],
    });
    const off = { primary: { persistence: { enabled: false } } };
    assertProgram(pricedProgram([release(off, "postgresql")]), []);
  });
});

describe("the price of a group of objects", () => {
  const child = (parent: ResourceView) =>
    resource("kubernetes:core/v1:Service", "web", { spec: { type: "LoadBalancer" } }, { parent: parent.urn });

  for (const type of [
    "kubernetes:helm.sh/v4:Chart",
    "kubernetes:helm.sh/v3:Chart",
    "kubernetes:yaml:ConfigFile",
    "kubernetes:yaml/v2:ConfigGroup",
    "kubernetes:kustomize/v2:Directory",
  ]) {
    it(`is that of its objects, and may be more while they don't show: ${type}`, () => {
      const group = resource(type, "g", { chart: "app" });
      assertProgram(pricedProgram([group, child(group)]), CLASSIC, CLASSIC_USE);
      assertProgram(pricedProgram([group]), [], { mayBill: [/its objects don't show/] });
    });
  }

  it("has the load balancer of an ingress controller whose objects don't show", () => {
    const chart = resource("kubernetes:helm.sh/v4:Chart", "c", { chart: "ingress-nginx" });
    assertProgram(pricedProgram([chart]), CLASSIC, { ...CLASSIC_USE, mayBill: [/its objects don't show/] });
  });
});

describe("the price of a custom resource", () => {
  const custom = (type: string, spec: unknown = {}) => resource(type, "x", { spec });

  it("may be that of what its controller makes in a cloud", () => {
    for (const [type, reason] of [
      ["kubernetes:s3.services.k8s.aws/v1alpha1:Bucket", /AWS Controllers for Kubernetes make it/],
      ["kubernetes:rds.aws.upbound.io/v1beta1:Instance", /Crossplane/],
      ["kubernetes:ec2.aws.m.upbound.io/v1beta1:VPC", /Crossplane/],
      ["kubernetes:infrastructure.cluster.x-k8s.io/v1beta2:AWSMachinePool", /Cluster API/],
    ] as const) {
      assertProgram(pricedProgram([custom(type)]), [], { mayBill: [reason] });
    }
  });

  it("is nothing for what runs on nodes that are paid for", () => {
    for (const type of [
      "kubernetes:keda.sh/v1alpha1:ScaledObject",
      "kubernetes:elbv2.k8s.aws/v1beta1:TargetGroupBinding",
      "kubernetes:aws.upbound.io/v1beta1:ProviderConfig",
      "kubernetes:monitoring.coreos.com/v1:PrometheusRule",
      "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute",
    ]) {
      assertProgram(pricedProgram([custom(type)]), []);
    }
  });

  it("is that of the claims that it asks for", () => {
    const spec = { replicas: 2, storage: { volumeClaimTemplate: claimOf("50Gi") } };
    assertProgram(pricedProgram([custom("kubernetes:monitoring.coreos.com/v1:Prometheus", spec)]), [
      ["volumes of Prometheus, 50 GB gp2 each", 10],
    ]);
    const nodeSets = [{ count: 3, volumeClaimTemplates: [claimOf("10Gi", { storageClassName: "gp3" })] }];
    assertProgram(
      pricedProgram([custom("kubernetes:elasticsearch.k8s.elastic.co/v1:Elasticsearch", { nodeSets })]),
      [["volumes of Elasticsearch, 10 GB gp3 each", 2.4]],
    );
  });
});
