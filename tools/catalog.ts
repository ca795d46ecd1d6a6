import type { BuildCost, Tool } from "./tool";

const ofPrometheus = {
  version: "3.14.0",
  versionArguments: ["--version"],
  fromPath: {
    versions: { from: "3.0.0" },
    because:
      "the stack's Prometheus is 3.x, and 2.x treats range boundaries differently (since 3.0 a range selector is left-open)",
  },
  module: "prometheus",
  tags: ["netgo"],
  variables: { "github.com/prometheus/common/version.Version": "3.14.0" },
};

export const promtool: Tool = {
  name: "promtool",
  ...ofPrometheus,
  goPackage: "github.com/prometheus/prometheus/cmd/promtool",
  cost: cost(3, 1.8, 1.8, 0.1),
};

const prometheus: Tool = {
  name: "prometheus",
  ...ofPrometheus,
  goPackage: "github.com/prometheus/prometheus/cmd/prometheus",
  cost: cost(1, 0.1, 0.5, 0.1),
};

const etcd: Tool = {
  name: "etcd",
  version: "3.6.14",
  versionArguments: ["--version"],
  fromPath: {
    versions: { from: "3.6.0", below: "3.7.0" },
    because: "the API server of Kubernetes 1.35 is released with etcd 3.6",
  },
  module: "etcd",
  goPackage: "go.etcd.io/etcd/server/v3",
  cost: cost(0.5, 0.3, 0.1, 0.1),
};

const ofKubernetes = {
  version: "1.35.4",
  versionArguments: ["--version"],
  fromPath: {
    versions: { from: "1.35.0", below: "1.36.0" },
    because: "the stack's Kubernetes is 1.35",
  },
  module: "kubernetes",
  // Both packages have a version; kwok reads what the executables print.
  variables: Object.fromEntries(
    ["k8s.io/component-base/version", "k8s.io/client-go/pkg/version"].flatMap((path) => [
      [`${path}.gitVersion`, "v1.35.4"],
      [`${path}.gitMajor`, "1"],
      [`${path}.gitMinor`, "35"],
      [`${path}.gitTreeState`, "clean"],
    ]),
  ),
};

const kubernetes: Tool[] = [
  {
    name: "kube-apiserver",
    ...ofKubernetes,
    goPackage: "k8s.io/kubernetes/cmd/kube-apiserver",
    cost: cost(2, 0.5, 1.9, 0.1),
  },
  {
    name: "kube-controller-manager",
    ...ofKubernetes,
    goPackage: "k8s.io/kubernetes/cmd/kube-controller-manager",
    cost: cost(1, 0.1, 0.6, 0.1),
  },
  {
    name: "kube-scheduler",
    ...ofKubernetes,
    goPackage: "k8s.io/kubernetes/cmd/kube-scheduler",
    cost: cost(0.1, 0, 0.1, 0.1),
  },
  {
    name: "kubectl",
    ...ofKubernetes,
    versionArguments: ["version", "--client"],
    goPackage: "k8s.io/kubernetes/cmd/kubectl",
    cost: cost(0.3, 0.1, 0.3, 0.1),
  },
];

const ofKwok = {
  version: "0.8.0",
  versionArguments: ["--version"],
  fromPath: { versions: { from: "0.8.0", below: "0.9.0" }, because: "its stages are written for kwok 0.8" },
  module: "kwok",
};

const kwok: Tool[] = [
  { name: "kwok", ...ofKwok, goPackage: "sigs.k8s.io/kwok/cmd/kwok", cost: cost(1, 0.3, 0.6, 0.1) },
  { name: "kwokctl", ...ofKwok, goPackage: "sigs.k8s.io/kwok/cmd/kwokctl", cost: cost(0.2, 0.1, 0.1, 0.1) },
];

const helm: Tool = {
  name: "helm",
  version: "3.21.4",
  versionArguments: ["version", "--short"],
  fromPath: {
    versions: { from: "3.8.0", below: "4.0.0" },
    because: "charts are packaged as the Pulumi provider reads them, which is Helm 3's way",
  },
  module: "helm",
  goPackage: "helm.sh/helm/v3/cmd/helm",
  variables: {
    "helm.sh/helm/v3/internal/version.version": "v3.21.4",
    "helm.sh/helm/v3/pkg/chartutil.k8sVersionMajor": "1",
    "helm.sh/helm/v3/pkg/chartutil.k8sVersionMinor": "35",
  },
  cost: cost(1, 0.3, 0.5, 0.1),
};

const pulumi: Tool = {
  name: "pulumi",
  version: "3.248.0",
  versionArguments: ["version"],
  fromPath: {
    versions: { from: "3.248.0", below: "4.0.0" },
    because: "an engine older than the program's SDK may not understand it",
  },
  module: "pulumi",
  goPackage: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
  tags: ["osusergo", "grpcnotrace"],
  variables: { "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": "v3.248.0" },
  cost: cost(2, 1.1, 1.4, 0.2),
};

const pulumiKubernetes: Tool = {
  name: "pulumi-resource-kubernetes",
  version: "4.34.2", // that of the npm package, which the engine requires
  versionArguments: ["--version"],
  module: "pulumi-resource-kubernetes",
  goPackage: ".",
  variables: { "github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/version.Version": "4.34.2" },
  embedded: {
    "schema-embed.json": {
      module: "github.com/pulumi/pulumi-kubernetes/provider/v4",
      file: "cmd/pulumi-resource-kubernetes/schema.json",
      set: { version: "4.34.2" },
    },
    "terraform-mapping-embed.json": {
      module: "github.com/pulumi/pulumi-kubernetes/provider/v4",
      file: "cmd/pulumi-resource-kubernetes/terraform-mapping.json",
    },
  },
  cost: cost(5, 0.6, 4.1, 0.2),
};

const ofKeda = {
  version: "2.20.2",
  module: "keda",
  variables: { "github.com/kedacore/keda/v2/version.Version": "2.20.2" },
};

const controllers: Tool[] = [
  {
    name: "keda-operator",
    ...ofKeda,
    goPackage: "github.com/kedacore/keda/v2/cmd/operator",
    cost: cost(3, 1.3, 1.5, 0.2),
  },
  {
    name: "keda-metrics-adapter",
    ...ofKeda,
    goPackage: "./adapter", // adapter/main.go says why it isn't KEDA's own
    cost: cost(1, 0.1, 0.1, 0.2),
  },
  {
    name: "vpa-recommender",
    version: "1.7.1",
    module: "vpa-recommender",
    goPackage: "k8s.io/autoscaler/vertical-pod-autoscaler/pkg/recommender",
    cost: cost(1, 0.1, 0.2, 0.1),
  },
  {
    name: "metrics-server",
    version: "0.8.0",
    versionArguments: ["--version"],
    module: "metrics-server",
    goPackage: "sigs.k8s.io/metrics-server/cmd/metrics-server",
    variables: { "k8s.io/client-go/pkg/version.gitVersion": "v0.8.0" },
    cost: cost(2, 0.3, 0.5, 0.1),
  },
];

/** What `npm run <name>:setup` finds or builds, in this order. */
export const toolSets: Record<string, Tool[]> = {
  promtool: [promtool],
  sandbox: [
    promtool,
    prometheus,
    etcd,
    ...kubernetes,
    ...kwok,
    helm,
    pulumi,
    pulumiKubernetes,
    ...controllers,
  ],
};

/** The tool of a name that is in some set. */
export function toolNamed(name: string): Tool {
  return Object.values(toolSets)
    .flat()
    .find((tool) => tool.name === name)!;
}

function cost(minutes: number, modules: number, compiled: number, executable: number): BuildCost {
  return { minutes, modules, compiled, executable };
}
