import { STORAGE_CLASS } from "../components/cluster/storage-class";
import { gibibytes } from "../components/kubernetes/quantity";
import { costOfBillables, type Billable } from "../policy-pack/pricing/cost";
import { expectedNodes } from "./expected-nodes";
import type { StackSettings } from "./settings";

/** What a usual working hour costs. */
export interface ExpectedCost {
  /** The plan's expected cost of the same settings. */
  totalUsdPerHour: number;
  /** The part of it that no exporter in the cluster measures: all but nodes, their root volumes and claims. */
  unmeasuredUsdPerHour: number;
}

/**
 * The usual working hour of a stack, in US dollars, before anything of it is made. The cost model is the plan's; the
 * resources are listed here, because the program can't see its own. It reads no clock: Kubernetes is priced in standard
 * support, as a stack in extended support is refused by the mandatory rule supported-kubernetes.
 *
 * What has no price in the region counts as nothing, so both numbers then are "at least"; the mandatory rule
 * priced-resources names it.
 */
export function expectedCost(settings: StackSettings): ExpectedCost {
  const options = {
    region: settings.region,
    usage: settings.cost.usage,
    nodes: new Map(
      Object.entries(expectedNodes(settings)).map(([pool, nodes]) => [nodeGroupUrn(pool), nodes]),
    ),
  };
  const expected = (billables: Billable[]) => costOfBillables(billables, options).total.expected;
  const unmeasuredUsdPerHour = expected(unmeasured(settings));
  return { totalUsdPerHour: expected(measured(settings)) + unmeasuredUsdPerHour, unmeasuredUsdPerHour };
}

/** What OpenCost sees: nodes, and volumes that are claimed. */
function measured({ pools, monitoring }: StackSettings): Billable[] {
  const nodeGroups = Object.entries(pools).map(([name, pool]) => ({
    urn: nodeGroupUrn(name),
    type: "aws:eks/nodeGroup:NodeGroup",
    props: {
      instanceTypes: pool.instanceTypes,
      capacityType: pool.capacity === "spot" ? "SPOT" : "ON_DEMAND",
      scalingConfig: { minSize: pool.minSize, desiredSize: pool.desiredSize, maxSize: pool.maxSize },
      diskSize: gibibytes(pool.rootVolume),
    },
  }));
  const claims = { prometheus: monitoring.prometheusVolume, alertmanager: monitoring.alertmanagerVolume };
  return [
    ...nodeGroups,
    ...Object.entries(claims).map(([name, storage]) => ({
      urn: `claim/${name}`,
      type: "kubernetes:core/v1:PersistentVolumeClaim",
      props: { spec: { storageClassName: STORAGE_CLASS, resources: { requests: { storage } } } },
    })),
  ];
}

function nodeGroupUrn(pool: string): string {
  return `node-group/${pool}`;
}

/** What only AWS's bill shows. */
function unmeasured({ network, cluster }: StackSettings): Billable[] {
  const withGateway = network.natGateways === "single" ? network.zones.slice(0, 1) : network.zones;
  return [
    ...withGateway.flatMap((zone) => [
      { urn: `nat-gateway/${zone}`, type: "aws:ec2/natGateway:NatGateway", props: {} },
      { urn: `address/${zone}`, type: "aws:ec2/eip:Eip", props: {} },
    ]),
    {
      urn: "load-balancer",
      type: "aws:lb/loadBalancer:LoadBalancer",
      props: { subnets: network.zones }, // a public one in each
    },
    {
      urn: "control-plane",
      type: "aws:eks/cluster:Cluster",
      props: { version: cluster.kubernetesVersion },
    },
    { urn: "vpc", type: "aws:ec2/vpc:Vpc", props: {} },
    { urn: "secrets-key", type: "aws:kms/key:Key", props: {} },
    {
      urn: "control-plane-logs",
      type: "aws:cloudwatch/logGroup:LogGroup",
      props: { retentionInDays: cluster.logRetentionDays },
    },
  ];
}
