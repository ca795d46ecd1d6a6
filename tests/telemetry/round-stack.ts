import type { MonitoredPool, MonitoredStack } from "../../components/monitoring/monitored-stack";
import type { Service } from "../../components/scaling/service";
import { monitoredStack } from "../../stacks/monitored-stack";
import { shippedStack } from "../components/shipped";

export type StackName = "production" | "staging";

type Round = Pick<
  MonitoredPool,
  "minSize" | "maxSize" | "nodesAtMinima" | "onDemandPrices" | "volumeUsdPerHour"
>;

const ROUND: Record<StackName, { cost: MonitoredStack["cost"]; pools: Record<string, Round> }> = {
  production: {
    cost: {
      ceilingUsdPerHour: 10,
      expectedUsdPerHour: 3,
      unmeasuredUsdPerHour: 0.5,
      pricesAsOf: "2026-10-01",
    },
    pools: {
      system: {
        minSize: 2,
        maxSize: 4,
        nodesAtMinima: 2,
        onDemandPrices: { "t3a.medium": 0.04 },
        volumeUsdPerHour: 0.005,
      },
      application: {
        minSize: 3,
        maxSize: 9,
        nodesAtMinima: 3,
        onDemandPrices: { "c6i.xlarge": 0.2, "c6a.xlarge": 0.18 },
        volumeUsdPerHour: 0.01,
      },
      gpu: {
        minSize: 1,
        maxSize: 5,
        nodesAtMinima: 2,
        onDemandPrices: { "g4dn.xlarge": 0.6 },
        volumeUsdPerHour: 0.02,
      },
      spot: {
        minSize: 0,
        maxSize: 10,
        nodesAtMinima: 1,
        onDemandPrices: { "m5.xlarge": 0.2, "t3a.xlarge": 0.16 },
        volumeUsdPerHour: 0.01,
      },
    },
  },
  staging: {
    cost: {
      ceilingUsdPerHour: 5,
      expectedUsdPerHour: 1,
      unmeasuredUsdPerHour: 0.2,
      pricesAsOf: "2026-10-01",
    },
    pools: {
      system: {
        minSize: 2,
        maxSize: 3,
        nodesAtMinima: 2,
        onDemandPrices: { "t3a.medium": 0.04 },
        volumeUsdPerHour: 0.005,
      },
      application: {
        minSize: 2,
        maxSize: 5,
        nodesAtMinima: 3,
        onDemandPrices: { "t3a.large": 0.08 },
        volumeUsdPerHour: 0.01,
      },
      gpu: {
        minSize: 0,
        maxSize: 2,
        nodesAtMinima: 1,
        onDemandPrices: { "g4dn.xlarge": 0.6 },
        volumeUsdPerHour: 0.02,
      },
      spot: {
        minSize: 0,
        maxSize: 6,
        nodesAtMinima: 0,
        onDemandPrices: { "t3a.xlarge": 0.16 },
        volumeUsdPerHour: 0.01,
      },
    },
  },
};

/** A shipped stack with round prices and fixed sizes, so that results can be computed by hand. */
export function roundStack(name: StackName): MonitoredStack {
  const stack = monitoredStack(name, shippedStack(name));
  const { cost, pools } = ROUND[name];
  return {
    ...stack,
    cost,
    services: stack.services.map(queueOfTenPerPod),
    pools: stack.pools.map((pool) => {
      const round = pools[pool.name];
      if (!round) throw new Error(`pool ${pool.name} of ${name} has no round prices in ${__filename}`);
      return { ...pool, ...round };
    }),
  };
}

function queueOfTenPerPod(service: Service): Service {
  const { settings } = service;
  const { queueDepth } = settings.triggers;
  if (!queueDepth) return service;
  return {
    ...service,
    settings: { ...settings, triggers: { ...settings.triggers, queueDepth: { perPod: 10 } } },
  };
}
