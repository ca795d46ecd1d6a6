import assert from "node:assert/strict";
import { GRAFANA_ACCESS } from "../components/grafana/grafana-access";
import { recordStack, shippedRecording, shippedSettings, STACKS } from "../recordings";
import { API_SERVER_RULES } from "./api-server-rules";
import { changed } from "./change";
import { kindOf, manifests, type Manifest } from "./manifests";
import { schemaProblems } from "./schema";

/** Every kind that the program makes, and for each a field of the wrong type or value: path -> value. */
const WRONG_FIELDS: Record<string, Record<string, unknown>> = {
  "apps/v1/Deployment": { "spec.replicas": "2" },
  "autoscaling.k8s.io/v1/VerticalPodAutoscaler": { "spec.updatePolicy.updateMode": "off" },
  "autoscaling/v2/HorizontalPodAutoscaler": { "spec.maxReplicas": 2 ** 31 },
  "elbv2.k8s.aws/v1beta1/TargetGroupBinding": { "spec.targetType": "pod" },
  "keda.sh/v1alpha1/ClusterTriggerAuthentication": { "spec.podIdentity.provider": "irsa" },
  "keda.sh/v1alpha1/ScaledObject": { "spec.triggers.0.metadata": { threshold: 10 } },
  "monitoring.coreos.com/v1/PodMonitor": { "spec.selector": undefined },
  "monitoring.coreos.com/v1/PrometheusRule": { "spec.groups.0.rules.0.expr": undefined },
  "monitoring.coreos.com/v1alpha1/AlertmanagerConfig": { "spec.route.repeatInterval": "1 day" },
  "policy/v1/PodDisruptionBudget": { "spec.unhealthyPodEvictionPolicy": true },
  "scheduling.k8s.io/v1/PriorityClass": { value: "100000" },
  "storage.k8s.io/v1/StorageClass": { "parameters.encrypted": true },
  "v1/ConfigMap": { "data.panels": {} },
  "v1/LimitRange": { "spec.limits.0.defaultRequest.cpu": "4 cores" },
  "v1/Namespace": { "metadata.labels": ["restricted"] },
  "v1/ResourceQuota": { "spec.hard.pods": "many" },
  "v1/Secret": { stringData: "[secret]" },
  "v1/Service": { "spec.ports.0.port": "http" },
};

const DEPLOYING = "staging with images, a queue, Slack, a heartbeat and Grafana from outside";

/**
 * Staging as a stack that deploys the services too, one of which scales on a queue in SQS, that sends alerts to Slack,
 * sends a heartbeat and shows Grafana to those who sign in.
 */
async function deployingStaging(): Promise<Manifest[]> {
  const settings = shippedSettings("staging") as {
    services: Record<string, Record<string, unknown>>;
    notifications: Record<string, unknown>;
    grafanaAccess?: unknown;
  };
  settings.grafanaAccess = GRAFANA_ACCESS;
  settings.notifications["slack"] = { channel: "#alerts", webhookUrl: "[secret]" };
  settings.notifications["heartbeatUrl"] = "[secret]";
  for (const [name, service] of Object.entries(settings.services)) {
    service["image"] = `registry.example/${name}:1.0.0`;
  }
  settings.services["intent-classifier"]!["triggers"] = {
    cpuPercent: 70,
    queueDepth: { perPod: 10 },
    sqsQueue: {
      queueUrl: "https://sqs.us-east-1.amazonaws.com/111122223333/ml-inference",
      messagesPerPod: 100,
      namespace: "staging",
    },
  };
  return manifests(await recordStack("staging", settings));
}

describe("the Kubernetes objects", () => {
  const stacks = new Map<string, Manifest[]>();

  before(async () => {
    for (const stack of STACKS) stacks.set(stack, manifests(await shippedRecording(stack)));
    stacks.set(DEPLOYING, await deployingStaging());
  });

  for (const stack of [...STACKS, DEPLOYING]) {
    it(`of ${stack} pass the API server's schemas`, () => {
      assert.deepEqual(stacks.get(stack)!.flatMap(schemaProblems), []);
    });

    for (const [name, rule] of Object.entries(API_SERVER_RULES)) {
      it(`of ${stack} keep the rule ${name}`, () => {
        assert.deepEqual(rule(stacks.get(stack)!), []);
      });
    }
  }

  it("are of the kinds that are expected", () => {
    const kinds = new Set([...stacks.values()].flat().map(kindOf));
    assert.deepEqual([...kinds].sort(), Object.keys(WRONG_FIELDS).sort());
  });

  for (const [kind, wrongField] of Object.entries(WRONG_FIELDS)) {
    const example = () => [...stacks.values()].flat().find((manifest) => kindOf(manifest) === kind)!;

    it(`${kind}: a typo in a field's name is refused`, () => {
      const part = "spec" in example() ? "spec.replcas" : "replcas";
      assert.match(schemaProblems(changed(example(), { [part]: 1 })).join(), /unknown field "replcas"/);
    });

    it(`${kind}: a wrong ${Object.keys(wrongField)[0]} is refused`, () => {
      assert.deepEqual(schemaProblems(example()), []);
      assert.notDeepEqual(schemaProblems(changed(example(), wrongField)), []);
    });
  }

  describe("below the root of an AlertmanagerConfig, where its schema takes anything,", () => {
    const asRoots = () =>
      [...stacks.values()].flat().flatMap((manifest) => {
        const { route } = (manifest["spec"] ?? {}) as { route?: { routes: object[] } };
        return route?.routes.map((child) => changed(manifest, { "spec.route": child })) ?? [];
      });

    it("routes are what the root may be", () => {
      assert.ok(asRoots().length >= 3 * stacks.size);
      assert.deepEqual(asRoots().flatMap(schemaProblems), []);
    });

    it("a typo or a wrong value in one is seen", () => {
      const [route] = asRoots();
      for (const wrong of [{ "spec.route.reciever": "people" }, { "spec.route.groupWait": "10 s" }]) {
        assert.notDeepEqual(schemaProblems(changed(route!, wrong)), []);
      }
    });
  });
});
