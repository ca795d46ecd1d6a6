import assert from "node:assert/strict";
import { quotaNearlyUsed } from "../../../../components/monitoring/alerts/quotas";
import type { MonitoredStack } from "../../../../components/monitoring/monitored-stack";
import { shippedMonitoredStack } from "../stack-expressions";

/** The resources that the alert leaves out, by namespace. */
function leftOut(stack: MonitoredStack): string[] {
  const { expr } = quotaNearlyUsed(stack);
  return [...expr.matchAll(/unless .*namespace="([^"]+)", resource="([^"]+)"/g)].map(
    ([, namespace, resource]) => `${namespace} ${resource}`,
  );
}

/** Production with a quota of so many pods; its services' minima are eleven. */
function withPods(pods: number): MonitoredStack {
  const stack = shippedMonitoredStack("production");
  return {
    ...stack,
    namespaces: stack.namespaces.map((namespace) => ({
      ...namespace,
      quota: { ...namespace.quota, pods },
    })),
  };
}

describe("the alert on quotas", () => {
  it("leaves out what the services' minima fill: the only GPU slot of development", () => {
    assert.deepEqual(leftOut(shippedMonitoredStack("staging")), ["development requests.nvidia.com/gpu"]);
    assert.deepEqual(leftOut(shippedMonitoredStack("production")), []);
  });

  it("leaves a quota out when the minima pass the percentage, and not before", () => {
    assert.deepEqual(leftOut(withPods(12)), ["production pods"]); // 91.7 %
    assert.deepEqual(leftOut(withPods(13)), []); // 84.6 %
  });

  it("leaves out nothing of a quota of zero GPUs, which no service uses", () => {
    const stack = shippedMonitoredStack("production");
    const services = stack.services.filter(({ settings }) => settings.gpuSlots === 0);
    const namespaces = stack.namespaces.map((each) => ({ ...each, quota: { ...each.quota, gpu: 0 } }));
    assert.deepEqual(leftOut({ ...stack, services, namespaces }), []);
  });
});
