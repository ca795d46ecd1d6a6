import assert from "node:assert/strict";
import { UNKNOWN } from "../../../../policy-pack/stack-view";
import { assertProgram, pricedProgram, resource } from "../small-stack";

type Rest = NonNullable<Parameters<typeof assertProgram>[2]>;

/** Dollars a month in us-east-1, by each service's price page. */
const CASES: [type: string, props: Record<string, unknown>, monthly: [string, number][], use: Rest["use"]][] = [
  ["aws:s3/bucket:Bucket", {}, [], { objectGigabyteMonths: 0.023, objectWrites: 5e-6, objectReads: 4e-7 }],
  ["aws:ecr/repository:Repository", {}, [], { imageGigabyteMonths: 0.1 }],
  ["aws:ebs/snapshot:Snapshot", {}, [], { snapshotGigabyteMonths: 0.05 }],
  ["aws:efs/fileSystem:FileSystem", {}, [], { fileGigabyteMonths: 0.3 }],
  ["aws:efs/fileSystem:FileSystem", { availabilityZoneName: "us-east-1a" }, [], { fileGigabyteMonths: 0.16 }],
  [
    "aws:efs/fileSystem:FileSystem",
    { throughputMode: "provisioned", provisionedThroughputInMibps: 100 },
    [["provisioned throughput, 100 MiB/s", 600]],
    { fileGigabyteMonths: 0.3 },
  ],
  [
    "aws:dynamodb/table:Table",
    { billingMode: "PAY_PER_REQUEST" },
    [],
    { tableReads: 0.125e-6, tableWrites: 0.625e-6, tableGigabyteMonths: 0.25 },
  ],
  [
    "aws:dynamodb/table:Table",
    { readCapacity: 20, writeCapacity: 10, globalSecondaryIndexes: [{ readCapacity: 10, writeCapacity: 10 }] },
    [["30 read capacity units", 2.847], ["20 write capacity units", 9.49]], // 730 hours of 0.00013 and 0.00065
    { tableGigabyteMonths: 0.25 },
  ],
  ["aws:sqs/queue:Queue", {}, [], { queueRequests: 0.4e-6 }],
  ["aws:sqs/queue:Queue", { fifoQueue: true }, [], { fifoQueueRequests: 0.5e-6 }],
  ["aws:sns/topicSubscription:TopicSubscription", { protocol: "https" }, [], { httpDeliveries: 0.6e-6 }],
  ["aws:lambda/function:Function", {}, [], { functionRequests: 0.2e-6, functionGigabyteSeconds: 0.0000166667 }],
  [
    "aws:lambda/function:Function",
    { architectures: ["arm64"] },
    [],
    { functionRequests: 0.2e-6, functionGigabyteSeconds: 0.0000133334 },
  ],
  ["aws:secretsmanager/secret:Secret", {}, [["secret", 0.4]], {}],
  ["aws:kms/replicaKey:ReplicaKey", {}, [["encryption key", 1]], {}],
  ["aws:route53/zone:Zone", {}, [["hosted zone", 0.5]], { dnsQueries: 0.4e-6 }],
  [
    "aws:route53/resolverEndpoint:ResolverEndpoint",
    { ipAddresses: [{}, {}] },
    [["resolver endpoint, 2 addresses", 182.5]], // 730 hours of 2 x 0.125
    { resolverQueries: 0.4e-6 },
  ],
  ["aws:cloudfront/distribution:Distribution", {}, [], { cdnGigabytes: 0.085, cdnRequests: 1e-6 }],
  ["aws:cloudwatch/metricAlarm:MetricAlarm", { period: 60 }, [["alarm", 0.1]], {}],
  ["aws:cloudwatch/metricAlarm:MetricAlarm", { period: 10 }, [["alarm of high resolution", 0.3]], {}],
  [
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    { metricQueries: [{ expression: "a/b" }, { metric: { period: 60 } }, { metric: { period: 60 } }] },
    [["alarm", 0.2]],
    {},
  ],
  ["aws:cloudwatch/dashboard:Dashboard", {}, [["dashboard", 3]], {}],
  ["aws:cloudwatch/eventBus:EventBus", {}, [], { customEvents: 1e-6 }],
  ["aws:kinesis/stream:Stream", { shardCount: 4 }, [["4 shards", 43.8]], {}],
  [
    "aws:kinesis/stream:Stream",
    { streamModeDetails: { streamMode: "ON_DEMAND" } },
    [["stream on demand", 29.2]],
    { streamGigabytes: 0.08 },
  ],
  [
    "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
    {},
    [["transit gateway attachment", 36.5]],
    { transitGatewayGigabytes: 0.02 },
  ],
  ["aws:ec2/vpnConnection:VpnConnection", {}, [["VPN connection", 36.5]], {}],
  [
    "aws:ec2/vpnConnection:VpnConnection",
    { transitGatewayId: "tgw-1" },
    [["VPN connection", 36.5], ["transit gateway attachment", 36.5]],
    {},
  ],
  [
    "aws:networkfirewall/firewall:Firewall",
    { subnetMappings: [{}, {}] },
    [["firewall endpoints in 2 zones", 576.7]], // 730 hours of 2 x 0.395
    { firewallGigabytes: 0.065 },
  ],
  [
    "aws:wafv2/webAcl:WebAcl",
    { rules: [{}, {}] },
    [["web ACL", 5], ["2 rules of the web ACL", 2]],
    { webAclRequests: 0.6e-6 },
  ],
  ["aws:ssm/parameter:Parameter", {}, [], {}],
  ["aws:ssm/parameter:Parameter", { tier: "Advanced" }, [["advanced parameter", 0.05]], {}],
  ["aws:ec2/flowLog:FlowLog", {}, [], {}], // counted at its log group
  ["aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration", { scanType: "BASIC" }, [], {}],
  ["aws:apigateway/restApi:RestApi", {}, [], { apiRequests: 3.5e-6 }],
  ["aws:apigateway/stage:Stage", {}, [], {}],
  ["aws:apigatewayv2/api:Api", {}, [], { httpApiRequests: 1e-6 }],
  ["aws:grafana/workspace:Workspace", {}, [], { grafanaEditorMonths: 9 }],
]; // prettier-ignore

describe("the price of the services around a cluster", () => {
  for (const [type, props, monthly, use] of CASES) {
    it(`${type} of ${JSON.stringify(props)}`, () => {
      assertProgram(pricedProgram([resource(type, "x", props)]), monthly, { use: use ?? {} });
    });
  }

  for (const [type, props, reason] of [
    ["aws:dynamodb/table:Table", { billingMode: UNKNOWN }, /billing mode is unknown until up/],
    ["aws:kinesis/stream:Stream", { streamModeDetails: { streamMode: UNKNOWN } }, /mode is unknown until up/],
    ["aws:kinesis/stream:Stream", { shardCount: UNKNOWN }, /number of its shards is unknown until up/],
    ["aws:cloudwatch/metricAlarm:MetricAlarm", { metricQueries: UNKNOWN }, /metrics are unknown until up/],
    ["aws:ssm/parameter:Parameter", { tier: "Intelligent-Tiering" }, /tier Intelligent-Tiering/],
    ["aws:ec2/flowLog:FlowLog", { logDestinationType: "s3" }, /flow logs that go to s3/],
    [
      "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration",
      { scanType: "ENHANCED" },
      /enhanced/,
    ],
    ["aws:apigateway/stage:Stage", { cacheClusterEnabled: true }, /cache of an API's stage/],
  ] as const) {
    it(`${type} of ${JSON.stringify(props)} is not known`, () => {
      assertProgram(pricedProgram([resource(type, "x", props)]), [], { unpriced: [reason] });
    });
  }
});

describe("the price of a program in eu-west-1", () => {
  it("is known in full, but for what depends on use", () => {
    const { lines, unpriced, mayBill, unknownUse } = pricedProgram(
      [
        resource("aws:eks/cluster:Cluster", "c", { version: "1.35" }),
        resource("aws:ec2/natGateway:NatGateway", "n"),
        resource("aws:ec2/eip:Eip", "e"),
        resource("aws:lb/loadBalancer:LoadBalancer", "lb", { subnets: ["a", "b", "c"] }),
        resource("aws:kms/key:Key", "k"),
        resource("aws:rds/instance:Instance", "db", {
          engine: "postgres",
          instanceClass: "db.t3.large",
          allocatedStorage: 100,
          storageType: "gp3",
        }),
        resource("aws:ecr/repository:Repository", "r"),
      ],
      { region: "eu-west-1" },
    );
    assert.deepEqual([unpriced, mayBill], [[], []]);
    const monthly = lines.reduce((sum, { cost }) => sum + cost.expected * 730, 0);
    // 730 x (0.10 + 0.048 + 0.005 + 0.0252 + 3 x 0.005 + 0.156) + 1 + 12.7
    assert.ok(Math.abs(monthly - 268.616) < 1e-9, String(monthly));
    assert.ok(unknownUse.some(({ meter }) => meter === "imageGigabyteMonths"));
  });
});
