import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { CLUSTER_ADDONS, EBS_CSI_SERVICE_ACCOUNT, NODE_ADDONS } from "../components/cluster/addon-catalog";
import { Addons } from "../components/cluster/addons";
import { Cluster } from "../components/cluster/cluster";
import { Controllers, type ControllersArgs } from "../components/controllers/controllers";
import { GRAFANA_SECRET, GRAFANA, GRAFANA_ADDRESS, grafanaTargets } from "../components/grafana/grafana";
import { ApplicationNamespace } from "../components/governance/namespaces";
import { PriorityClasses } from "../components/governance/priority-classes";
import { LoadBalancer } from "../components/network/load-balancer";
import { infoAlerts } from "../components/monitoring/prometheus-rules";
import { Network } from "../components/network/network";
import { NodePool } from "../components/nodes/node-pool";
import { NodeRole } from "../components/nodes/node-role";
import { ZoneRebalancing } from "../components/nodes/zone-rebalancing";
import { SpotReserve } from "../components/nodes/spot-reserve";
import { routeKey } from "../components/network/routing";
import { ServiceAccountRole } from "../components/cluster/service-account-role";
import { defaultStorageClass } from "../components/cluster/storage-class";
import { Telemetry } from "../components/monitoring/telemetry";
import { Workload } from "../components/workload/workload";
import { costWatch } from "./cost-watch";
import { monitoredStack } from "./monitored-stack";
import { queueUrls, routes, services } from "./services";
import type { StackSettings } from "./settings";

/** What a person or another stack needs to know of a running stack. */
export interface PlatformOutputs {
  clusterName: pulumi.Output<string>;
  kubeconfig: pulumi.Output<string>;
  oidcIssuer: pulumi.Output<string>;
  /** Node group and Auto Scaling group of each pool. */
  pools: Record<string, { nodeGroup: pulumi.Output<string>; autoScalingGroup: pulumi.Output<string> }>;
  loadBalancerHost: pulumi.Output<string>;
  grafanaCommand: string;
  namespaces: string[];
}

/** Builds one stack, from the network up. The order is that of creation; `pulumi destroy` goes it backwards. */
export function createPlatform(stack: string, settings: StackSettings): PlatformOutputs {
  const account = openAccount(stack, settings);
  const monitored = monitoredStack(stack, settings);
  const { expectedUsdPerHour } = monitored.cost;
  const topicArn = costWatch(
    { stack, settings, accountId: account.accountId, expectedUsdPerHour },
    account.onAws,
  );
  const base = createCluster(account);
  const nodes = createNodes(base);
  const loadBalancer = createLoadBalancer(base);
  const controllers = createControllers(base, nodes, loadBalancer, {
    settings: settings.notifications,
    topicArn,
    infoAlerts: infoAlerts(monitored),
  });
  connectGrafana(base, loadBalancer, controllers);
  new Telemetry("telemetry", monitored, { ...base.onCluster, dependsOn: controllers });
  createWorkloads(base, loadBalancer, controllers);

  return outputs(base, nodes, loadBalancer);
}

/** The names and options that all steps share. */
interface Account {
  stack: string;
  settings: StackSettings;
  clusterName: string;
  accountId: pulumi.Output<string>;
  onAws: { providers: pulumi.ProviderResource[] };
}

function openAccount(stack: string, settings: StackSettings): Account {
  const provider = new aws.Provider(stack, {
    region: settings.region as aws.Region,
    defaultTags: { tags: settings.tags },
  });
  return {
    stack,
    settings,
    clusterName: `betterprompts-${stack}`,
    accountId: aws.getCallerIdentityOutput({}, { provider }).accountId,
    onAws: { providers: [provider] },
  };
}

/** The account with a network and a control plane, on which everything else is built. */
interface Base extends Account {
  network: Network;
  cluster: Cluster;
  onCluster: { providers: pulumi.ProviderResource[] };
}

function createCluster(account: Account): Base {
  const { stack, settings, clusterName, onAws } = account;
  const network = new Network(
    "network",
    { stack, clusterName, region: settings.region, settings: settings.network },
    onAws,
  );
  const cluster = new Cluster(
    "cluster",
    {
      clusterName,
      stack,
      vpcId: network.vpcId,
      publicSubnetIds: network.publicSubnetIds,
      privateSubnetIds: network.privateSubnetIds,
      settings: settings.cluster,
    },
    { ...onAws, dependsOn: network }, // nodes must reach the internet until the last of them is gone
  );
  return {
    ...account,
    network,
    cluster,
    onCluster: { providers: [...onAws.providers, cluster.kubernetesProvider] },
  };
}

interface Nodes {
  /** By name, in the order of the settings. */
  pools: Map<string, NodePool>;
  /** What must be there before pods with volumes can run. */
  readyForPods: pulumi.Resource[];
}

/** The pools, with the add-ons that nodes need and those that need nodes. */
function createNodes({ stack, settings, clusterName, accountId, network, cluster, onAws }: Base): Nodes {
  const nodeAddons = new Addons(
    "node",
    NODE_ADDONS,
    { clusterName: cluster.clusterName, pools: settings.pools, tags: settings.tags },
    onAws,
  );
  const ebsRole = new ServiceAccountRole(
    "ebs-csi-driver",
    {
      roleName: `${stack}-ebs-csi-driver`,
      serviceAccount: EBS_CSI_SERVICE_ACCOUNT,
      identityProvider: cluster,
      managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy"],
    },
    onAws,
  );
  const nodeRole = new NodeRole("node-role", stack, onAws);
  const pools = new Map(
    Object.entries(settings.pools).map(([name, pool]) => [
      name,
      new NodePool(
        name,
        {
          stack,
          clusterName,
          kubernetesVersion: cluster.version,
          subnetIds: network.privateSubnetIds.slice(0, pool.zones),
          nodeRoleArn: nodeRole.arn,
          tags: settings.tags,
          pool,
        },
        { ...onAws, dependsOn: [cluster, nodeAddons, ebsRole] }, // the driver deletes volumes until its node goes
      ),
    ]),
  );
  const onNodes = { ...onAws, dependsOn: [...pools.values()] };
  const overZones = [...pools].filter(([name]) => settings.pools[name]!.zones > 1);
  new ZoneRebalancing(
    "zone-rebalancing",
    {
      stack,
      clusterName,
      accountId,
      groups: Object.fromEntries(overZones.map(([name, pool]) => [name, pool.autoScalingGroupName])),
    },
    onNodes, // the role may touch a group by its tags
  );
  const clusterAddons = new Addons(
    "cluster",
    CLUSTER_ADDONS,
    {
      clusterName: cluster.clusterName,
      pools: settings.pools,
      tags: settings.tags,
      roleArns: { "aws-ebs-csi-driver": ebsRole.arn },
    },
    onNodes,
  );
  const storageClass = defaultStorageClass({
    provider: cluster.kubernetesProvider,
    dependsOn: clusterAddons,
  });
  return { pools, readyForPods: [...pools.values(), clusterAddons, storageClass] };
}

function createLoadBalancer({ stack, settings, network, cluster, onAws }: Base): LoadBalancer {
  return new LoadBalancer(
    "load-balancer",
    {
      stack,
      vpcId: network.vpcId,
      vpcCidr: network.vpcCidr,
      publicSubnetIds: network.publicSubnetIds,
      clusterSecurityGroupId: cluster.securityGroupId,
      settings: settings.loadBalancer,
      routes: routes(settings),
    },
    { ...onAws, dependsOn: network },
  );
}

function createControllers(
  { stack, settings, clusterName, accountId, network, cluster, onCluster }: Base,
  { readyForPods }: Nodes,
  { targetGroupArns }: LoadBalancer,
  alerting: ControllersArgs["alerting"],
): Controllers {
  return new Controllers(
    "controllers",
    {
      stack,
      clusterName,
      region: settings.region,
      accountId,
      identityProvider: cluster,
      chartMirror: settings.chartMirror,
      vpcId: network.vpcId,
      pools: settings.pools,
      targetGroupArns: Object.values(targetGroupArns),
      queueUrls: queueUrls(settings),
      nodeAutoscaling: settings.nodeAutoscaling,
      monitoring: settings.monitoring,
      alerting,
      grafanaHost: settings.grafanaAccess?.host,
    },
    { ...onCluster, dependsOn: readyForPods },
  );
}

/** Only where the load balancer has a route to Grafana. */
function connectGrafana(
  { network, cluster }: Base,
  { targetGroupArns }: LoadBalancer,
  controllers: Controllers,
): void {
  const targetGroupArn = targetGroupArns[routeKey(GRAFANA)];
  if (!targetGroupArn) return;
  grafanaTargets(
    { targetGroupArn, vpcId: network.vpcId },
    { provider: cluster.kubernetesProvider, dependsOn: controllers },
  );
}

/** Priorities, the reserve of spot nodes, and the namespaces with their services. */
function createWorkloads(
  { settings, network, cluster, onCluster }: Base,
  { targetGroupArns }: LoadBalancer,
  controllers: Controllers,
): void {
  const priorities = new PriorityClasses("priority-classes", settings.priorityClasses, {
    ...onCluster,
    dependsOn: cluster,
  });
  const afterControllers = { ...onCluster, dependsOn: [controllers, priorities] };
  if (settings.spotReserve) new SpotReserve("spot-reserve", settings.spotReserve, afterControllers);
  const namespaces = new Map(
    Object.entries(settings.namespaces).map(([name, namespace]) => [
      name,
      new ApplicationNamespace(name, namespace, afterControllers),
    ]),
  );
  for (const service of services(settings)) {
    const namespace = namespaces.get(service.namespace)!;
    const targetGroupArn = targetGroupArns[routeKey({ ...service, service: service.name })];
    new Workload(
      `${service.namespace}/${service.name}`,
      {
        service,
        pools: settings.pools,
        ...(targetGroupArn ? { target: { targetGroupArn, vpcId: network.vpcId } } : {}),
      },
      { parent: namespace, dependsOn: namespace.bounds },
    );
  }
}

function outputs({ settings, cluster }: Base, { pools }: Nodes, loadBalancer: LoadBalancer): PlatformOutputs {
  return {
    clusterName: cluster.clusterName,
    kubeconfig: cluster.kubeconfig,
    oidcIssuer: cluster.oidcIssuer,
    pools: Object.fromEntries(
      [...pools].map(([name, { nodeGroupName, autoScalingGroupName }]) => [
        name,
        { nodeGroup: nodeGroupName, autoScalingGroup: autoScalingGroupName },
      ]),
    ),
    loadBalancerHost: loadBalancer.host,
    grafanaCommand: grafanaCommand(),
    namespaces: Object.keys(settings.namespaces),
  };
}

/** Shows the first user's password, then opens Grafana on http://localhost:3000. */
function grafanaCommand(): string {
  const { namespace, name, port } = GRAFANA_ADDRESS;
  const password = `kubectl -n ${namespace} get secret ${GRAFANA_SECRET} -o jsonpath='{.data.admin-password}' | base64 -d`;
  return `${password}; echo; kubectl -n ${namespace} port-forward svc/${name} 3000:${port}`;
}
