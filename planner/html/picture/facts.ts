import type { Service } from "../../../components/scaling/service";
import { eligiblePools } from "../../../components/workload/placement";
import { controllerPods } from "../../../stacks/pods";
import { expectedNodes } from "../../../stacks/expected-nodes";
import { services } from "../../../stacks/services";
import type { Plan } from "../../plan";
import { podRange, scheduleTexts, triggerTexts } from "../../text/pod-autoscaling";

/** What the picture shows of a stack. */
export interface StackFacts {
  region: string;
  cidr: string;
  kubernetesVersion: string;
  zones: { name: string; hasNat: boolean }[];
  services: ServiceFacts[];
  /** In the order in which the lines to them cross least. */
  pools: PoolFacts[];
  /** Names of the Helm releases. */
  controllers: string[];
  /** The pools that the controllers run on. */
  controllerPools: string[];
}

/** One service in all its namespaces. */
export interface ServiceFacts {
  name: string;
  /** The path that the load balancer sends here. */
  path: string | undefined;
  /** A line for each namespace. */
  pods: string[];
  scalesOn: string;
  /** In the order in which its pods prefer them. */
  pools: string[];
}

export interface PoolFacts {
  name: string;
  /** Node counts. */
  least: number;
  expected: number;
  most: number;
  capacity: string;
  types: string;
  /** How many of the network's zones, from the first. */
  zones: number;
}

export function stackFacts(plan: Plan): StackFacts {
  const { network, cluster, region } = plan.settings;
  const services = serviceFacts(plan);
  const controllerPools = [...new Set(controllerPods(plan.settings).flatMap((group) => group.pools))];
  return {
    region,
    cidr: network.cidr,
    kubernetesVersion: cluster.kubernetesVersion,
    zones: network.zones.map((name) => ({ name, hasNat: natZones(plan).includes(name) })),
    services,
    pools: besideTheirPods(poolFacts(plan), [...services.map((service) => service.pools), controllerPools]),
    controllers: plan.resources
      .filter(({ type }) => type === "kubernetes:helm.sh/v3:Release")
      .map(({ name }) => name),
    controllerPools,
  };
}

function poolFacts({ settings }: Plan): PoolFacts[] {
  const needed = expectedNodes(settings);
  return Object.entries(settings.pools).map(([name, pool]) => ({
    name,
    least: pool.minSize,
    expected: needed[name]!.expected,
    most: pool.maxSize,
    capacity: pool.capacity,
    types: pool.instanceTypes.join(" "),
    zones: pool.zones,
  }));
}

/** Each pool beside the middle of the services that run on it; unused pools come last. */
function besideTheirPods(pools: PoolFacts[], homes: string[][]): PoolFacts[] {
  const middle = ({ name }: PoolFacts) => {
    const users = homes.flatMap((home, index) => (home.includes(name) ? [index] : []));
    return users.length === 0 ? homes.length : users.reduce((sum, index) => sum + index, 0) / users.length;
  };
  return [...pools].sort((one, other) => middle(one) - middle(other));
}

/** From the planned gateways, or from the settings where nothing is planned. */
function natZones({ resources, settings: { network } }: Plan): string[] {
  if (resources.length === 0)
    return network.natGateways === "perZone" ? network.zones : network.zones.slice(0, 1);
  const gateways = resources.filter(({ type }) => type === "aws:ec2/natGateway:NatGateway");
  return network.zones.filter((zone) => gateways.some(({ name }) => name.endsWith(zone)));
}

function serviceFacts({ settings }: Plan): ServiceFacts[] {
  const all = services(settings);
  const several = Object.keys(settings.namespaces).length > 1;
  return Object.entries(settings.services).map(([name, service]) => {
    const everywhere = all.filter((each) => each.name === name);
    return {
      name,
      path: service.public?.path,
      pods: everywhere.map((each) => `${several ? `${each.namespace}: ` : ""}${podText(each)}`),
      scalesOn: triggersOf(everywhere),
      pools: eligiblePools(service, settings.pools),
    };
  });
}

function podText(service: Service): string {
  return [`${podRange(service)} pods`, ...scheduleTexts(service)].join(", ");
}

/** Of all namespaces, because a queue is served in only one of them. */
function triggersOf(everywhere: Service[]): string {
  return [...new Set(everywhere.flatMap(triggerTexts))].join(", ");
}
