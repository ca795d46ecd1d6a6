import assert from "node:assert/strict";
import type { RecordedResource } from "../../planner/engine";
import { shippedRecording, STACKS } from "../recordings";
import { Graph } from "./graph";

/** What must go first, what must outlive it, and why. */
const ORDER: { first: Select; outlives: Select; because: string }[] = [
  {
    first: ofKind("TargetGroupBinding"),
    outlives: release("aws-load-balancer-controller"),
    because: "the controller removes its finalizer",
  },
  { first: ofKind("ScaledObject"), outlives: release("keda"), because: "KEDA removes its finalizer" },
  {
    first: ofKind("VerticalPodAutoscaler"),
    outlives: release("vertical-pod-autoscaler"),
    because: "its kind",
  },
  { first: ofKind("PodMonitor"), outlives: release("prometheus-operator-crds"), because: "its kind" },
  { first: ofKind("PrometheusRule"), outlives: release("prometheus-operator-crds"), because: "its kind" },
  {
    first: ofKind("PrometheusRule"),
    outlives: release("kube-prometheus-stack"),
    because: "alerts are off before Prometheus and Alertmanager go",
  },
  {
    first: ofKind("ConfigMap"),
    outlives: release("kube-prometheus-stack"),
    because: "Grafana loads what its sidecar finds",
  },
  {
    first: release("kube-prometheus-stack"),
    outlives: ofKind("AlertmanagerConfig"),
    because: "Alertmanager does not start without it",
  },
  { first: ofKind("AlertmanagerConfig"), outlives: release("prometheus-operator-crds"), because: "its kind" },
  {
    first: named("RolePolicy", "alertmanager"),
    outlives: named("Topic", "alerts"),
    because: "it names the topic",
  },
  {
    first: named("Budget", "monthly"),
    outlives: named("TopicPolicy", "alerts"),
    because: "AWS tries the topic of a notification",
  },
  {
    first: named("AnomalySubscription", "alerts"),
    outlives: named("TopicPolicy", "alerts"),
    because: "AWS tries the topic of a subscription",
  },
  {
    first: named("Namespace", "monitoring"),
    outlives: named("Addon", "aws-ebs-csi-driver"),
    because: "the driver deletes the volumes of the claims in it",
  },
  {
    first: release("kube-prometheus-stack"),
    outlives: ofType("NodeGroup"),
    because: "its volumes detach from nodes",
  },
  {
    first: release("kube-prometheus-stack"),
    outlives: named("StorageClass", "gp3"),
    because: "claims name it",
  },
  {
    first: ofType("Namespace"),
    outlives: named("Addon", "metrics-server"),
    because: "a namespace hangs while an aggregated API is registered and nobody answers",
  },
  {
    first: release("cluster-autoscaler"),
    outlives: ofType("NodeGroup"),
    because: "it would resize what is going",
  },
  {
    first: ofType("Release"),
    outlives: ofType("RolePolicy"),
    because: "controllers clean up with their permissions",
  },
  { first: ofType("Release"), outlives: ofType("NodeGroup"), because: "their pods run there" },
  {
    first: ofType("NodeGroup"),
    outlives: ofType("NatGateway"),
    because: "nodes reach the API and AWS through it",
  },
  {
    first: ofType("NodeGroup"),
    outlives: named("Addon", "vpc-cni"),
    because: "pods have their addresses from it",
  },
  {
    first: ofType("NodeGroup"),
    outlives: ofType("RolePolicyAttachment", "node-role-"),
    because: "nodes work with it",
  },
  {
    first: ofType("NodeGroup"),
    outlives: ofType("RolePolicyAttachment", "ebs-csi-driver-"),
    because: "the driver deletes volumes until its node goes",
  },
  { first: ofType("Addon"), outlives: ofType("eks:index:Cluster"), because: "they are parts of it" },
  { first: ofType("ListenerRule"), outlives: ofType("TargetGroup"), because: "AWS refuses a group in use" },
];

describe("the order of destruction", () => {
  for (const stack of STACKS) {
    describe(stack, () => {
      for (const { first, outlives, because } of ORDER) {
        it(`${first.label} goes before ${outlives.label}: ${because}`, async () => {
          const graph = new Graph(await shippedRecording(stack));
          const leaving = first.from(graph);
          const staying = outlives.from(graph);
          assert.ok(leaving.length > 0 && staying.length > 0, "the test found nothing to compare");
          for (const resource of leaving) {
            for (const other of staying) {
              if (relevant(resource, other)) {
                assert.ok(
                  graph.comesAfter(resource, other),
                  `${resource.name} does not wait for ${other.name}`,
                );
              }
            }
          }
        });
      }

      it("waits for the controllers before anything of the application, and for the log group before the cluster", async () => {
        const graph = new Graph(await shippedRecording(stack));
        const cluster = graph.one("Cluster", "control-plane");
        assert.ok(graph.comesAfter(cluster, graph.one("LogGroup", "control-plane")));
        assert.ok(!graph.comesAfter(graph.one("LogGroup", "control-plane"), cluster));
      });
    });
  }
});

interface Select {
  label: string;
  from: (graph: Graph) => RecordedResource[];
}

function ofKind(kind: string): Select {
  return {
    label: `each ${kind}`,
    from: (graph) => graph.all(kind).filter(({ type }) => type.startsWith("kubernetes:")),
  };
}

function ofType(type: string, prefix = ""): Select {
  return {
    label: `each ${type}${prefix && ` ${prefix}*`}`,
    from: (graph) =>
      graph.recording.resources.filter(
        (resource) =>
          (resource.type === type || resource.type.endsWith(`:${type}`)) && resource.name.startsWith(prefix),
      ),
  };
}

function named(type: string, name: string): Select {
  return { label: `${type} ${name}`, from: (graph) => [graph.one(type, name)] };
}

function release(name: string): Select {
  return { ...named("Release", name), label: `the release ${name}` };
}

/** Pairs that have to do with each other, where a rule is about a controller's own role or a route's own group. */
function relevant(resource: RecordedResource, other: RecordedResource): boolean {
  if (other.type.endsWith(":RolePolicy")) {
    const releases = [other.name, `aws-${other.name}`];
    if (other.name === "alertmanager") releases.push("kube-prometheus-stack"); // a part of it
    return releases.includes(resource.name);
  }
  if (other.type.endsWith(":TargetGroup")) return resource.name === other.name;
  return !(resource.type.endsWith(":Namespace") && resource.name === other.name);
}
