import assert from "node:assert/strict";
import { utcWindow, windowExpression } from "../../../components/scaling/schedule";
import type { Service } from "../../../components/scaling/service";
import type { Triggers } from "../../../components/scaling/service.settings";
import {
  kedaTriggers,
  plainHpaSuffices,
  resourceMetrics,
  type KedaTrigger,
} from "../../../components/scaling/triggers";
import { parsePromql, type SyntaxTree } from "../../promql/parse";
import { shippedService } from "../shipped";

const PROMETHEUS = "http://kube-prometheus-stack-prometheus.monitoring.svc.cluster.local:9090";

const QUEUE = {
  queueUrl: "https://sqs.eu-west-1.amazonaws.com/111122223333/jobs.fifo",
  messagesPerPod: 100,
  namespace: "production",
};

const EVERY_TRIGGER: Required<Triggers> = {
  cpuPercent: 70,
  memoryPercent: 80,
  requestsPerSecond: { perPod: 1000 },
  queueDepth: { perPod: 10 },
  sqsQueue: QUEUE,
  gpuPercent: 70,
};

describe("the metrics of production's plain autoscalers", () => {
  it("are CPU at 70 % and memory at 80 % of the requests for frontend", () => {
    assert.deepEqual(resourceMetrics(shippedService("production", "frontend")), [
      resource("cpu", 70),
      resource("memory", 80),
    ]);
  });

  it("are CPU at 70 % for technique-selector", () => {
    assert.deepEqual(resourceMetrics(shippedService("production", "technique-selector")), [
      resource("cpu", 70),
    ]);
  });
});

describe("the triggers of production's scaled objects", () => {
  it("are CPU at 60 % and 1000 requests a second per pod for api-gateway", () => {
    assert.deepEqual(triggersOf("api-gateway"), [
      { type: "cpu", name: "cpu", metricType: "Utilization", metadata: { value: "60" } },
      prometheus("requests-per-second", "AverageValue", "1000", {
        query:
          'sum(rate(http_requests_total{namespace="production",job="api-gateway"}[2m]))' +
          ' or 0 * count(up{namespace="production",job="api-gateway"} == 1)', // before the first request
      }),
    ]);
  });

  for (const name of ["intent-classifier", "prompt-generator"]) {
    it(`are 10 queued items per pod for ${name}`, () => {
      assert.deepEqual(triggersOf(name), [queueDepth(name)]);
    });
  }

  it("are 10 queued items per pod and 70 % of the GPUs for torchserve", () => {
    const [queue, gpu, ...more] = triggersOf("torchserve");
    assert.deepEqual(more, []);
    assert.deepEqual(queue, queueDepth("torchserve"));
    const { query, ...metadata } = gpu!.metadata;
    assert.deepEqual(
      { ...gpu, metadata },
      {
        type: "prometheus",
        name: "gpu-utilization",
        metricType: "Value",
        metadata: { serverAddress: PROMETHEUS, threshold: "70", ignoreNullValues: "false" },
      },
    );
    assert.match(query!, /^avg\(DCGM_FI_DEV_GPU_UTIL.*label_app_kubernetes_io_name="torchserve"/);
    assert.doesNotMatch(query!, /pod=~/); // by name, pods of torchserve-batch would match too
  });
});

describe("the trigger of an SQS queue", () => {
  it("reads the queue with KEDA's own role, in the region of the queue", () => {
    assert.deepEqual(kedaTriggers(service({ sqsQueue: QUEUE })), [
      {
        type: "aws-sqs-queue",
        name: "sqs-queue",
        metricType: "AverageValue",
        metadata: { queueURL: QUEUE.queueUrl, queueLength: "100", awsRegion: "eu-west-1" },
        authenticationRef: { name: "keda-aws", kind: "ClusterTriggerAuthentication" },
      },
    ]);
  });
});

describe("the triggers of a service with working hours", () => {
  const torchserve = shippedService("staging", "torchserve", "development");
  const scheduled = {
    ...torchserve,
    settings: {
      ...torchserve.settings,
      metrics: {
        ...torchserve.settings.metrics,
        requests: { counter: "http_requests_total", statusLabel: "status" },
      },
      triggers: { ...torchserve.settings.triggers, requestsPerSecond: { perPod: 5 } },
    },
  };
  const hours = windowExpression(utcWindow(scheduled.schedule!));

  it("multiply each whole query by the window, and count missing data as zero", () => {
    const queries = kedaTriggers(scheduled).filter(({ type }) => type === "prometheus");
    assert.equal(queries.length, 3);
    for (const { metadata } of queries) {
      const [operand] = factors(parsePromql(metadata["query"]!));
      assert.equal(`${operand!.text} * ${hours}`, metadata["query"]);
      assert.equal(operand!.kind, "ParenExpr");
      assert.equal(metadata["ignoreNullValues"], "true");
    }
  });

  it("are otherwise the same as around the clock", () => {
    const always = kedaTriggers({ ...scheduled, schedule: undefined });
    const [cron, ...others] = kedaTriggers(scheduled).reverse();
    assert.equal(cron!.type, "cron");
    assert.deepEqual(
      others.reverse().map((trigger) => ({
        ...trigger,
        metadata: {
          ...trigger.metadata,
          query: trigger.metadata["query"]!.replace(` * ${hours}`, "").slice(1, -1), // without the parentheses
          ignoreNullValues: "false",
        },
      })),
      always,
    );
  });

  it("are CPU and working hours alone for technique-selector, not multiplied by the window", () => {
    const [cpu, cron, ...more] = kedaTriggers(shippedService("staging", "technique-selector", "development"));
    assert.deepEqual(more, []);
    assert.deepEqual(cpu, { type: "cpu", name: "cpu", metricType: "Utilization", metadata: { value: "70" } });
    assert.equal(cron!.type, "cron");
  });
});

describe("every trigger", () => {
  const all = kedaTriggers({
    ...service(EVERY_TRIGGER),
    schedule: shippedService("staging", "torchserve", "development").schedule,
  });

  it("has a name of its own, which distinguishes it in KEDA's metrics", () => {
    assert.deepEqual(
      all.map(({ name }) => name),
      [
        "cpu",
        "memory",
        "requests-per-second",
        "queue-depth",
        "sqs-queue",
        "gpu-utilization",
        "working-hours",
      ],
    );
  });

  it("has only text in its metadata, as KEDA requires", () => {
    for (const { metadata } of all) {
      assert.ok(Object.values(metadata).every((value) => typeof value === "string" && value.length > 0));
    }
  });
});

describe("a plain HorizontalPodAutoscaler", () => {
  for (const triggers of [{ cpuPercent: 70 }, { memoryPercent: 80 }, { cpuPercent: 70, memoryPercent: 80 }]) {
    it(`suffices around the clock for ${Object.keys(triggers).join(" and ")}`, () => {
      assert.equal(plainHpaSuffices(service(triggers)), true);
    });
  }

  for (const name of ["requestsPerSecond", "queueDepth", "sqsQueue", "gpuPercent"] as const) {
    it(`does not suffice for ${name}, alone or beside CPU`, () => {
      assert.equal(plainHpaSuffices(service({ [name]: EVERY_TRIGGER[name] })), false);
      assert.equal(plainHpaSuffices(service({ cpuPercent: 70, [name]: EVERY_TRIGGER[name] })), false);
    });
  }

  it("does not suffice with a schedule: it can't go to zero", () => {
    const { schedule } = shippedService("staging", "torchserve", "development");
    assert.equal(plainHpaSuffices({ ...service({ cpuPercent: 70 }), schedule }), false);
  });
});

/** The frontend of production, scaling on something else. */
function service(triggers: Triggers): Service {
  const frontend = shippedService("production", "frontend");
  return { ...frontend, settings: { ...frontend.settings, triggers } };
}

/** The operands of a chain of multiplications. */
function factors(tree: SyntaxTree): SyntaxTree[] {
  const [left, operator, ...rest] = tree.children;
  return tree.kind === "BinaryExpr" && operator!.kind === "Mul" ? [...factors(left!), rest.at(-1)!] : [tree];
}

function triggersOf(name: string): KedaTrigger[] {
  return kedaTriggers(shippedService("production", name));
}

function resource(name: "cpu" | "memory", averageUtilization: number) {
  return { type: "Resource", resource: { name, target: { type: "Utilization", averageUtilization } } };
}

function queueDepth(name: string): KedaTrigger {
  return prometheus("queue-depth", "AverageValue", "10", {
    query: `sum(ml_queue_depth{namespace="production",job="${name}"})`,
  });
}

function prometheus(
  name: string,
  metricType: "AverageValue" | "Value",
  threshold: string,
  { query }: { query: string },
): KedaTrigger {
  return {
    type: "prometheus",
    name,
    metricType,
    metadata: { serverAddress: PROMETHEUS, query, threshold, ignoreNullValues: "false" },
  };
}
