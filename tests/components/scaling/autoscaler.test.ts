import assert from "node:assert/strict";
import { autoscaler } from "../../../components/scaling/autoscaler";
import type { KedaTrigger } from "../../../components/scaling/triggers";
import type { Service } from "../../../components/scaling/service";
import { shippedService } from "../shipped";
import { EXPECTED } from "./expected-scaling";

interface AutoscalerSpec {
  scaleTargetRef?: unknown;
  minReplicas?: number;
  maxReplicas?: number;
  minReplicaCount?: number;
  maxReplicaCount?: number;
  pollingInterval?: number;
  cooldownPeriod?: number;
  fallback?: { failureThreshold: number; replicas: number; behavior?: string };
  metrics?: unknown[];
  behavior?: unknown;
  advanced?: unknown;
  triggers?: KedaTrigger[];
}

describe("the autoscalers of production's services", () => {
  for (const [name, row] of Object.entries(EXPECTED)) {
    const { min, max, expected, behavior } = row;
    const service = shippedService("production", name);
    const scaleTargetRef = { apiVersion: "apps/v1", kind: "Deployment", name };

    if (row.plainHpa) {
      it(`is a HorizontalPodAutoscaler for ${name}, from ${min} to ${max}, with the behaviour of its settings`, () => {
        const made = autoscaler(service);
        assert.equal(made.apiVersion, "autoscaling/v2");
        assert.equal(made.kind, "HorizontalPodAutoscaler");
        assert.deepEqual(made.metadata, { name: `${name}-hpa`, namespace: "production" });
        const { metrics, ...rest } = specOf(service);
        assert.deepEqual(rest, { scaleTargetRef, minReplicas: min, maxReplicas: max, behavior });
        assert.ok(metrics!.length > 0);
      });
    } else {
      it(`is a ScaledObject for ${name}, from ${min} to ${max}, with the behaviour of its settings`, () => {
        const made = autoscaler(service);
        assert.equal(made.apiVersion, "keda.sh/v1alpha1");
        assert.equal(made.kind, "ScaledObject");
        assert.deepEqual(made.metadata, { name, namespace: "production" });
        const { triggers, ...rest } = specOf(service);
        assert.deepEqual(rest, {
          scaleTargetRef,
          minReplicaCount: min,
          maxReplicaCount: max,
          pollingInterval: 30,
          fallback: { failureThreshold: 3, replicas: expected, behavior: "currentReplicasIfHigher" },
          advanced: { horizontalPodAutoscalerConfig: { behavior } },
        });
        assert.ok(triggers!.length > 0);
      });
    }
  }
});

describe("the autoscaler of a service with working hours", () => {
  const gateway = shippedService("staging", "api-gateway", "development");

  it("has a minimum of zero, and the maximum of the settings", () => {
    const { minReplicaCount, maxReplicaCount, cooldownPeriod } = specOf(gateway);
    assert.deepEqual([minReplicaCount, maxReplicaCount, cooldownPeriod], [0, 2, 60]);
  });

  it("falls back to zero when a query fails: any other number would keep it up at night", () => {
    assert.deepEqual(specOf(gateway).fallback, { failureThreshold: 3, replicas: 0 });
  });

  it("has no fallback with triggers on CPU and time alone, which can't fail", () => {
    const selector = shippedService("staging", "technique-selector", "development");
    const spec = specOf(selector);
    assert.equal(spec.minReplicaCount, 0);
    assert.ok(!("fallback" in spec));
    assert.deepEqual(
      spec.triggers!.map(({ type }) => type),
      ["cpu", "cron"],
    );
  });

  it("has a cron trigger with the minimum of the day, in the schedule's time zone", () => {
    const raised = { ...gateway, replicas: { min: 2, max: 4, expected: 3 } };
    assert.deepEqual(specOf(raised).triggers!.at(-1), {
      type: "cron",
      name: "working-hours",
      metadata: {
        timezone: "America/New_York",
        start: "0 8 * * 1,2,3,4,5",
        end: "0 20 * * 1,2,3,4,5",
        desiredReplicas: "2",
      },
    });
  });
});

describe("the fallback of a service around the clock", () => {
  const service = shippedService("production", "technique-selector");
  const queue = {
    queueUrl: "https://sqs.us-east-1.amazonaws.com/111122223333/jobs",
    messagesPerPod: 5,
    namespace: "production",
  };

  for (const [name, trigger] of Object.entries({
    requestsPerSecond: { perPod: 10 },
    queueDepth: { perPod: 10 },
    sqsQueue: queue,
    gpuPercent: 70,
  })) {
    it(`is there for the trigger ${name}, which can fail`, () => {
      const changed = { ...service, settings: { ...service.settings, triggers: { [name]: trigger } } };
      assert.deepEqual(specOf(changed).fallback, {
        failureThreshold: 3,
        replicas: 5,
        behavior: "currentReplicasIfHigher",
      });
    });
  }
});

function specOf(service: Service): AutoscalerSpec {
  return autoscaler(service).spec as AutoscalerSpec;
}
