import { shippedMonitoredStack } from "../../components/monitoring/stack-expressions";
import { kubeState, node, nodes, onDemandPrice, price, prices, type Series } from "./node-series";

/** Claimed volumes of Prometheus and Alertmanager, GiB. */
const VOLUMES: Record<string, number> = { "pvc-prometheus": 50, "pvc-alertmanager": 2 };

const VOLUME_USD_PER_GIB = 0.08 / 730; // gp3 in us-east-1

export interface Step {
  usdPerHour: number;
  minutes: number;
}

/**
 * A cluster of production at its minimum that costs what is given, one step after the other. A node of the application
 * pool makes up the rest, at any price.
 */
export function costing(...steps: Step[]): Series {
  const minutes = steps.reduce((sum, step) => sum + step.minutes, 0);
  const always = `1x${minutes}`;
  const rest = ({ usdPerHour }: Step) => Number((usdPerHour - withoutOneNode()).toFixed(6));
  return {
    ...nodes("system", 2, always),
    ...nodes("application", 3, always),
    ...nodes("gpu", 1, always),
    ...prices("system", 2, constant("t3a.medium", minutes)),
    ...prices("application", 2, constant("c6i.xlarge", minutes)),
    ...prices("gpu", 1, constant("g4dn.xlarge", minutes)),
    ...price("application-3", steps.map((step) => `${rest(step)}x${step.minutes - 1}`).join(" ")),
    ...volumes(minutes),
  };
}

/** A node that has just joined, and that OpenCost knows no price of. */
export function unpricedNode(values: string): Series {
  return node("application-4", values);
}

function withoutOneNode(): number {
  const { cost, pools } = shippedMonitoredStack("production");
  const rootVolumes = pools.reduce((sum, { name, minSize, volumeUsdPerHour }) => {
    return sum + (name === "spot" ? 0 : minSize * volumeUsdPerHour);
  }, 0);
  const claims = Object.values(VOLUMES).reduce((sum, gib) => sum + gib * VOLUME_USD_PER_GIB, 0);
  const priced =
    2 * onDemandPrice("t3a.medium") + 2 * onDemandPrice("c6i.xlarge") + onDemandPrice("g4dn.xlarge");
  return cost.unmeasuredUsdPerHour + rootVolumes + claims + priced;
}

function volumes(minutes: number): Series {
  return Object.fromEntries(
    Object.entries(VOLUMES).flatMap(([volume, gib]) => [
      [`pv_hourly_cost{job="opencost", persistentvolume="${volume}"}`, `${VOLUME_USD_PER_GIB}x${minutes}`],
      [
        kubeState("kube_persistentvolume_capacity_bytes", `persistentvolume="${volume}"`),
        `${gib * 2 ** 30}x${minutes}`,
      ],
    ]),
  );
}

function constant(instanceType: string, minutes: number): string {
  return `${onDemandPrice(instanceType)}x${minutes}`;
}
