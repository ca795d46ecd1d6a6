import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { CLUSTER_ADDONS, EBS_CSI_SERVICE_ACCOUNT, NODE_ADDONS } from "../components/cluster/addon-catalog";
import { Addons } from "../components/cluster/addons";
import { Cluster } from "../components/cluster/cluster";
import { Controllers } from "../components/controllers/controllers";
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

/** What a person or another stack needs to know of a stack that stands. */
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
  const clusterName = `betterprompts-${stack}`;
  const provider = new aws.Provider(stack, {
    region: settings.region as aws.Region,
    defaultTags: { tags: settings.tags },
  });
  const onAws = { providers: [provider] };

  const accountId = aws.getCallerIdentityOutput({}, { provider }).accountId;
  const monitored = monitoredStack(stack, settings);
  const { expectedUsdPerHour } = monitored.cost;
  const topicArn = costWatch({ stack, settings, accountId, expectedUsdPerHour }, onAws);

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
  const onCluster = { providers: [provider, cluster.kubernetesProvider] };

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
  const pools = Object.entries(settings.pools).map(
    ([name, pool]) =>
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
  );
  const overZones = Object.entries(settings.pools).flatMap(([name, { zones }], index) =>
    zones > 1 ? [[name, pools[index]!.autoScalingGroupName] as const] : [],
  );
  new ZoneRebalancing(
    "zone-rebalancing",
    { stack, clusterName, accountId, groups: Object.fromEntries(overZones) },
    { ...onAws, dependsOn: pools }, // the role may touch a group by its tags
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
    { ...onAws, dependsOn: pools },
  );
  const storageClass = defaultStorageClass({
    provider: cluster.kubernetesProvider,
    dependsOn: clusterAddons,
  });

  const loadBalancer = new LoadBalancer(
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
  const controllers = new Controllers(
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
      targetGroupArns: Object.values(loadBalancer.targetGroupArns),
      queueUrls: queueUrls(settings),
      nodeAutoscaling: settings.nodeAutoscaling,
      monitoring: settings.monitoring,
      alerting: { settings: settings.notifications, topicArn, infoAlerts: infoAlerts(monitored) },
      grafanaHost: settings.grafanaAccess?.host,
    },
    { ...onCluster, dependsOn: [...pools, clusterAddons, storageClass] },
  );

  const grafanaTargetGroup = loadBalancer.targetGroupArns[routeKey(GRAFANA)];
  if (grafanaTargetGroup) {
    grafanaTargets(
      { targetGroupArn: grafanaTargetGroup, vpcId: network.vpcId },
      { provider: cluster.kubernetesProvider, dependsOn: controllers },
    );
  }

  new Telemetry("telemetry", monitored, { ...onCluster, dependsOn: controllers });

  const priorities = new PriorityClasses("priority-classes", settings.priorityClasses, {
    ...onCluster,
    dependsOn: cluster,
  });
  if (settings.spotReserve) {
    new SpotReserve("spot-reserve", settings.spotReserve, {
      ...onCluster,
      dependsOn: [controllers, priorities],
    });
  }
  const namespaces = new Map(
    Object.entries(settings.namespaces).map(([name, namespace]) => [
      name,
      new ApplicationNamespace(name, namespace, { ...onCluster, dependsOn: [controllers, priorities] }),
    ]),
  );
  for (const service of services(settings)) {
    const namespace = namespaces.get(service.namespace)!;
    const targetGroupArn = loadBalancer.targetGroupArns[routeKey({ ...service, service: service.name })];
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

  return {
    clusterName: cluster.clusterName,
    kubeconfig: cluster.kubeconfig,
    oidcIssuer: cluster.oidcIssuer,
    pools: Object.fromEntries(
      Object.keys(settings.pools).map((name, index) => [
        name,
        { nodeGroup: pools[index]!.nodeGroupName, autoScalingGroup: pools[index]!.autoScalingGroupName },
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
