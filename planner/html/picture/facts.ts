import type { Service } from "../../../components/scaling/service";
import { eligiblePools } from "../../../components/workload/placement";
import { controllerPods } from "../../../stacks/pods";
import { expectedNodes } from "../../../stacks/expected-nodes";
import { services } from "../../../stacks/services";
import type { Plan } from "../../plan";
import { podRange, scheduleWords, triggerWords } from "../../text/scaling-words";

/** What the picture shows of a stack. */
export interface StackFacts {
  region: string;
  cidr: string;
  kubernetesVersion: string;
  zones: { name: string; hasNat: boolean }[];
  services: ServiceFacts[];
  /** In the order in which the ways to them cross the least. */
  pools: PoolFacts[];
  /** Names of the Helm releases. */
  controllers: string[];
  /** The pools that take the controllers. */
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
  /** Where its pods go first, then where they go when there is no room. */
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

/** Each pool at the middle of what runs on it; a pool that nothing runs on comes last. */
function besideTheirPods(pools: PoolFacts[], homes: string[][]): PoolFacts[] {
  const middle = ({ name }: PoolFacts) => {
    const users = homes.flatMap((home, index) => (home.includes(name) ? [index] : []));
    return users.length === 0 ? homes.length : users.reduce((sum, index) => sum + index, 0) / users.length;
  };
  return [...pools].sort((one, other) => middle(one) - middle(other));
}

/** By the gateways that would be made; by the settings where nothing is made. */
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
      pods: everywhere.map((each) => `${several ? `${each.namespace}: ` : ""}${podWords(each)}`),
      scalesOn: triggersOf(everywhere),
      pools: eligiblePools(service, settings.pools),
    };
  });
}

function podWords(service: Service): string {
  return [`${podRange(service)} pods`, ...scheduleWords(service)].join(", ");
}

/** Of all namespaces: a queue is served in one of them only. */
function triggersOf(everywhere: Service[]): string {
  return [...new Set(everywhere.flatMap(triggerWords))].join(", ");
}
