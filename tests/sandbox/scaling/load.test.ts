import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Service } from "../../../components/scaling/service";
import { exposition, IDLE, metricsOfPod, peakOf, usageOfPod } from "../../../sandbox/scaling/load";
import { shippedService } from "../../components/shipped";

function gateway(): Service {
  const found = shippedService("staging", "api-gateway");
  const { settings } = found;
  return {
    ...found,
    replicas: { min: 1, max: 10, expected: 1 },
    settings: {
      ...settings,
      requests: { cpu: "200m", memory: "512Mi" },
      limits: { cpu: "400m", memory: "1Gi" },
      triggers: { cpuPercent: 60, requestsPerSecond: { perPod: 1000 }, queueDepth: { perPod: 10 } },
    },
  };
}

describe("the load of a service", () => {
  it("is shared by its pods, which use some CPU without load too", () => {
    assert.deepEqual(usageOfPod(gateway(), { ...IDLE, cpu: 0.6 }, 3), { cpu: "210m", memory: "256Mi" });
    assert.deepEqual(usageOfPod(gateway(), IDLE, 3), { cpu: "10m", memory: "256Mi" });
  });

  it("never uses more than the limit", () => {
    assert.equal(usageOfPod(gateway(), { ...IDLE, cpu: 0.39 }, 1).cpu, "400m");
    assert.equal(usageOfPod(gateway(), { ...IDLE, cpu: 0.38 }, 1).cpu, "390m");
  });

  it("is in the metrics that the service's settings name", () => {
    const service = gateway();
    service.settings.metrics = { requests: { counter: "asked", statusLabel: "code" }, queueDepth: "waiting" };
    assert.equal(
      exposition(metricsOfPod(service, { ...IDLE, queued: 30 }, 4, 12)),
      'asked{code="200"} 12\nwaiting 7.5\n',
    );
    service.settings.metrics = {};
    assert.deepEqual(metricsOfPod(service, IDLE, 1, 0), []);
  });

  it("needs nine tenths of the replicas at its peak, by every trigger", () => {
    const { cpu, requestsPerSecond, queued } = peakOf(gateway());
    assert.equal(cpu.toFixed(3), "1.080"); // 9 x 200m x 60 %
    assert.deepEqual([requestsPerSecond, queued], [9000, 90]);
  });
});
