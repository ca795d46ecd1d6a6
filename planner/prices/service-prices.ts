import type { ListPrice, Product, ProductQuery, Quotes } from "./parse-price-list";
import type { InstanceQuotes } from "./parse-instance-prices";

/** Which products of the price list have the price of a name of the price book. */
export interface ListedService {
  /** As in the price book. */
  unit: string;
  serviceCode: string;
  family?: string;
  /** The usage type without the region before it: "EUW1-NatGateway-Hours" and "NatGateway-Hours" are both this. */
  usage?: string | RegExp;
  attributes?: Readonly<Record<string, string | RegExp>>;
  /** Products of data transfer have the region where it starts; those of global services have none. */
  scope?: "from-region" | "global";
  /** The list's unit, where it decides about `times`. */
  listUnit?: string;
  /** Units of the list in one unit of the book. */
  times?: number;
  /** The list has the price as an addition to that of this name. */
  addedTo?: string;
  /** The price of an instance type is a share of its on-demand price; the middle one of all types counts. */
  isShareOfInstance?: true;
}

const HOUR = "hour";
const GB = "GB";
const GB_MONTH = "GB-month";
const MILLION = 1e6;

/** Families of EC2 products besides instances: each is a query of its own, because EC2's list is long. */
const nat = { serviceCode: "AmazonEC2", family: "NAT Gateway" };
const volume = { serviceCode: "AmazonEC2", family: "Storage", unit: GB_MONTH };
const volumeOperations = { serviceCode: "AmazonEC2", family: "System Operation" };
const cpuCredits = { serviceCode: "AmazonEC2", family: "CPU Credits" };
const alb = { serviceCode: "AWSELB", family: "Load Balancer-Application" };
const nlb = { serviceCode: "AWSELB", family: "Load Balancer-Network" };
const classic = { serviceCode: "AWSELB", family: "Load Balancer" };
const eks = { serviceCode: "AmazonEKS" };
const capability = (capabilitytype: string) => ({
  serviceCode: "AmazonEKS",
  attributes: { capabilitytype, ekscapabilityunits: "Hours:perCapability" },
  unit: HOUR,
});
const perResource = (capabilitytype: string) => ({
  serviceCode: "AmazonEKS",
  attributes: { capabilitytype, ekscapabilityunits: "CR-Hours:perCustomResource" },
});
const fargate = { serviceCode: "AmazonECS", family: "Compute" };
const vpc = { serviceCode: "AmazonVPC" };
const cloudWatch = { serviceCode: "AmazonCloudWatch" };
const kms = { serviceCode: "awskms" };
const secrets = { serviceCode: "AWSSecretsManager" };
const sqs = { serviceCode: "AWSQueueService", family: "API Request" };
const route53 = { serviceCode: "AmazonRoute53", scope: "global" } as const;
const transfer = { serviceCode: "AWSDataTransfer", scope: "from-region" } as const;

/**
 * The names of the price book that the AWS Price List has. Sources of service codes, families, usage types and
 * attributes: [1] github.com/infracost/infracost, commit 95ba4f49, internal/resources/aws, the file named;
 * [2] github.com/vantage-sh/ec2instances.info, commit 4ef36cd2, scraper/aws; [3] AWS, "Using the AWS Free Tier", usage
 * types; [4] usage types of AWS Price List files and of bills, as public repositories quote them.
 */
export const LISTED_SERVICES: Readonly<Record<string, ListedService>> = {
  // [1] nat_gateway.go
  "nat-gateway": { ...nat, usage: "NatGateway-Hours", unit: HOUR },
  "nat-gateway-data": { ...nat, usage: "NatGateway-Bytes", unit: GB },

  // [1] lb.go, elb.go
  "application-load-balancer": { ...alb, usage: "LoadBalancerUsage", unit: HOUR },
  "application-load-balancer-unit": { ...alb, usage: "LCUUsage", unit: "LCU-hour" },
  "network-load-balancer": { ...nlb, usage: "LoadBalancerUsage", unit: HOUR },
  "network-load-balancer-unit": { ...nlb, usage: "LCUUsage", unit: "NLCU-hour" },
  "classic-load-balancer": { ...classic, usage: "LoadBalancerUsage", unit: HOUR },
  "classic-load-balancer-data": { ...classic, usage: "DataProcessing-Bytes", unit: GB },

  // [1] ebs_volume.go (families, the unit of throughput), ebs_snapshot.go; [4] usage types, among them io2's tiers
  "ebs-gp2": { ...volume, usage: "EBS:VolumeUsage.gp2" },
  "ebs-gp3": { ...volume, usage: "EBS:VolumeUsage.gp3" },
  "ebs-io1": { ...volume, usage: "EBS:VolumeUsage.piops" },
  "ebs-io2": { ...volume, usage: "EBS:VolumeUsage.io2" },
  "ebs-st1": { ...volume, usage: "EBS:VolumeUsage.st1" },
  "ebs-sc1": { ...volume, usage: "EBS:VolumeUsage.sc1" },
  "ebs-gp3-iops": { ...volumeOperations, usage: "EBS:VolumeP-IOPS.gp3", unit: "IOPS-month above 3000" },
  "ebs-io1-iops": { ...volumeOperations, usage: "EBS:VolumeP-IOPS.piops", unit: "IOPS-month" },
  "ebs-io2-iops": { ...volumeOperations, usage: "EBS:VolumeP-IOPS.io2", unit: "IOPS-month, the first 32000" },
  "ebs-io2-iops-tier2": {
    ...volumeOperations,
    usage: "EBS:VolumeP-IOPS.io2.tier2",
    unit: "IOPS-month, 32001 to 64000",
  },
  "ebs-io2-iops-tier3": {
    ...volumeOperations,
    usage: "EBS:VolumeP-IOPS.io2.tier3",
    unit: "IOPS-month above 64000",
  },
  "ebs-gp3-throughput": {
    serviceCode: "AmazonEC2",
    family: "Provisioned Throughput",
    usage: "EBS:VolumeP-Throughput.gp3",
    unit: "MiB/s-month above 125",
    listUnit: "GiBps-mo",
    times: 1 / 1024,
  },
  "ebs-snapshot": {
    serviceCode: "AmazonEC2",
    family: "Storage Snapshot",
    usage: "EBS:SnapshotUsage",
    unit: GB_MONTH,
  },

  // [1] instance.go
  "cpu-credits": {
    ...cpuCredits,
    usage: "CPUCredits:t3",
    attributes: { operatingSystem: "Linux" },
    unit: "vCPU-hour, Linux on T2, T3 and T3a",
  },
  "cpu-credits-windows": {
    ...cpuCredits,
    usage: "CPUCredits:t3",
    attributes: { operatingSystem: "Windows" },
    unit: "vCPU-hour, Windows on T2, T3 and T3a",
  },
  "cpu-credits-arm": {
    ...cpuCredits,
    usage: "CPUCredits:t4g",
    attributes: { operatingSystem: "Linux" },
    unit: "vCPU-hour, Linux on T4g",
  },

  // [1] eks_cluster.go; [4] extendedSupport, which the list has as an addition to perCluster
  "eks-control-plane": { ...eks, usage: "AmazonEKS-Hours:perCluster", unit: HOUR },
  "eks-control-plane-extended": {
    ...eks,
    usage: "AmazonEKS-Hours:extendedSupport",
    unit: HOUR,
    addedTo: "eks-control-plane",
  },

  // [2] ec2/eks_auto_mode.go: one product an instance type
  "eks-auto-mode": {
    ...eks,
    attributes: { eksproducttype: "AutoMode", instancetype: /^[cmr]\d/ },
    unit: "of the on-demand price of an instance without a GPU",
    isShareOfInstance: true,
  },
  "eks-auto-mode-gpu": {
    ...eks,
    attributes: { eksproducttype: "AutoMode", instancetype: /^g[56]\./ },
    unit: "of the on-demand price of a g5 or g6 instance",
    isShareOfInstance: true,
  },

  // [4] attributes of the capabilities
  "eks-capability-ack": capability("ACK"),
  "eks-capability-ack-resource": { ...perResource("ACK"), unit: "resource-hour" },
  "eks-capability-argocd": capability("ArgoCD"),
  "eks-capability-argocd-application": { ...perResource("ArgoCD"), unit: "application-hour" },
  "eks-capability-kro": capability("KRO"),
  "eks-capability-kro-instance": { ...perResource("KRO"), unit: "instance-hour" },

  // [1] eks_fargate_profile.go; [4] ECS has the same prices, and those of Arm and of storage
  "fargate-vcpu": { ...fargate, usage: "Fargate-vCPU-Hours:perCPU", unit: "vCPU-hour" },
  "fargate-memory": { ...fargate, usage: "Fargate-GB-Hours", unit: "GB-hour" },
  "fargate-arm-vcpu": { ...fargate, usage: "Fargate-ARM-vCPU-Hours:perCPU", unit: "vCPU-hour" },
  "fargate-arm-memory": { ...fargate, usage: "Fargate-ARM-GB-Hours", unit: "GB-hour" },
  "fargate-storage": {
    ...fargate,
    usage: "Fargate-EphemeralStorage-GB-Hours",
    unit: "GB-hour above 20 GB",
  },

  // [1] vpc_endpoint.go; [4] addresses, which have no family
  "interface-endpoint": { ...vpc, usage: "VpcEndpoint-Hours", unit: "hour and zone" },
  "interface-endpoint-data": { ...vpc, usage: "VpcEndpoint-Bytes", unit: "GB, the first PB a month" },
  "public-ipv4": { ...vpc, usage: "PublicIPv4:InUseAddress", unit: HOUR },

  // [1] cloudwatch_log_group.go, cloudwatch_metric_alarm.go; [4] vended logs, metrics
  "log-ingestion": { ...cloudWatch, usage: "DataProcessing-Bytes", unit: GB },
  "log-ingestion-vended": {
    ...cloudWatch,
    usage: "VendedLog-Bytes",
    unit: "GB, the first 10 TB a month",
  },
  "log-storage": { ...cloudWatch, usage: "TimedStorage-ByteHrs", unit: GB_MONTH },
  "cloudwatch-metric": {
    ...cloudWatch,
    usage: "CW:MetricMonitorUsage",
    unit: "metric and month, the first 10,000",
  },
  "cloudwatch-alarm": {
    ...cloudWatch,
    usage: "CW:AlarmMonitorUsage",
    attributes: { alarmType: "Standard" },
    unit: "metric of an alarm and month",
  },

  // [1] kms_key.go, secretsmanager_secret.go, sqs_queue.go ([4] some regions have RBP for Tier1), s3_standard_storage_class.go, route53_zone.go, route53_record.go
  "kms-key": { ...kms, usage: "KMS-Keys", unit: "month" },
  "kms-requests": { ...kms, usage: "KMS-Requests", unit: "10,000 requests", times: 10_000 },
  secret: { ...secrets, family: "Secret", usage: "AWSSecretsManager-Secrets", unit: "month" },
  "secret-requests": {
    ...secrets,
    family: "API Request",
    usage: "AWSSecretsManagerAPIRequest",
    unit: "10,000 requests",
    times: 10_000,
  },
  "sqs-requests": {
    ...sqs,
    attributes: { queueType: "Standard" },
    unit: "million requests",
    times: MILLION,
    usage: /^Requests-(Tier1|RBP)$/,
  },
  "sqs-fifo-requests": {
    ...sqs,
    attributes: { queueType: /^FIFO/ },
    unit: "million requests",
    times: MILLION,
    usage: /^Requests-FIFO-(Tier1|RBP)$/,
  },
  "s3-storage": {
    serviceCode: "AmazonS3",
    usage: "TimedStorage-ByteHrs",
    attributes: { volumeType: "Standard" },
    unit: "GB-month, the first 50 TB",
  },
  "route53-zone": { ...route53, usage: "HostedZone", unit: "zone-month, the first 25" },
  "route53-queries": {
    ...route53,
    usage: "DNS-Queries",
    unit: "million queries, the first billion",
    times: MILLION,
  },

  // [3]; [4] the first 40 million samples of a month are free
  "managed-prometheus-samples": {
    serviceCode: "AmazonPrometheus",
    usage: "AMP:MetricSampleCount",
    unit: "10 million samples",
    times: 10 * MILLION,
  },
  // [3]
  "budget-action": {
    serviceCode: "AWSBudgets",
    scope: "global",
    usage: "ActionEnabledBudgetsUsage",
    unit: "day of a budget with actions, from the third on",
  },

  // [1] rds_cluster.go, rds_cluster_instance.go; [4] RDS:GP3-PIOPS and the other usage types of RDS
  "aurora-storage": {
    serviceCode: "AmazonRDS",
    family: "Database Storage",
    usage: "Aurora:StorageUsage",
    unit: "GB-month",
  },
  "aurora-requests": {
    serviceCode: "AmazonRDS",
    family: "System Operation",
    usage: "Aurora:StorageIOUsage",
    unit: "million requests",
    times: MILLION,
  },
  "aurora-serverless-v1": {
    serviceCode: "AmazonRDS",
    family: "Serverless",
    usage: "Aurora:ServerlessUsage",
    unit: "ACU-hour",
  },
  "aurora-serverless-v2": {
    serviceCode: "AmazonRDS",
    family: "ServerlessV2",
    usage: "Aurora:ServerlessV2Usage",
    unit: "ACU-hour",
  },
  "rds-gp2": {
    serviceCode: "AmazonRDS",
    family: "Database Storage",
    usage: "RDS:GP2-Storage",
    attributes: { databaseEngine: /^(Any|MariaDB|MySQL|PostgreSQL)$/, deploymentOption: "Single-AZ" },
    unit: "GB-month",
  },
  "rds-gp3": {
    serviceCode: "AmazonRDS",
    family: "Database Storage",
    usage: "RDS:GP3-Storage",
    attributes: { databaseEngine: /^(Any|MariaDB|MySQL|PostgreSQL)$/, deploymentOption: "Single-AZ" },
    unit: "GB-month",
  },
  "rds-io1": {
    serviceCode: "AmazonRDS",
    family: "Database Storage",
    usage: "RDS:PIOPS-Storage",
    attributes: { databaseEngine: /^(Any|MariaDB|MySQL|PostgreSQL)$/, deploymentOption: "Single-AZ" },
    unit: "GB-month",
  },
  "rds-standard": {
    serviceCode: "AmazonRDS",
    family: "Database Storage",
    usage: "RDS:StorageUsage",
    attributes: { databaseEngine: /^(Any|MariaDB|MySQL|PostgreSQL)$/, deploymentOption: "Single-AZ" },
    unit: "GB-month",
  },
  "rds-gp3-iops": {
    serviceCode: "AmazonRDS",
    family: "Provisioned IOPS",
    usage: "RDS:GP3-PIOPS",
    attributes: { databaseEngine: /^(Any|MariaDB|MySQL|PostgreSQL)$/, deploymentOption: "Single-AZ" },
    unit: "IOPS-month above what is included",
  },
  "rds-io1-iops": {
    serviceCode: "AmazonRDS",
    family: "Provisioned IOPS",
    usage: "RDS:PIOPS",
    attributes: { databaseEngine: /^(Any|MariaDB|MySQL|PostgreSQL)$/, deploymentOption: "Single-AZ" },
    unit: "IOPS-month",
  },

  // [1] ec2_client_vpn_*.go, ec2_transit_gateway_vpc_attachment.go, vpn_connection.go, ec2_traffic_mirror_session.go, vpc_endpoint.go
  "client-vpn-association": { serviceCode: "AmazonVPC", usage: "ClientVPN-EndpointHours", unit: "hour" },
  "client-vpn-connection": { serviceCode: "AmazonVPC", usage: "ClientVPN-ConnectionHours", unit: "hour" },
  "transit-gateway-attachment": {
    serviceCode: "AmazonVPC",
    usage: "TransitGateway-Hours",
    attributes: { operation: "TransitGatewayVPC" },
    unit: "hour",
  },
  "transit-gateway-data": {
    serviceCode: "AmazonVPC",
    usage: "TransitGateway-Bytes",
    attributes: { operation: "TransitGatewayVPC" },
    unit: "GB",
  },
  "vpn-connection": {
    serviceCode: "AmazonVPC",
    family: "Cloud Connectivity",
    attributes: { vpnType: /^VPN Standard/ },
    unit: "hour",
  },
  "traffic-mirror": { serviceCode: "AmazonVPC", usage: "ENI-Mirror", unit: "hour" },
  "gateway-load-balancer-endpoint": {
    serviceCode: "AmazonVPC",
    family: "VpcEndpoint",
    usage: "VpcEndpoint-GWLBE-Hours",
    unit: "hour",
  },
  "gateway-load-balancer-endpoint-data": {
    serviceCode: "AmazonVPC",
    family: "VpcEndpoint",
    usage: "VpcEndpoint-GWLBE-Bytes",
    unit: "GB",
  },

  // [1] the file of the same service: dynamodb_table.go, lambda_function.go, efs_file_system.go and so on
  "cloudwatch-alarm-high-resolution": {
    serviceCode: "AmazonCloudWatch",
    family: "Alarm",
    usage: "CW:HighResAlarmMonitorUsage",
    attributes: { alarmType: "High Resolution" },
    unit: "metric of an alarm and month",
  },
  "cloudwatch-dashboard": {
    serviceCode: "AmazonCloudWatch",
    family: "Dashboard",
    usage: "DashboardsUsageHour",
    scope: "global",
    unit: "month",
  },
  "config-items": {
    serviceCode: "AWSConfig",
    usage: "ConfigurationItemRecorded",
    unit: "configuration item",
  },
  "config-rule-evaluations": {
    serviceCode: "AWSConfig",
    usage: "ConfigRuleEvaluations",
    unit: "evaluation, the first 100,000 a month",
  },
  "dynamodb-read-capacity": {
    serviceCode: "AmazonDynamoDB",
    family: "Provisioned IOPS",
    attributes: { group: "DDB-ReadUnits" },
    unit: "unit-hour",
  },
  "dynamodb-write-capacity": {
    serviceCode: "AmazonDynamoDB",
    family: "Provisioned IOPS",
    attributes: { group: "DDB-WriteUnits" },
    unit: "unit-hour",
  },
  "dynamodb-read-requests": {
    serviceCode: "AmazonDynamoDB",
    family: "Amazon DynamoDB PayPerRequest Throughput",
    attributes: { group: "DDB-ReadUnits" },
    unit: "million requests",
    times: MILLION,
  },
  "dynamodb-write-requests": {
    serviceCode: "AmazonDynamoDB",
    family: "Amazon DynamoDB PayPerRequest Throughput",
    attributes: { group: "DDB-WriteUnits" },
    unit: "million requests",
    times: MILLION,
  },
  "dynamodb-storage": {
    serviceCode: "AmazonDynamoDB",
    family: "Database Storage",
    usage: "TimedStorage-ByteHrs",
    unit: "GB-month",
  },
  "ecr-storage": {
    serviceCode: "AmazonECR",
    family: "EC2 Container Registry",
    usage: "TimedStorage-ByteHrs",
    unit: "GB-month",
  },
  "efs-storage": {
    serviceCode: "AmazonEFS",
    family: "Storage",
    usage: "TimedStorage-ByteHrs",
    unit: "GB-month",
  },
  "efs-storage-one-zone": {
    serviceCode: "AmazonEFS",
    family: "Storage",
    usage: "TimedStorage-Z-ByteHrs",
    unit: "GB-month",
  },
  "efs-throughput": {
    serviceCode: "AmazonEFS",
    family: "Provisioned Throughput",
    usage: "ProvisionedTP-MiBpsHrs",
    unit: "MiB/s-month",
  },
  "eventbridge-events": {
    serviceCode: "AWSEvents",
    family: "EventBridge",
    usage: "Event-64K-Chunks",
    attributes: { eventType: "Custom Event" },
    unit: "million custom events",
    times: MILLION,
  },
  "http-api-requests": {
    serviceCode: "AmazonApiGateway",
    family: "API Calls",
    usage: "ApiGatewayHttpRequest",
    unit: "million requests, the first 300 million",
    times: MILLION,
  },
  "rest-api-requests": {
    serviceCode: "AmazonApiGateway",
    family: "API Calls",
    usage: "ApiGatewayRequest",
    unit: "million requests, the first 333 million",
    times: MILLION,
  },
  "kinesis-shard": {
    serviceCode: "AmazonKinesis",
    family: "Kinesis Streams",
    usage: "Storage-ShardHour",
    attributes: { operation: "shardHourStorage" },
    unit: "hour",
  },
  "kinesis-stream": {
    serviceCode: "AmazonKinesis",
    family: "Kinesis Streams",
    usage: "OnDemand-StreamHour",
    unit: "hour",
  },
  "kinesis-ingestion": {
    serviceCode: "AmazonKinesis",
    family: "Kinesis Streams",
    usage: "OnDemand-BilledIncomingBytes",
    unit: "GB",
  },
  "lambda-requests": {
    serviceCode: "AWSLambda",
    family: "Serverless",
    usage: "Request",
    attributes: { group: "AWS-Lambda-Requests" },
    unit: "million requests",
    times: MILLION,
  },
  "lambda-duration": {
    serviceCode: "AWSLambda",
    family: "Serverless",
    usage: "Lambda-GB-Second",
    attributes: { group: "AWS-Lambda-Duration" },
    unit: "GB-second, the first 6 billion a month",
  },
  "lambda-duration-arm": {
    serviceCode: "AWSLambda",
    family: "Serverless",
    usage: "Lambda-GB-Second-ARM",
    attributes: { group: "AWS-Lambda-Duration-ARM" },
    unit: "GB-second, the first 7.5 billion a month",
  },
  "managed-grafana-editor": {
    serviceCode: "AmazonGrafana",
    family: "User Fees",
    usage: "Grafana:EditorUser",
    unit: "month of an editor or administrator",
  },
  "network-firewall-endpoint": {
    serviceCode: "AWSNetworkFirewall",
    family: "AWS Firewall",
    usage: "Endpoint-Hour",
    unit: "hour",
  },
  "network-firewall-data": {
    serviceCode: "AWSNetworkFirewall",
    family: "AWS Firewall",
    usage: "Traffic-GB-Processed",
    unit: "GB",
  },
  "resolver-endpoint-address": {
    serviceCode: "AmazonRoute53",
    usage: "ResolverNetworkInterface",
    unit: "hour",
  },
  "s3-reads": {
    serviceCode: "AmazonS3",
    usage: "Requests-Tier2",
    attributes: { group: "S3-API-Tier2" },
    unit: "1,000 GET and other requests",
    times: 1_000,
  },
  "s3-writes": {
    serviceCode: "AmazonS3",
    usage: "Requests-Tier1",
    attributes: { group: "S3-API-Tier1" },
    unit: "1,000 PUT, COPY, POST and LIST requests",
    times: 1_000,
  },
  "sns-http-deliveries": {
    serviceCode: "AmazonSNS",
    family: "Message Delivery",
    usage: "DeliveryAttempts-HTTP",
    unit: "million deliveries",
    times: MILLION,
  },
  "step-functions-transitions": {
    serviceCode: "AmazonStates",
    family: "AWS Step Functions",
    usage: "StateTransition",
    unit: "1,000 transitions",
    times: 1_000,
  },
  "waf-acl": { serviceCode: "awswaf", family: "Web Application Firewall", usage: "WebACLV2", unit: "month" },
  "waf-rule": { serviceCode: "awswaf", family: "Web Application Firewall", usage: "RuleV2", unit: "month" },
  "waf-requests": {
    serviceCode: "awswaf",
    family: "Web Application Firewall",
    usage: "RequestV2-Tier1",
    unit: "million requests",
    times: MILLION,
  },
  "cloudfront-functions": {
    serviceCode: "AmazonCloudFront",
    family: "Request",
    usage: "Executions-CloudFrontFunctions",
    scope: "global",
    unit: "million invocations",
    times: MILLION,
  },

  // [1] data_transfer.go: traffic between zones is billed out and in; the price to one other region counts for all
  "internet-egress": {
    ...transfer,
    usage: "DataTransfer-Out-Bytes",
    attributes: { transferType: "AWS Outbound", toLocation: "External" },
    unit: "GB, the first 10 TB a month",
  },
  "zone-traffic": {
    ...transfer,
    usage: "DataTransfer-Regional-Bytes",
    attributes: { transferType: "IntraRegion" },
    unit: "GB, $0.01 out and $0.01 in",
    times: 2,
  },
  "region-egress": {
    ...transfer,
    usage: "AWS-Out-Bytes",
    attributes: { transferType: "InterRegion Outbound", toRegionCode: /^us-west-[12]$/ },
    unit: GB,
  },
};

/** The names of the price book that a refresh leaves as they are, and why. */
export const UNLISTED_SERVICES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ["xl", "2xl", "4xl", "8xl"].map((tier) => [
      `eks-provisioned-control-plane-${tier}`,
      "no public source names its usage type in the price list: see aws.amazon.com/eks/pricing",
    ]),
  ),
  "cloudfront-egress": "the price list has it by edge location: see aws.amazon.com/cloudfront/pricing",
  "cloudfront-https-requests":
    "the price list has it by edge location: see aws.amazon.com/cloudfront/pricing",
  "resolver-queries": "hosted zones and resolvers share a usage type: see aws.amazon.com/route53/pricing",
  ...Object.fromEntries(
    [
      ["cloudtrail-data-events", "cloudtrail"],
      ["private-ca", "private-ca"],
      ["private-ca-short-lived", "private-ca"],
      ["ssm-advanced-parameter", "systems-manager"],
    ].map(([name, page]) => [
      name,
      `no public source names its usage type and unit in the price list: see aws.amazon.com/${page}/pricing`,
    ]),
  ),
  "global-accelerator":
    "the price list has no fixed fee of Global Accelerator: see aws.amazon.com/global-accelerator/pricing",
};

/** What to ask the price list for, to have the prices of all listed services in a region. */
export function serviceQueries(region: string): ProductQuery[] {
  const queries = new Map<string, ProductQuery>();
  for (const service of Object.values(LISTED_SERVICES)) {
    const query = { serviceCode: service.serviceCode, filters: filtersOf(service, region) };
    queries.set(JSON.stringify(query), query);
  }
  return [...queries.values()];
}

/** Asked for by family. */
const LONG_LISTS = ["AmazonEC2", "AmazonRDS"];

function filtersOf(
  { serviceCode, family, scope, usage }: ListedService,
  region: string,
): ProductQuery["filters"] {
  if (scope === "global") return { usagetype: String(usage) };
  if (scope === "from-region") return { fromRegionCode: region };
  return { regionCode: region, ...(LONG_LISTS.includes(serviceCode) && family && { productFamily: family }) };
}

/** Prices of services in one region, from the products that {@link serviceQueries} ask for. Of tiers, the first counts. */
export function parseServices(
  products: readonly Product[],
  region: string,
  { onDemand }: Pick<InstanceQuotes, "onDemand">,
): Quotes {
  const quotes = new Map<string, readonly number[]>();
  for (const [name, service] of Object.entries(LISTED_SERVICES)) {
    const found = products.filter((product) => isProductOf(product, service, region));
    const prices = service.isShareOfInstance ? middleShare(found, onDemand) : scaledPrices(found, service);
    const base = service.addedTo === undefined ? [0] : (quotes.get(service.addedTo) ?? []);
    const sums = distinct(base.flatMap((one) => prices.map((other) => exact(one + other))));
    if (sums.length > 0) quotes.set(name, sums);
  }
  return quotes;
}

function isProductOf({ family, attributes }: Product, service: ListedService, region: string): boolean {
  const wanted: [string, string | RegExp][] = Object.entries(service.attributes ?? {});
  if (service.scope !== "global") {
    wanted.push([service.scope === "from-region" ? "fromRegionCode" : "regionCode", region]);
  }
  return (
    attributes["servicecode"] === service.serviceCode &&
    (service.family === undefined || service.family === family) &&
    (service.usage === undefined ||
      matches(usageWithoutRegion(attributes["usagetype"] ?? ""), service.usage)) &&
    wanted.every(([name, value]) => matches(attributes[name.toLowerCase()], value))
  );
}

function matches(found: string | undefined, wanted: string | RegExp): boolean {
  return typeof wanted === "string" ? found === wanted : wanted.test(found ?? "");
}

/**
 * The region is before a usage type in short ("EUW1-", "EU-" for eu-west-1), in full for KMS, not at all for some of
 * us-east-1, and twice for traffic between two regions. Source: github.com/infracost/infracost, internal/resources/aws/lb.go.
 */
const REGION_PREFIX = /^(?:(?:[A-Z]{3}\d|EU|Global|[a-z]{2}(?:-[a-z]+)+-\d)-)+/;

export function usageWithoutRegion(usage: string): string {
  return usage.replace(REGION_PREFIX, "");
}

function scaledPrices(products: readonly Product[], { listUnit, times = 1 }: ListedService): number[] {
  return products
    .flatMap(({ onDemand }) => firstTier(onDemand) ?? [])
    .filter(({ unit }) => listUnit === undefined || unit === listUnit)
    .map(({ usd }) => usd * times);
}

/** Units that are free, such as the first million requests, have no price. */
function firstTier(prices: readonly ListPrice[]): ListPrice | undefined {
  return [...prices].sort((one, other) => one.from - other.from)[0];
}

/** Fees are rounded, so that the shares of small types differ a little. */
function middleShare(products: readonly Product[], onDemand: Quotes): number[] {
  const shares = products
    .flatMap(({ attributes, onDemand: [fee] }) => {
      const price = onDemand.get(attributes["instancetype"] ?? "")?.[0];
      return fee && price ? [fee.usd / price] : [];
    })
    .sort((one, other) => one - other);
  const middle = shares[Math.floor(shares.length / 2)];
  return middle === undefined ? [] : [Number(middle.toFixed(3))];
}

/** Without the rounding errors of binary fractions. */
function exact(usd: number): number {
  return Number(usd.toPrecision(12));
}

function distinct(prices: readonly number[]): number[] {
  return [...new Set(prices)];
}
