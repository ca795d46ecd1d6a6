import type { Money } from "../../../policy-pack/pricing/money";
import type { StackSettings } from "../../../stacks/settings";

/** The part of a region's prices that is read here. */
interface Prices {
  ec2: Record<string, { onDemand: number; spot?: number[] }>;
  services: Record<string, { usd: number }>;
}

const HOURS = 730; // a month

/** vCPU above the baseline: of 2 with 20 or 30 %, of 4 with 40 %, by EC2's user guide. */
const BASELINES: Record<string, number> = {
  "t3.medium": 1.6,
  "t3a.medium": 1.6,
  "t3.large": 1.4,
  "t3a.large": 1.4,
  "t3.xlarge": 2.4,
  "t3a.xlarge": 2.4,
};

/**
 * What a stack must cost by its settings alone: dollars an hour by "<resource>: <item>". It shares no code with the
 * cost model, and knows what a stack consists of from its settings.
 */
export function computeByHand(
  prices: Prices,
  settings: StackSettings,
  nodes: Record<string, { expected: number; spotGone: number }>,
): Record<string, Money> {
  const { network, cluster, pools, monitoring, cost } = settings;
  const price = (service: string) => prices.services[service]!.usd;
  const used = ({ floor, expected, ceiling }: typeof cost.usage.natGigabytesPerHour, usd: number) => ({
    floor: floor * usd,
    expected: expected * usd,
    ceiling: ceiling * usd,
    spotGone: expected * usd,
  });
  const gp3 = (quantity: string, count = 1) => (count * gigabytes(quantity) * price("ebs-gp3")) / HOURS;
  const lines: Record<string, Money> = {};

  const gatewayZones = network.natGateways === "perZone" ? network.zones : network.zones.slice(0, 1);
  for (const zone of gatewayZones) {
    lines[`nat-${zone}: NAT gateway`] = always(price("nat-gateway"));
    lines[`nat-${zone}: public IPv4 address`] = always(price("public-ipv4"));
  }
  lines[`nat-${network.zones[0]}: data through NAT gateways, assumed`] = used(
    cost.usage.natGigabytesPerHour,
    price("nat-gateway-data"),
  );

  lines["vpc: data out to the internet, assumed"] = used(
    cost.usage.internetGigabytesPerHour,
    price("internet-egress"),
  );
  lines["vpc: data between zones, assumed"] = used(cost.usage.zoneGigabytesPerHour, price("zone-traffic"));

  lines[`control-plane: control plane, Kubernetes ${cluster.kubernetesVersion}`] = always(
    price("eks-control-plane"),
  );
  lines["secrets: encryption key"] = always(price("kms-key") / HOURS);
  const logs = cost.usage.logGigabytesPerHour;
  lines["control-plane: log ingestion, assumed"] = used(logs, price("log-ingestion"));
  const kept = (cluster.logRetentionDays * 24 * price("log-storage")) / HOURS;
  lines["control-plane: logs kept, assumed"] = used(logs, kept);

  for (const [name, pool] of Object.entries(pools)) {
    const spot = pool.capacity === "spot";
    const types = pool.instanceTypes.map((type) => prices.ec2[type]!);
    const onDemand = types.map((type) => type.onDemand);
    const averages = types.map((type) => type.spot![1]!).sort((one, other) => one - other);
    const { expected, spotGone } = nodes[name]!;
    lines[`${name}: ${pool.capacity} nodes, ${pool.instanceTypes.join(" ")}`] = {
      floor: pool.minSize * Math.min(...(spot ? averages : onDemand)),
      expected: expected * (spot ? middle(averages) : onDemand[0]!),
      ceiling: pool.maxSize * Math.max(...types.map((type) => (spot ? type.spot![2]! : type.onDemand))),
      spotGone: spotGone * onDemand[0]!,
    };
    const burstable = pool.instanceTypes.some((type) => BASELINES[type] !== undefined);
    if (burstable && pool.cpuCredits !== "standard") {
      const hour = (type: string) => (spot ? prices.ec2[type]!.spot![2]! : prices.ec2[type]!.onDemand);
      const busy = (type: string) => hour(type) + (BASELINES[type] ?? 0) * price("cpu-credits");
      const most = (of: (type: string) => number) => Math.max(...pool.instanceTypes.map(of));
      const ceiling = pool.maxSize * (most(busy) - most(hour));
      lines[`${name}: CPU credits above the baseline`] = { ...always(0), ceiling };
    }
    lines[`${name}: root volumes, ${gigabytes(pool.rootVolume)} GB gp3 each`] = {
      floor: gp3(pool.rootVolume, pool.minSize),
      expected: gp3(pool.rootVolume, expected),
      ceiling: gp3(pool.rootVolume, pool.maxSize),
      spotGone: gp3(pool.rootVolume, spotGone),
    };
  }

  lines["public: application load balancer"] = always(price("application-load-balancer"));
  const addresses = network.zones.length;
  lines[`public: ${addresses} public IPv4 addresses`] = always(addresses * price("public-ipv4"));
  lines["public: load balancer capacity units, assumed"] = used(
    cost.usage.loadBalancerUnits,
    price("application-load-balancer-unit"),
  );

  for (const [name, volume] of [
    ["prometheus", monitoring.prometheusVolume],
    ["alertmanager", monitoring.alertmanagerVolume],
  ] as const) {
    lines[`kube-prometheus-stack: volume of ${name}, ${gigabytes(volume)} GB gp3`] = always(gp3(volume));
  }
  return lines;
}

function always(usd: number): Money {
  return { floor: usd, expected: usd, ceiling: usd, spotGone: usd };
}

/** Of a sorted list. */
function middle(sorted: number[]): number {
  const half = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(half)]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Volumes in the shipped settings are whole Gi. */
function gigabytes(quantity: string): number {
  return Number(/^(\d+)Gi$/.exec(quantity)![1]);
}
