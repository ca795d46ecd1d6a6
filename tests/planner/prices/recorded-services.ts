import { listEntry, type Tier } from "./recorded";

/**
 * Entries of GetProducts' `PriceList` in us-west-2 for each name of the price book, in the shape that AWS sends, with
 * those beside them that have another price; and the price that follows.
 */
export const SERVICE_ENTRIES: Readonly<Record<string, { usd: number; entries: string[] }>> = {
  "nat-gateway": {
    usd: 0.045,
    entries: [
      regional("AmazonEC2", "NAT Gateway", "NatGateway-Hours", [["Hrs", "0.0450000000"]], {
        group: "NGW:NatGateway",
        operation: "NatGateway",
      }),
      regional("AmazonEC2", "NAT Gateway", "RegionalNatGateway-Hours", [["Hrs", "0.0460000000"]]),
      regional("AmazonEC2", "NAT Gateway", "NatGateway-Prvd-Bytes", [["GB", "0.0470000000"]]),
    ],
  },
  "nat-gateway-data": one(0.045, "AmazonEC2", "NAT Gateway", "NatGateway-Bytes", "GB", "0.0450000000"),

  "application-load-balancer": {
    usd: 0.0225,
    entries: [
      loadBalancer("Application", "LoadBalancerUsage", "Hrs", "0.0225000000"),
      loadBalancer("Application", "TS-LoadBalancerUsage", "Hrs", "0.0056000000"),
    ],
  },
  "application-load-balancer-unit": {
    usd: 0.008,
    entries: [
      loadBalancer("Application", "LCUUsage", "LCU-Hrs", "0.0080000000"),
      loadBalancer("Application", "ReservedLCUUsage", "LCU-Hrs", "0.0080100000"),
    ],
  },
  "network-load-balancer": {
    usd: 0.0226,
    entries: [loadBalancer("Network", "LoadBalancerUsage", "Hrs", "0.0226000000")],
  },
  "network-load-balancer-unit": {
    usd: 0.006,
    entries: [loadBalancer("Network", "LCUUsage", "LCU-Hrs", "0.0060000000")],
  },
  "classic-load-balancer": one(0.025, "AWSELB", "Load Balancer", "LoadBalancerUsage", "Hrs", "0.0250000000"),
  "classic-load-balancer-data": one(
    0.0081,
    "AWSELB",
    "Load Balancer",
    "DataProcessing-Bytes",
    "GB",
    "0.0081000000",
  ),

  "ebs-gp2": volume(0.1, "EBS:VolumeUsage.gp2", "gp2", "0.1000000000"),
  "ebs-gp3": volume(0.08, "EBS:VolumeUsage.gp3", "gp3", "0.0800000000"),
  "ebs-io1": volume(0.125, "EBS:VolumeUsage.piops", "io1", "0.1250000000"),
  "ebs-io2": volume(0.126, "EBS:VolumeUsage.io2", "io2", "0.1260000000"),
  "ebs-st1": volume(0.045, "EBS:VolumeUsage.st1", "st1", "0.0450000000"),
  "ebs-sc1": volume(0.015, "EBS:VolumeUsage.sc1", "sc1", "0.0150000000"),
  "ebs-gp3-iops": iops(0.005, "EBS:VolumeP-IOPS.gp3", "gp3", "0.0050000000"),
  "ebs-io1-iops": iops(0.065, "EBS:VolumeP-IOPS.piops", "io1", "0.0650000000"),
  "ebs-io2-iops": iops(0.066, "EBS:VolumeP-IOPS.io2", "io2", "0.0660000000"),
  "ebs-io2-iops-tier2": iops(0.0455, "EBS:VolumeP-IOPS.io2.tier2", "io2", "0.0455000000"),
  "ebs-io2-iops-tier3": iops(0.03185, "EBS:VolumeP-IOPS.io2.tier3", "io2", "0.0318500000"),
  "ebs-gp3-throughput": one(
    0.04,
    "AmazonEC2",
    "Provisioned Throughput",
    "EBS:VolumeP-Throughput.gp3",
    "GiBps-mo",
    "40.9600000000",
    { volumeApiName: "gp3" },
  ),
  "ebs-snapshot": {
    usd: 0.05,
    entries: [
      regional("AmazonEC2", "Storage Snapshot", "EBS:SnapshotUsage", [["GB-Mo", "0.0500000000"]]),
      regional("AmazonEC2", "Storage Snapshot", "EBS:SnapshotArchiveStorage", [["GB-Mo", "0.0125000000"]]),
    ],
  },

  "cpu-credits": cpuCredits(0.05, "t3", "Linux", "0.0500000000"),
  "cpu-credits-windows": cpuCredits(0.096, "t3", "Windows", "0.0960000000"),
  "cpu-credits-arm": cpuCredits(0.04, "t4g", "Linux", "0.0400000000"),

  "eks-control-plane": {
    usd: 0.1,
    entries: [
      eks("AmazonEKS-Hours:perCluster", "0.1000000000"),
      eks("AmazonEKSHybridNodes-Hours:pervCPU", "0.0200000000", { eksproducttype: "HybridNodes" }),
    ],
  },
  "eks-control-plane-extended": {
    usd: 0.6, // added to the standard price
    entries: [
      eks("AmazonEKS-Hours:extendedSupport", "0.5000000000", {
        operation: "ExtendedSupport",
        tiertype: "HAExtended",
      }),
    ],
  },
  "eks-auto-mode": {
    usd: 0.12,
    entries: [
      autoMode("m5.large", "0.0115200000"),
      autoMode("c6g.large", "0.0081600000"),
      autoMode("m99.large", "0.5000000000"), // has no on-demand price in the test
    ],
  },
  "eks-auto-mode-gpu": { usd: 0.078, entries: [autoMode("g5.xlarge", "0.0784700000")] },
  "eks-capability-ack": capability("ACK", "Hours:perCapability", 0.005, "0.0050000000"),
  "eks-capability-ack-resource": capability("ACK", "CR-Hours:perCustomResource", 0.00005, "0.0000500000"),
  "eks-capability-argocd": capability("ArgoCD", "Hours:perCapability", 0.03, "0.0300000000"),
  "eks-capability-argocd-application": capability(
    "ArgoCD",
    "CR-Hours:perCustomResource",
    0.0015,
    "0.0015000000",
  ),
  "eks-capability-kro": capability("KRO", "Hours:perCapability", 0.0051, "0.0051000000"),
  "eks-capability-kro-instance": capability("KRO", "CR-Hours:perCustomResource", 0.000051, "0.0000510000"),

  "fargate-vcpu": {
    usd: 0.04048,
    entries: [
      fargate("Fargate-vCPU-Hours:perCPU", "0.0404800000"),
      fargate("Fargate-Windows-vCPU-Hours:perCPU", "0.0465520000"),
    ],
  },
  "fargate-memory": { usd: 0.004445, entries: [fargate("Fargate-GB-Hours", "0.0044450000")] },
  "fargate-arm-vcpu": { usd: 0.03238, entries: [fargate("Fargate-ARM-vCPU-Hours:perCPU", "0.0323800000")] },
  "fargate-arm-memory": { usd: 0.00356, entries: [fargate("Fargate-ARM-GB-Hours", "0.0035600000")] },
  "fargate-storage": {
    usd: 0.000111,
    entries: [fargate("Fargate-EphemeralStorage-GB-Hours", "0.0001110000")],
  },

  "interface-endpoint": {
    usd: 0.01,
    entries: [regional("AmazonVPC", "VpcEndpoint", "VpcEndpoint-Hours", [["Hrs", "0.0100000000"]])],
  },
  "interface-endpoint-data": {
    usd: 0.01,
    entries: [
      regional("AmazonVPC", "VpcEndpoint", "VpcEndpoint-Bytes", [
        ["GB", "0.0060000000", "1048576", "5242880"],
        ["GB", "0.0100000000", "0", "1048576"],
        ["GB", "0.0040000000", "5242880"],
      ]),
    ],
  },
  "public-ipv4": {
    usd: 0.005,
    entries: [
      regional("AmazonVPC", undefined, "PublicIPv4:InUseAddress", [["Hrs", "0.0050000000"]]),
      regional("AmazonVPC", undefined, "PublicIPv4:IdleAddress", [["Hrs", "0.0051000000"]]),
    ],
  },

  "log-ingestion": {
    usd: 0.5,
    entries: [
      regional("AmazonCloudWatch", "Data Payload", "DataProcessing-Bytes", [["GB", "0.5000000000"]]),
      regional("AmazonCloudWatch", "Data Payload", "DataProcessingIA-Bytes", [["GB", "0.2500000000"]]),
    ],
  },
  "log-ingestion-vended": {
    usd: 0.51,
    entries: [
      regional("AmazonCloudWatch", "Data Payload", "VendedLog-Bytes", [
        ["GB", "0.5100000000", "0", "10240"],
        ["GB", "0.2500000000", "10240", "30720"],
      ]),
      regional("AmazonCloudWatch", "Data Payload", "VendedLogIA-Bytes", [["GB", "0.1200000000"]]),
    ],
  },
  "log-storage": one(
    0.03,
    "AmazonCloudWatch",
    "Storage Snapshot",
    "TimedStorage-ByteHrs",
    "GB-Mo",
    "0.0300000000",
  ),
  "cloudwatch-metric": {
    usd: 0.3,
    entries: [
      regional("AmazonCloudWatch", "Metric", "CW:MetricMonitorUsage", [
        ["Metrics", "0.3000000000", "0", "10000"],
        ["Metrics", "0.1000000000", "10000", "250000"],
      ]),
    ],
  },
  "cloudwatch-alarm": {
    usd: 0.1,
    entries: [
      regional("AmazonCloudWatch", "Alarm", "CW:AlarmMonitorUsage", [["Alarms", "0.1000000000"]], {
        alarmType: "Standard",
      }),
    ],
  },

  "kms-key": {
    usd: 1,
    entries: [kms("Encryption Key", "us-west-2-KMS-Keys", [["Keys", "1.0000000000"]])],
  },
  "kms-requests": {
    usd: 0.03,
    entries: [
      kms("API Request", "us-west-2-KMS-Requests", [
        ["Requests", "0.0000000000", "0", "20000"],
        ["Requests", "0.0000030000", "20000"],
      ]),
      kms("API Request", "us-west-2-KMS-Requests-Asymmetric", [["Requests", "0.0000150000"]]),
    ],
  },
  secret: one(0.4, "AWSSecretsManager", "Secret", "AWSSecretsManager-Secrets", "Secrets", "0.4000000000"),
  "secret-requests": one(
    0.05,
    "AWSSecretsManager",
    "API Request",
    "AWSSecretsManagerAPIRequest",
    "API Requests",
    "0.0000050000",
  ),
  "sqs-requests": {
    usd: 0.4,
    entries: [
      regional(
        "AWSQueueService",
        "API Request",
        "Requests-Tier1",
        [
          ["Requests", "0.0000004000", "0", "100000000000"],
          ["Requests", "0.0000003000", "100000000000", "200000000000"],
        ],
        { queueType: "Standard", group: "SQS-APIRequest-Tier1" },
      ),
    ],
  },
  "sqs-fifo-requests": one(
    0.5,
    "AWSQueueService",
    "API Request",
    "Requests-FIFO-Tier1",
    "Requests",
    "0.0000005000",
    { queueType: "FIFO (first-in, first-out)", group: "SQS-FIFO-APIRequest-Tier1" },
  ),
  "s3-storage": {
    usd: 0.023,
    entries: [
      regional(
        "AmazonS3",
        "Storage",
        "TimedStorage-ByteHrs",
        [
          ["GB-Mo", "0.0220000000", "51200", "512000"],
          ["GB-Mo", "0.0230000000", "0", "51200"],
        ],
        { volumeType: "Standard", storageClass: "General Purpose" },
      ),
      regional("AmazonS3", "Storage", "TimedStorage-SIA-ByteHrs", [["GB-Mo", "0.0125000000"]], {
        volumeType: "Standard - Infrequent Access",
      }),
    ],
  },
  "route53-zone": {
    usd: 0.5,
    entries: [
      listEntry("DNS Zone", { servicecode: "AmazonRoute53", usagetype: "HostedZone" }, [
        ["HostedZone", "0.5000000000", "0", "25"],
        ["HostedZone", "0.1000000000", "25"],
      ]),
    ],
  },
  "route53-queries": {
    usd: 0.4,
    entries: [
      listEntry("DNS Query", { servicecode: "AmazonRoute53", usagetype: "DNS-Queries" }, [
        ["Queries", "0.0000004000", "0", "1000000000"],
        ["Queries", "0.0000002000", "1000000000"],
      ]),
      listEntry("DNS Query", { servicecode: "AmazonRoute53", usagetype: "Geo-Queries" }, [
        ["Queries", "0.0000007000"],
      ]),
    ],
  },
  "managed-prometheus-samples": {
    usd: 0.9,
    entries: [
      regional("AmazonPrometheus", undefined, "AMP:MetricSampleCount", [
        ["Metric Datapoints", "0.0000000000", "0", "40000000"],
        ["Metric Datapoints", "0.0000000900", "40000000", "2040000000"],
        ["Metric Datapoints", "0.0000000350", "2040000000"],
      ]),
    ],
  },
  "budget-action": {
    usd: 0.1,
    entries: [
      listEntry(undefined, { servicecode: "AWSBudgets", usagetype: "ActionEnabledBudgetsUsage" }, [
        ["Budget-days", "0.0000000000", "0", "62"],
        ["Budget-days", "0.1000000000", "62"],
      ]),
      listEntry(undefined, { servicecode: "AWSBudgets", usagetype: "BudgetsReports" }, [
        ["Reports", "0.0100000000"],
      ]),
    ],
  },

  // the services around a cluster: the price of the list is the number of the line
  "aurora-storage": one(
    0.001,
    "AmazonRDS",
    "Database Storage",
    "Aurora:StorageUsage",
    "Units",
    "0.0010000000",
    {},
  ),
  "aurora-requests": one(
    2,
    "AmazonRDS",
    "System Operation",
    "Aurora:StorageIOUsage",
    "Units",
    "0.0000020000",
    {},
  ),
  "aurora-serverless-v1": one(
    0.003,
    "AmazonRDS",
    "Serverless",
    "Aurora:ServerlessUsage",
    "Units",
    "0.0030000000",
    {},
  ),
  "aurora-serverless-v2": one(
    0.004,
    "AmazonRDS",
    "ServerlessV2",
    "Aurora:ServerlessV2Usage",
    "Units",
    "0.0040000000",
    {},
  ),
  "rds-gp2": one(0.005, "AmazonRDS", "Database Storage", "RDS:GP2-Storage", "Units", "0.0050000000", {
    databaseEngine: "MySQL",
    deploymentOption: "Single-AZ",
  }),
  "rds-gp3": one(0.006, "AmazonRDS", "Database Storage", "RDS:GP3-Storage", "Units", "0.0060000000", {
    databaseEngine: "MySQL",
    deploymentOption: "Single-AZ",
  }),
  "rds-io1": one(0.007, "AmazonRDS", "Database Storage", "RDS:PIOPS-Storage", "Units", "0.0070000000", {
    databaseEngine: "MySQL",
    deploymentOption: "Single-AZ",
  }),
  "rds-standard": one(0.008, "AmazonRDS", "Database Storage", "RDS:StorageUsage", "Units", "0.0080000000", {
    databaseEngine: "MySQL",
    deploymentOption: "Single-AZ",
  }),
  "rds-gp3-iops": one(0.009, "AmazonRDS", "Provisioned IOPS", "RDS:GP3-PIOPS", "Units", "0.0090000000", {
    databaseEngine: "MySQL",
    deploymentOption: "Single-AZ",
  }),
  "rds-io1-iops": one(0.01, "AmazonRDS", "Provisioned IOPS", "RDS:PIOPS", "Units", "0.0100000000", {
    databaseEngine: "MySQL",
    deploymentOption: "Single-AZ",
  }),
  "client-vpn-association": one(
    0.011,
    "AmazonVPC",
    undefined,
    "ClientVPN-EndpointHours",
    "Units",
    "0.0110000000",
    {},
  ),
  "client-vpn-connection": one(
    0.012,
    "AmazonVPC",
    undefined,
    "ClientVPN-ConnectionHours",
    "Units",
    "0.0120000000",
    {},
  ),
  "transit-gateway-attachment": one(
    0.013,
    "AmazonVPC",
    undefined,
    "TransitGateway-Hours",
    "Units",
    "0.0130000000",
    { operation: "TransitGatewayVPC" },
  ),
  "transit-gateway-data": one(
    0.014,
    "AmazonVPC",
    undefined,
    "TransitGateway-Bytes",
    "Units",
    "0.0140000000",
    { operation: "TransitGatewayVPC" },
  ),
  "vpn-connection": one(0.015, "AmazonVPC", "Cloud Connectivity", "Usage15", "Units", "0.0150000000", {
    vpnType: "VPN Standard",
  }),
  "traffic-mirror": one(0.016, "AmazonVPC", undefined, "ENI-Mirror", "Units", "0.0160000000", {}),
  "gateway-load-balancer-endpoint": one(
    0.017,
    "AmazonVPC",
    "VpcEndpoint",
    "VpcEndpoint-GWLBE-Hours",
    "Units",
    "0.0170000000",
    {},
  ),
  "gateway-load-balancer-endpoint-data": one(
    0.018,
    "AmazonVPC",
    "VpcEndpoint",
    "VpcEndpoint-GWLBE-Bytes",
    "Units",
    "0.0180000000",
    {},
  ),
  "cloudwatch-alarm-high-resolution": one(
    0.019,
    "AmazonCloudWatch",
    "Alarm",
    "CW:HighResAlarmMonitorUsage",
    "Units",
    "0.0190000000",
    { alarmType: "High Resolution" },
  ),
  "cloudwatch-dashboard": one(
    0.02,
    "AmazonCloudWatch",
    "Dashboard",
    "DashboardsUsageHour",
    "Units",
    "0.0200000000",
    { usagetype: "DashboardsUsageHour" },
  ),
  "config-items": one(
    0.021,
    "AWSConfig",
    undefined,
    "ConfigurationItemRecorded",
    "Units",
    "0.0210000000",
    {},
  ),
  "config-rule-evaluations": one(
    0.022,
    "AWSConfig",
    undefined,
    "ConfigRuleEvaluations",
    "Units",
    "0.0220000000",
    {},
  ),
  "dynamodb-read-capacity": one(
    0.023,
    "AmazonDynamoDB",
    "Provisioned IOPS",
    "Usage23",
    "Units",
    "0.0230000000",
    { group: "DDB-ReadUnits" },
  ),
  "dynamodb-write-capacity": one(
    0.024,
    "AmazonDynamoDB",
    "Provisioned IOPS",
    "Usage24",
    "Units",
    "0.0240000000",
    { group: "DDB-WriteUnits" },
  ),
  "dynamodb-read-requests": one(
    25,
    "AmazonDynamoDB",
    "Amazon DynamoDB PayPerRequest Throughput",
    "Usage25",
    "Units",
    "0.0000250000",
    { group: "DDB-ReadUnits" },
  ),
  "dynamodb-write-requests": one(
    26,
    "AmazonDynamoDB",
    "Amazon DynamoDB PayPerRequest Throughput",
    "Usage26",
    "Units",
    "0.0000260000",
    { group: "DDB-WriteUnits" },
  ),
  "dynamodb-storage": one(
    0.027,
    "AmazonDynamoDB",
    "Database Storage",
    "TimedStorage-ByteHrs",
    "Units",
    "0.0270000000",
    {},
  ),
  "ecr-storage": one(
    0.028,
    "AmazonECR",
    "EC2 Container Registry",
    "TimedStorage-ByteHrs",
    "Units",
    "0.0280000000",
    {},
  ),
  "efs-storage": one(0.029, "AmazonEFS", "Storage", "TimedStorage-ByteHrs", "Units", "0.0290000000", {}),
  "efs-storage-one-zone": one(
    0.03,
    "AmazonEFS",
    "Storage",
    "TimedStorage-Z-ByteHrs",
    "Units",
    "0.0300000000",
    {},
  ),
  "efs-throughput": one(
    0.031,
    "AmazonEFS",
    "Provisioned Throughput",
    "ProvisionedTP-MiBpsHrs",
    "Units",
    "0.0310000000",
    {},
  ),
  "eventbridge-events": one(32, "AWSEvents", "EventBridge", "Event-64K-Chunks", "Units", "0.0000320000", {
    eventType: "Custom Event",
  }),
  "http-api-requests": one(
    33,
    "AmazonApiGateway",
    "API Calls",
    "ApiGatewayHttpRequest",
    "Units",
    "0.0000330000",
    {},
  ),
  "rest-api-requests": one(
    34,
    "AmazonApiGateway",
    "API Calls",
    "ApiGatewayRequest",
    "Units",
    "0.0000340000",
    {},
  ),
  "kinesis-shard": one(
    0.035,
    "AmazonKinesis",
    "Kinesis Streams",
    "Storage-ShardHour",
    "Units",
    "0.0350000000",
    { operation: "shardHourStorage" },
  ),
  "kinesis-stream": one(
    0.036,
    "AmazonKinesis",
    "Kinesis Streams",
    "OnDemand-StreamHour",
    "Units",
    "0.0360000000",
    {},
  ),
  "kinesis-ingestion": one(
    0.037,
    "AmazonKinesis",
    "Kinesis Streams",
    "OnDemand-BilledIncomingBytes",
    "Units",
    "0.0370000000",
    {},
  ),
  "lambda-requests": one(38, "AWSLambda", "Serverless", "Request", "Units", "0.0000380000", {
    group: "AWS-Lambda-Requests",
  }),
  "lambda-duration": one(0.039, "AWSLambda", "Serverless", "Lambda-GB-Second", "Units", "0.0390000000", {
    group: "AWS-Lambda-Duration",
  }),
  "lambda-duration-arm": one(
    0.04,
    "AWSLambda",
    "Serverless",
    "Lambda-GB-Second-ARM",
    "Units",
    "0.0400000000",
    { group: "AWS-Lambda-Duration-ARM" },
  ),
  "managed-grafana-editor": one(
    0.041,
    "AmazonGrafana",
    "User Fees",
    "Grafana:EditorUser",
    "Units",
    "0.0410000000",
    {},
  ),
  "network-firewall-endpoint": one(
    0.042,
    "AWSNetworkFirewall",
    "AWS Firewall",
    "Endpoint-Hour",
    "Units",
    "0.0420000000",
    {},
  ),
  "network-firewall-data": one(
    0.043,
    "AWSNetworkFirewall",
    "AWS Firewall",
    "Traffic-GB-Processed",
    "Units",
    "0.0430000000",
    {},
  ),
  "resolver-endpoint-address": one(
    0.044,
    "AmazonRoute53",
    undefined,
    "ResolverNetworkInterface",
    "Units",
    "0.0440000000",
    {},
  ),
  "s3-reads": one(45, "AmazonS3", undefined, "Requests-Tier2", "Units", "0.0450000000", {
    group: "S3-API-Tier2",
  }),
  "s3-writes": one(46, "AmazonS3", undefined, "Requests-Tier1", "Units", "0.0460000000", {
    group: "S3-API-Tier1",
  }),
  "sns-http-deliveries": one(
    47,
    "AmazonSNS",
    "Message Delivery",
    "DeliveryAttempts-HTTP",
    "Units",
    "0.0000470000",
    {},
  ),
  "step-functions-transitions": one(
    48,
    "AmazonStates",
    "AWS Step Functions",
    "StateTransition",
    "Units",
    "0.0480000000",
    {},
  ),
  "waf-acl": one(0.049, "awswaf", "Web Application Firewall", "WebACLV2", "Units", "0.0490000000", {}),
  "waf-rule": one(0.05, "awswaf", "Web Application Firewall", "RuleV2", "Units", "0.0500000000", {}),
  "waf-requests": one(
    51,
    "awswaf",
    "Web Application Firewall",
    "RequestV2-Tier1",
    "Units",
    "0.0000510000",
    {},
  ),
  "cloudfront-functions": one(
    52,
    "AmazonCloudFront",
    "Request",
    "Executions-CloudFrontFunctions",
    "Units",
    "0.0000520000",
    { usagetype: "Executions-CloudFrontFunctions" },
  ),

  "internet-egress": {
    usd: 0.09,
    entries: [
      transfer("USW2-DataTransfer-Out-Bytes", { transferType: "AWS Outbound", toLocation: "External" }, [
        ["GB", "0.0850000000", "10240", "51200"],
        ["GB", "0.0900000000", "0", "10240"],
      ]),
      transfer("USW2-DataTransfer-In-Bytes", { transferType: "AWS Inbound", toLocation: "External" }, [
        ["GB", "0.0000000000"],
      ]),
    ],
  },
  "zone-traffic": {
    usd: 0.02,
    entries: [
      transfer(
        "USW2-DataTransfer-Regional-Bytes",
        { transferType: "IntraRegion", toRegionCode: "us-west-2" },
        [["GB", "0.0100000000"]],
      ),
      transfer("USW2-DataTransfer-xAZ-Out-Bytes", { transferType: "IntraRegion" }, [["GB", "0.0000100000"]]),
    ],
  },
  "region-egress": {
    usd: 0.02,
    entries: [
      transfer(
        "USW2-USW1-AWS-Out-Bytes",
        { transferType: "InterRegion Outbound", toRegionCode: "us-west-1" },
        [["GB", "0.0200000000"]],
      ),
      transfer(
        "USW2-AFS1-AWS-Out-Bytes",
        { transferType: "InterRegion Outbound", toRegionCode: "af-south-1" },
        [["GB", "0.1470000000"]],
      ),
    ],
  },
};

function regional(
  servicecode: string,
  family: string | undefined,
  usage: string,
  tiers: readonly Tier[],
  more: Record<string, string> = {},
): string {
  const place = { regionCode: "us-west-2", location: "US West (Oregon)", locationType: "AWS Region" };
  return listEntry(family, { servicecode, ...place, usagetype: `USW2-${usage}`, ...more }, tiers);
}

function one(
  usd: number,
  servicecode: string,
  family: string | undefined,
  usage: string,
  unit: string,
  price: string,
  more: Record<string, string> = {},
) {
  return { usd, entries: [regional(servicecode, family, usage, [[unit, price]], more)] };
}

function loadBalancer(kind: string, usage: string, unit: string, price: string): string {
  return regional("AWSELB", `Load Balancer-${kind}`, usage, [[unit, price]], {
    operation: `LoadBalancing:${kind}`,
  });
}

function volume(usd: number, usage: string, volumeApiName: string, price: string) {
  return one(usd, "AmazonEC2", "Storage", usage, "GB-Mo", price, { volumeApiName });
}

function iops(usd: number, usage: string, volumeApiName: string, price: string) {
  return one(usd, "AmazonEC2", "System Operation", usage, "IOPS-Mo", price, { volumeApiName });
}

function cpuCredits(usd: number, instance: string, operatingSystem: string, price: string) {
  const more = { instance, operatingSystem };
  return one(usd, "AmazonEC2", "CPU Credits", `CPUCredits:${instance}`, "vCPU-Hours", price, more);
}

function eks(usage: string, price: string, more: Record<string, string> = {}): string {
  return regional("AmazonEKS", "Compute", usage, [["Hours", price]], more);
}

function autoMode(instancetype: string, price: string): string {
  const more = { eksproducttype: "AutoMode", instancetype, operation: "EKSAutoUsage" };
  return eks(`EKS-Auto:${instancetype}`, price, more);
}

function capability(capabilitytype: string, ekscapabilityunits: string, usd: number, price: string) {
  const usage = `AmazonEKSCapabilities-${capabilitytype}-${ekscapabilityunits}`;
  return { usd, entries: [eks(usage, price, { capabilitytype, ekscapabilityunits })] };
}

function fargate(usage: string, price: string): string {
  return regional("AmazonECS", "Compute", usage, [["hours", price]]);
}

function kms(family: string, usagetype: string, tiers: readonly Tier[]): string {
  return regional("awskms", family, "", tiers, { usagetype });
}

function transfer(usagetype: string, more: Record<string, string>, tiers: readonly Tier[]): string {
  const from = { fromRegionCode: "us-west-2", fromLocation: "US West (Oregon)" };
  return listEntry("Data Transfer", { servicecode: "AWSDataTransfer", usagetype, ...from, ...more }, tiers);
}
