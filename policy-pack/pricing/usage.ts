import type { ResourceView } from "../stack-view";
import type { UsageAssumptions, UsageBand } from "./money";

/** What AWS bills by use, and the unit in which the use is counted. */
export const METERS = {
  natGigabytes: "GB through NAT gateways, both ways",
  loadBalancerUnitHours: "hours of one load balancer capacity unit",
  networkLoadBalancerUnitHours: "hours of one network load balancer capacity unit",
  gatewayLoadBalancerUnitHours: "hours of one gateway load balancer capacity unit",
  classicLoadBalancerGigabytes: "GB through classic load balancers",
  endpointGigabytes: "GB through interface endpoints",
  gatewayEndpointGigabytes: "GB through gateway load balancer endpoints",
  logGigabytes: "GB of logs",
  internetGigabytes: "GB out to the internet",
  zoneGigabytes: "GB between availability zones",
  metricSamples: "samples into Amazon Managed Prometheus",
  queueRequests: "requests to queues",
  fifoQueueRequests: "requests to FIFO queues",
  snapshotGigabyteMonths: "GB-months of EBS snapshots",
  objectGigabyteMonths: "GB-months in S3 Standard",
  objectWrites: "PUT, COPY, POST and LIST requests to S3",
  objectReads: "GET and other requests to S3",
  imageGigabyteMonths: "GB-months of container images",
  fileGigabyteMonths: "GB-months in EFS",
  tableGigabyteMonths: "GB-months in DynamoDB",
  tableReads: "read requests to DynamoDB",
  tableWrites: "write requests to DynamoDB",
  auroraGigabyteMonths: "GB-months in Aurora",
  auroraRequests: "requests to the storage of Aurora",
  auroraCapacityUnitHours: "hours of one Aurora capacity unit",
  functionRequests: "requests to Lambda",
  functionGigabyteSeconds: "GB-seconds of Lambda",
  httpDeliveries: "deliveries of SNS to HTTP",
  dnsQueries: "queries to Route 53",
  resolverQueries: "queries to Route 53 resolver endpoints",
  cdnGigabytes: "GB from CloudFront to the internet, of North America and Europe",
  cdnRequests: "HTTPS requests to CloudFront",
  streamGigabytes: "GB into Kinesis",
  transitGatewayGigabytes: "GB through transit gateways",
  apiRequests: "requests to REST APIs",
  httpApiRequests: "requests to HTTP APIs, and messages of WebSocket APIs",
  webAclRequests: "requests to web ACLs",
  stateTransitions: "transitions of state machines",
  customEvents: "custom events on event buses",
  grafanaEditorMonths: "months of an editor of Amazon Managed Grafana",
  configurationItems: "configuration items of AWS Config",
  ruleEvaluations: "evaluations of AWS Config rules",
  trailDataEvents: "data events of CloudTrail",
  firewallGigabytes: "GB through firewall endpoints",
  clientVpnHours: "hours of one connection to a client VPN",
  nodeVcpuHours: "vCPU-hours of nodes",
  fargateVcpuHours: "vCPU-hours on Fargate",
  fargateGigabyteHours: "GB-hours of memory on Fargate",
  capabilityResourceHours: "hours of what an EKS capability manages",
} as const;

export type Meter = keyof typeof METERS;

/** The unit without what it measures: "GB", "read requests". */
export function unitOf(meter: Meter): string {
  return METERS[meter].split(/ (?:of|through|out|between|into|to|in|from|on) /)[0]!;
}

/**
 * The use of a resource in one hour, in the meter's unit. Undefined: it isn't known. "elsewhere": it is counted at
 * another resource.
 *
 * @param isFirst whether the resource is the first of its type in the stack
 */
export type Usage = (
  meter: Meter,
  resource: ResourceView,
  isFirst: boolean,
) => UsageBand | undefined | "elsewhere";

/** Nothing is known of the use. */
export const unknownUsage: Usage = () => undefined;

const ASSUMPTIONS: Partial<Record<Meter, keyof UsageAssumptions>> = {
  natGigabytes: "natGigabytesPerHour",
  loadBalancerUnitHours: "loadBalancerUnits",
  logGigabytes: "logGigabytesPerHour",
  internetGigabytes: "internetGigabytesPerHour",
  zoneGigabytes: "zoneGigabytesPerHour",
  metricSamples: "metricSamplesPerHour",
  queueRequests: "queueRequestsPerHour",
};

/** The setting under `cost.usage` that has the use of a whole stack. */
export function settingOf(meter: Meter): keyof UsageAssumptions | undefined {
  return ASSUMPTIONS[meter];
}

/** Assumptions for a whole stack, which count at the first resource of each type. */
export function assumedUsage(assumptions: UsageAssumptions): Usage {
  return (meter, _, isFirst) => {
    const setting = settingOf(meter);
    const band = setting && assumptions[setting];
    return band && !isFirst ? "elsewhere" : band;
  };
}
