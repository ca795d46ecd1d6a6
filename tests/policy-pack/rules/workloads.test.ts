import { UNKNOWN } from "../../../policy-pack/stack-view";
import { accepts, and, isUndecided, changed, refuses, unknown, without } from "./breaking";

const HPA = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";
const POD_SPEC = "spec.template.spec";

describe("the rule container-resources", () => {
  const CONTAINER = `${POD_SPEC}.containers.0`;
  const bare = { containers: [{ name: "bare" }] };
  const template = { spec: { template: { spec: bare } } };

  for (const path of ["requests.cpu", "requests.memory", "limits.memory"]) {
    it(`refuses a container without ${path}`, () => {
      const stack = changed(["web", `${CONTAINER}.resources.${path}`, undefined]);
      refuses("container-resources", stack, new RegExp(`container "web" without ${path}$`));
    });
    it(`is undecided while ${path} is unknown`, () => {
      isUndecided("container-resources", unknown("web", `${CONTAINER}.resources.${path}`));
    });
  }

  it("names everything that a bare container lacks", () => {
    const stack = changed(["web", `${CONTAINER}.resources`, undefined]);
    refuses("container-resources", stack, /without requests\.cpu, requests\.memory, limits\.memory/);
  });

  it("asks nothing of a CPU limit", () => accepts("container-resources", changed()));

  it("looks at init containers", () => {
    refuses(
      "container-resources",
      changed(["web", `${POD_SPEC}.initContainers`, [{ name: "first" }]]),
      /"first"/,
    );
  });

  for (const [type, props] of Object.entries({
    "core/v1:Pod": { spec: bare },
    "apps/v1:StatefulSet": template,
    "apps/v1:DaemonSet": template,
    "batch/v1:Job": template,
    "batch/v1:CronJob": { spec: { jobTemplate: template } },
  })) {
    it(`looks at ${type}`, () => refuses("container-resources", and(`kubernetes:${type}`, props), /"bare"/));
  }

  for (const path of ["spec", POD_SPEC, `${POD_SPEC}.containers`, CONTAINER, `${CONTAINER}.resources`]) {
    it(`is undecided while ${path} is unknown`, () =>
      isUndecided("container-resources", unknown("web", path)));
  }
});

describe("the rule bounded-namespaces", () => {
  it("refuses a namespace without a quota", () => {
    refuses("bounded-namespaces", without("quota"), /namespace "production" has no ResourceQuota/);
  });

  it("refuses a namespace without a limit range", () => {
    refuses("bounded-namespaces", without("limits"), /namespace "production" has no LimitRange/);
  });

  it("counts a scaler as pods, because somebody delivers its target", () => {
    refuses(
      "bounded-namespaces",
      without("dev-quota"),
      /"development".*ScaledObject "dev-worker" runs pods there/,
    );
  });

  it("takes an object without a namespace as one of the namespace default", () => {
    const bounded = changed(
      ["dev-quota", "metadata", {}],
      ["dev-limits", "metadata", {}],
      ["dev-worker", "metadata", {}],
    );
    accepts("bounded-namespaces", bounded);
  });

  it("exempts the namespaces of controllers by a list", () => {
    const parameters = { "bounded-namespaces": { exemptNamespaces: ["kube-system"] } };
    accepts("bounded-namespaces", changed(["keda", "namespace", "kube-system"]), { parameters });
    const half = and("kubernetes:core/v1:LimitRange", { metadata: { namespace: "keda" } });
    accepts("bounded-namespaces", half);
    refuses("bounded-namespaces", half, /"keda" has no ResourceQuota, and Release "keda" runs pods/, {
      parameters,
    });
  });

  it("takes the name of a namespace that isn't made yet from the resource", () => {
    const names = ["quota", "limits"].map(
      (name) => [name, "metadata.namespace", UNKNOWN] as [string, string, unknown],
    );
    accepts("bounded-namespaces", changed(...names));
  });

  it("is undecided while the namespace of pods is unknown", () => {
    isUndecided("bounded-namespaces", unknown("web", "metadata.namespace"));
    isUndecided("bounded-namespaces", unknown("web", "metadata"));
  });

  it("is undecided while the namespace of a quota is unknown", () => {
    isUndecided("bounded-namespaces", unknown("dev-quota", "metadata.namespace"));
  });
});

describe("the rule replicas-within-quota", () => {
  it("accepts maxima that are as many pods as the quota", () => accepts("replicas-within-quota", changed()));

  it("refuses one pod more, of either autoscaler", () => {
    const message = /allows 18 pods in "production", whose autoscalers may ask for 19/;
    refuses("replicas-within-quota", changed(["web-hpa", "spec.maxReplicas", 11]), message);
    refuses("replicas-within-quota", changed(["worker", "spec.maxReplicaCount", 9]), message);
  });

  it("takes a ScaledObject without a maximum as a hundred, as KEDA does", () => {
    refuses("replicas-within-quota", changed(["worker", "spec.maxReplicaCount", undefined]), /ask for 110/);
  });

  it("leaves a quota alone that bounds no pods", () => {
    accepts("replicas-within-quota", changed(["quota", "spec.hard", { "requests.cpu": "1" }]));
  });

  it("is undecided while a number is unknown", () => {
    isUndecided("replicas-within-quota", unknown("web-hpa", "spec.maxReplicas"));
    isUndecided("replicas-within-quota", unknown("worker", "spec.maxReplicaCount"));
    for (const path of ["spec", "spec.hard", "spec.hard.pods"]) {
      isUndecided("replicas-within-quota", unknown("quota", path));
    }
  });

  it("is undecided while a namespace is unknown", () => {
    isUndecided("replicas-within-quota", unknown("dev-quota", "metadata.namespace"));
    isUndecided("replicas-within-quota", unknown("web-hpa", "metadata.namespace"));
  });
});

describe("the rule one-scaler-per-resource", () => {
  const second = {
    metadata: { namespace: "production" },
    spec: { scaleTargetRef: { kind: "Deployment", name: "worker" } },
  };

  it("refuses an autoscaler beside a ScaledObject of the same target", () => {
    refuses("one-scaler-per-resource", and(HPA, second), /production\/Deployment\/worker, and so does/);
  });

  it("accepts the same name in another namespace, and another kind", () => {
    accepts("one-scaler-per-resource", and(HPA, { ...second, metadata: { namespace: "other" } }));
    const other = { scaleTargetRef: { kind: "StatefulSet", name: "worker" } };
    accepts("one-scaler-per-resource", and(HPA, { ...second, spec: other }));
  });

  for (const mode of ["Auto", "Recreate", "Initial", undefined]) {
    it(`refuses a vertical autoscaler of mode ${mode} on a target that scales`, () => {
      const stack = changed(["web-vpa", "spec.updatePolicy.updateMode", mode]);
      refuses("one-scaler-per-resource", stack, /"web-vpa" changes the pods of production\/Deployment\/web/);
    });
  }

  it("accepts a vertical autoscaler that acts where nothing else scales", () => {
    const changes = changed(
      ["web-vpa", "spec.updatePolicy.updateMode", "Auto"],
      ["web-vpa", "spec.targetRef.name", "batch"],
    );
    accepts("one-scaler-per-resource", changes);
  });

  it("is undecided while a target is unknown", () => {
    for (const path of ["spec", "spec.scaleTargetRef", "spec.scaleTargetRef.name", "metadata.namespace"]) {
      isUndecided("one-scaler-per-resource", unknown("web-hpa", path));
    }
  });

  it("is undecided while a vertical autoscaler's mode or target is unknown", () => {
    isUndecided("one-scaler-per-resource", unknown("web-vpa", "spec.updatePolicy.updateMode"));
    isUndecided("one-scaler-per-resource", unknown("web-vpa", "spec"));
  });
});

describe("the rule shared-load-balancer", () => {
  it("refuses a Service of type LoadBalancer", () => {
    refuses(
      "shared-load-balancer",
      changed(["web-address", "spec.type", "LoadBalancer"]),
      /of type LoadBalancer/,
    );
  });

  it("accepts the other types", () => {
    for (const type of ["NodePort", undefined]) {
      accepts("shared-load-balancer", changed(["web-address", "spec.type", type]));
    }
  });

  it("refuses an Ingress of class alb, named either way", () => {
    refuses("shared-load-balancer", changed(["ingress", "spec.ingressClassName", "alb"]), /class alb/);
    const annotations = { "kubernetes.io/ingress.class": "alb" };
    refuses("shared-load-balancer", changed(["ingress", "metadata.annotations", annotations]), /class alb/);
  });

  it("is undecided while the type or the class is unknown", () => {
    isUndecided("shared-load-balancer", unknown("web-address", "spec.type"));
    isUndecided("shared-load-balancer", unknown("web-address", "spec"));
    isUndecided("shared-load-balancer", unknown("ingress", "spec.ingressClassName"));
    isUndecided("shared-load-balancer", unknown("ingress", "metadata"));
  });
});

describe("the rule finalizer-owners", () => {
  const BINDING = "kubernetes:elbv2.k8s.aws/v1beta1:TargetGroupBinding";
  const urn = (name: string) => changed().resources.find((resource) => resource.name === name)!.urn;

  it("refuses an object that doesn't wait for its controller", () => {
    refuses("finalizer-owners", and(BINDING, {}), /release of aws-load-balancer-controller.*orphaned/);
    refuses(
      "finalizer-owners",
      and(BINDING, {}, { dependsOn: [urn("keda")] }),
      /aws-load-balancer-controller/,
    );
  });

  it("refuses an object whose controller the stack doesn't install", () => {
    refuses("finalizer-owners", without("load-balancer-controller"), /"web-targets" doesn't wait/);
  });

  it("accepts an object that waits by way of others", () => {
    accepts("finalizer-owners", and(BINDING, {}, { dependsOn: [urn("web-targets")] }));
  });

  it("accepts the child of a component that waits", () => {
    accepts("finalizer-owners", and(BINDING, {}, { parent: urn("web-targets") }));
  });

  it("accepts a stack without such objects", () => {
    accepts(
      "finalizer-owners",
      without("web-targets", "worker", "dev-worker", "keda", "load-balancer-controller"),
    );
  });

  it("is undecided while the chart of a release is unknown", () => {
    isUndecided("finalizer-owners", unknown("load-balancer-controller", "chart"));
  });
});

describe("the rule scheduled-zero", () => {
  it("refuses a ScaledObject without a clock in development", () => {
    refuses(
      "scheduled-zero",
      changed(["dev-worker", "spec.triggers", []]),
      /"dev-worker" has no cron trigger/,
    );
    refuses("scheduled-zero", changed(["dev-worker", "spec.triggers", undefined]), /no cron trigger/);
    refuses("scheduled-zero", changed(["dev-worker", "spec.triggers.0.type", "cpu"]), /no cron trigger/);
  });

  it("refuses a minimum above zero", () => {
    refuses("scheduled-zero", changed(["dev-worker", "spec.minReplicaCount", 1]), /minReplicaCount 1, not 0/);
  });

  it("takes no minimum as zero, as KEDA does", () => {
    accepts("scheduled-zero", changed(["dev-worker", "spec.minReplicaCount", undefined]));
  });

  it("refuses a plain autoscaler, which can't go to zero", () => {
    refuses(
      "scheduled-zero",
      and(HPA, { metadata: { namespace: "development" } }),
      /"development" around the clock/,
    );
  });

  it("takes the namespaces from its configuration", () => {
    const parameters = { "scheduled-zero": { scheduledNamespaces: ["test"] } };
    accepts("scheduled-zero", changed(["dev-worker", "spec.triggers", []]), { parameters });
  });

  it("is undecided while something is unknown", () => {
    for (const path of [
      "spec",
      "spec.triggers",
      "spec.triggers.0",
      "spec.triggers.0.type",
      "spec.minReplicaCount",
    ]) {
      isUndecided("scheduled-zero", unknown("dev-worker", path));
    }
    isUndecided("scheduled-zero", unknown("dev-worker", "metadata.namespace"));
    isUndecided("scheduled-zero", unknown("web-hpa", "metadata.namespace"));
  });
});
