import assert from "node:assert/strict";
import { dashboards } from "../../../../components/monitoring/dashboards/all";
import { panelQueries } from "../../../../components/monitoring/dashboards/panel-queries";
import type { MonitoredStack } from "../../../../components/monitoring/monitored-stack";
import { monitoredStack } from "../../../../stacks/monitored-stack";
import { parseSettings } from "../../../../stacks/parse-settings";
import { shippedSettings, STACKS } from "../../../recordings";
import { shippedMonitoredStack, bareStack } from "../stack-expressions";
import { panelsOf } from "./json";

const text = (stack: MonitoredStack) => dashboards(stack).map(({ json }) => JSON.stringify(json));

describe("dashboards", () => {
  for (const name of STACKS) {
    it(`of ${name} are the same each time, so that a second \`up\` is empty`, () => {
      assert.deepEqual(text(shippedMonitoredStack(name)), text(shippedMonitoredStack(name)));
    });

    it(`of ${name} don't depend on the order of settings`, () => {
      const reversed = keysReversed(shippedSettings(name)) as Record<string, unknown>;
      assert.notEqual(JSON.stringify(reversed), JSON.stringify(shippedSettings(name)));
      const stack = monitoredStack(name, parseSettings(reversed, "reversed"));
      assert.deepEqual(text(stack), text(shippedMonitoredStack(name)));
    });
  }

  it("don't depend on the order of pools, services and namespaces", () => {
    const stack = twoOfEach(shippedMonitoredStack("staging"));
    const { pools, services, namespaces } = stack;
    const reversed = {
      ...stack,
      pools: [...pools].reverse(),
      services: [...services].reverse(),
      namespaces: [...namespaces].reverse(),
    };
    assert.deepEqual(text(reversed), text(stack));
  });

  it("are plain data: what Pulumi sends is what was built", () => {
    for (const { json } of dashboards(shippedMonitoredStack("production"))) {
      assert.deepEqual(JSON.parse(JSON.stringify(json)), json);
    }
  });

  it("leave out panels for what a stack lacks, and rows that are empty then", () => {
    const titles = (stack: MonitoredStack) =>
      dashboards(stack).flatMap(({ json }) => panelsOf(json).map(({ title }) => title));
    const there = titles(bareStack());
    assert.deepEqual(
      titles(shippedMonitoredStack("staging")).filter((title) => !there.includes(title)),
      [
        "Spot nodes",
        "Spot savings per hour",
        "Spot savings",
        "Spot nodes",
        "Interruptions within an hour",
        "Waiting for replacements",
        "Spot share",
        "GPU nodes",
        "GPU utilization by node",
        "GPU memory by node",
        "GPU slots that are requested",
        "What users get",
        "Requests per second",
        "Errors",
        "Latency, p50",
        "Latency, p95",
        "Latency, p99",
        "Pods of namespaces with working hours",
        "Queues and GPUs",
        "Items that wait",
        "Items that wait for each pod",
        "GPU use by service",
        "Forecasts",
        "Error of the forecasts",
        "Requests of $service and their forecasts",
      ],
    );
    const queries = dashboards(bareStack()).flatMap(panelQueries);
    assert.deepEqual(
      queries.filter(({ expr }) => /gpu|dcgm|spot_/i.test(expr)),
      [],
    );
  });
});

/** Two GPU pools, and two namespaces with working hours. */
function twoOfEach(stack: MonitoredStack): MonitoredStack {
  const gpu = stack.pools.find(({ hasGpu }) => hasGpu)!;
  const schedule = stack.namespaces.map((namespace) => namespace.schedule).find((each) => each !== undefined);
  return {
    ...stack,
    pools: [...stack.pools, { ...gpu, name: "gpu-large" }],
    namespaces: stack.namespaces.map((namespace) => ({ ...namespace, schedule })),
  };
}

function keysReversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(keysReversed);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, keysReversed(each)]);
  return Object.fromEntries(entries.reverse());
}
