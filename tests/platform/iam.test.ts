import assert from "node:assert/strict";
import { recordStack, shippedSettings } from "../recordings";
import { Graph } from "./graph";

interface Statement {
  Effect: string;
  Action: string[];
  Resource: string[];
  Condition?: Record<string, Record<string, string>>;
}

/** Writes on every resource without a condition that are right all the same, each with its reason. */
const EXCEPTIONS: { action: string; reason: string }[] = [];

describe("IAM", () => {
  let graph: Graph;
  before(async () => {
    const settings = shippedSettings("staging");
    const services = settings["services"] as Record<string, { triggers: Record<string, unknown> }>;
    services["intent-classifier"]!.triggers["sqsQueue"] = {
      queueUrl: QUEUE_URL,
      messagesPerPod: 100,
      namespace: "staging",
    };
    graph = new Graph(await recordStack("staging", settings));
  });

  it("gives each controller that changes or reads AWS a role of its own, and nobody else", () => {
    const roles = graph.all("ServiceAccountRole").map(({ name }) => name);
    assert.deepEqual(roles.sort(), [
      "alertmanager",
      "cluster-autoscaler",
      "ebs-csi-driver",
      "keda",
      "load-balancer-controller",
      "opencost",
    ]);
  });

  for (const [role, account] of [
    ["alertmanager", "monitoring:alertmanager"],
    ["cluster-autoscaler", "kube-system:cluster-autoscaler"],
    ["ebs-csi-driver", "kube-system:ebs-csi-controller-sa"],
    ["keda", "keda:keda-operator"],
    ["load-balancer-controller", "kube-system:aws-load-balancer-controller"],
    ["opencost", "opencost:opencost"],
  ] as const) {
    it(`lets only the service account ${account} take the role ${role}, and only with a token for STS`, () => {
      const policy = JSON.parse(graph.one("Role", role).inputs["assumeRolePolicy"] as string);
      assert.equal(policy.Statement.length, 1);
      const [{ Principal, Action, Condition }] = policy.Statement;
      assert.equal(Action, "sts:AssumeRoleWithWebIdentity");
      assert.match(
        Principal.Federated,
        /^arn:aws:iam::\d{12}:oidc-provider\/oidc\.eks\.us-east-1\.amazonaws\.com\/id\//,
      );
      const issuer = Principal.Federated.split("oidc-provider/")[1];
      assert.deepEqual(Condition, {
        StringEquals: {
          [`${issuer}:sub`]: `system:serviceaccount:${account}`,
          [`${issuer}:aud`]: "sts.amazonaws.com",
        },
      });
    });
  }

  it("names every action in full", () => {
    const actions = statements(graph).flatMap(({ Action }) => Action);
    assert.ok(actions.length > 10);
    for (const action of actions) assert.match(action, /^[a-z0-9]+:[A-Z][A-Za-z]+$/);
  });

  it("writes only to named resources, or on a condition", () => {
    const writes = statements(graph).filter(({ Action }) => Action.some(isWrite));
    assert.ok(writes.length >= 2);
    for (const { Action, Resource, Condition } of writes) {
      const open = Resource.some((resource) => resource === "*") && Condition === undefined;
      const excused = Action.every((action) => EXCEPTIONS.some((exception) => exception.action === action));
      assert.ok(!open || excused, `${Action.join(", ")} on every resource`);
    }
  });

  it("lets Cluster Autoscaler resize only groups that are tagged as this cluster's", () => {
    const write = statements(graph).find(({ Action }) => Action.includes("autoscaling:SetDesiredCapacity"));
    assert.deepEqual(write?.Condition, {
      StringEquals: { "aws:ResourceTag/k8s.io/cluster-autoscaler/betterprompts-staging": "owned" },
    });
    for (const pool of ["system", "application", "gpu", "spot"]) {
      const tag = graph.one("Tag", `${pool}/k8s.io/cluster-autoscaler/betterprompts-staging`);
      assert.equal((tag.inputs["tag"] as { value: string }).value, "owned");
    }
  });

  it("lets EventBridge Scheduler suspend processes of this cluster's groups, and of this account's schedules alone", () => {
    const [policy] = statements(graph).filter(({ Action }) =>
      Action.includes("autoscaling:SuspendProcesses"),
    );
    assert.deepEqual(policy?.Action, ["autoscaling:SuspendProcesses"]);
    assert.deepEqual(policy?.Condition, {
      StringEquals: { "aws:ResourceTag/k8s.io/cluster-autoscaler/betterprompts-staging": "owned" },
    });
    const trust = JSON.parse(graph.one("Role", "zone-rebalancing").inputs["assumeRolePolicy"] as string);
    assert.deepEqual(trust.Statement[0].Principal, { Service: "scheduler.amazonaws.com" });
    assert.deepEqual(trust.Statement[0].Condition, { StringEquals: { "aws:SourceAccount": "111122223333" } });
  });

  it("lets the load-balancer controller register pods in this stack's target groups alone", () => {
    const write = statements(graph).find(({ Action }) =>
      Action.includes("elasticloadbalancing:RegisterTargets"),
    );
    assert.equal(write?.Resource.length, graph.all("TargetGroup").length);
    for (const arn of write!.Resource) assert.match(arn, /:targetgroup\/staging-/);
  });

  it("lets KEDA read the depth of the configured queue alone", () => {
    const [read] = statements(graph).filter(({ Action }) =>
      Action.some((action) => action.startsWith("sqs:")),
    );
    assert.deepEqual(read, {
      Effect: "Allow",
      Action: ["sqs:GetQueueAttributes"],
      Resource: ["arn:aws:sqs:us-east-1:111122223333:ml-inference"],
    });
  });

  it("lets Alertmanager publish to the stack's topic alone", () => {
    const publishers = statements(graph).filter(({ Action }) =>
      Action.some((action) => action.startsWith("sns:")),
    );
    assert.deepEqual(publishers, [
      {
        Effect: "Allow",
        Action: ["sns:Publish"],
        Resource: ["arn:aws:sns:us-east-1:111122223333:staging-alerts"],
      },
    ]);
  });

  it("gives KEDA no role while no service scales on a queue", async () => {
    const shipped = new Graph(await recordStack("staging"));
    assert.equal(shipped.all("ServiceAccountRole").filter(({ name }) => name === "keda").length, 0);
    assert.equal(shipped.all("ClusterTriggerAuthentication").length, 0);
  });
});

const QUEUE_URL = "https://sqs.us-east-1.amazonaws.com/111122223333/ml-inference";

function statements(graph: Graph): Statement[] {
  return graph
    .all("RolePolicy")
    .flatMap(
      ({ inputs }) => (JSON.parse(inputs["policy"] as string) as { Statement: Statement[] }).Statement,
    );
}

function isWrite(action: string): boolean {
  return !/:(Describe|Get|List)/.test(action);
}
