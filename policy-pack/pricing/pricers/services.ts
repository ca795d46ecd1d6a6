import { at, entries, UNKNOWN } from "../../stack-view";
import type { Meter } from "../usage";
import {
  guarded,
  hourly,
  metered,
  monthly,
  NoPrice,
  numberIn,
  part,
  textOf,
  type Part,
  type Pricer,
  type PricingContext,
} from "./pricer";

/** What is billed by use: the item, its meter, the price, and how many units of the meter that is for. */
type Use = readonly [item: string, meter: Meter, price: string, per?: number];

function usesOf(context: PricingContext, ...uses: Use[]): Part[] {
  return uses.map(([item, meter, price, per]) => part(() => metered(item, meter, price, context, per)));
}

/** A pricer for what is billed by use alone. */
export function byUse(...uses: Use[]): Pricer {
  return (_resource, context) => usesOf(context, ...uses);
}

/** A pricer for so much an hour, and by use. */
export function byTheHour(item: string, price: string, ...uses: Use[]): Pricer {
  return (_resource, context) => [part(() => hourly(item, 1, price, context)), ...usesOf(context, ...uses)];
}

/** A pricer for so much a month, and by use. */
export function byTheMonth(item: string, price: string, ...uses: Use[]): Pricer {
  return (_resource, context) => [part(() => monthly(item, 1, price, context)), ...usesOf(context, ...uses)];
}

export const priceKey = byTheMonth("encryption key", "kms-key");

export const priceQueue: Pricer = ({ props }, context) =>
  at(props, "fifoQueue") === true
    ? usesOf(context, ["requests to FIFO queues", "fifoQueueRequests", "sqs-fifo-requests", 1e6])
    : usesOf(context, ["requests to queues", "queueRequests", "sqs-requests", 1e6]);

/** Each metric of an alarm; of those that an expression computes, the metrics that it reads. */
export const priceAlarm: Pricer = ({ props }, context) => {
  const queries = at(props, "metricQueries");
  if (queries === UNKNOWN) throw new NoPrice("its metrics are unknown until up");
  const metrics = entries(queries).filter((query) => at(query, "metric") !== undefined).length;
  const periods = [at(props, "period"), ...entries(queries).map((query) => at(query, "metric", "period"))];
  const isFine = periods.some((period) => Number(period) > 0 && Number(period) < 60);
  const count = Math.max(1, metrics);
  return isFine
    ? [monthly("alarm of high resolution", count, "cloudwatch-alarm-high-resolution", context)]
    : [monthly("alarm", count, "cloudwatch-alarm", context)];
};

/** Storage that grows with what is written; provisioned throughput by the month. */
export const priceFileSystem: Pricer = ({ props }, context) => {
  const isOneZone =
    typeof at(props, "availabilityZoneName") === "string" && at(props, "availabilityZoneName") !== "";
  const throughput = at(props, "provisionedThroughputInMibps");
  return [
    ...(at(props, "throughputMode") === "provisioned"
      ? [
          part(() => {
            const amount = numberIn(throughput, "its provisioned throughput");
            return monthly(`provisioned throughput, ${amount} MiB/s`, amount, "efs-throughput", context);
          }),
        ]
      : []),
    ...usesOf(context, ["files", "fileGigabyteMonths", isOneZone ? "efs-storage-one-zone" : "efs-storage"]),
  ];
};

/** Tables bill provisioned capacity by the hour, or each request. */
export const priceTable: Pricer = ({ props }, context) => {
  const mode = at(props, "billingMode") ?? "PROVISIONED";
  if (mode === UNKNOWN) throw new NoPrice("its billing mode is unknown until up");
  const storage: Use = ["data in tables", "tableGigabyteMonths", "dynamodb-storage"];
  if (mode === "PAY_PER_REQUEST") {
    return usesOf(
      context,
      ["read requests to tables", "tableReads", "dynamodb-read-requests", 1e6],
      ["write requests to tables", "tableWrites", "dynamodb-write-requests", 1e6],
      storage,
    );
  }
  const capacity = (what: "read" | "write", key: string) =>
    part(() => {
      const units = [props, ...entries(at(props, "globalSecondaryIndexes"))].map((each) =>
        numberIn(at(each, key) ?? 1, `its ${what} capacity`),
      );
      const sum = units.reduce((total, one) => total + one, 0);
      return hourly(`${sum} ${what} capacity units`, sum, `dynamodb-${what}-capacity`, context);
    });
  return [capacity("read", "readCapacity"), capacity("write", "writeCapacity"), ...usesOf(context, storage)];
};

export const priceFunction: Pricer = ({ props }, context) => {
  const isArm = entries(at(props, "architectures")).includes("arm64");
  return usesOf(
    context,
    ["requests to functions", "functionRequests", "lambda-requests", 1e6],
    ["run time of functions", "functionGigabyteSeconds", isArm ? "lambda-duration-arm" : "lambda-duration"],
  );
};

/** Streams bill shards, or the stream and what comes in. */
export const priceStream: Pricer = ({ props }, context) => {
  const mode = at(props, "streamModeDetails", "streamMode");
  if (mode === UNKNOWN) throw new NoPrice("its mode is unknown until up");
  if (mode === "ON_DEMAND") {
    return [
      part(() => hourly("stream on demand", 1, "kinesis-stream", context)),
      ...usesOf(context, ["data into streams", "streamGigabytes", "kinesis-ingestion"]),
    ];
  }
  const shards = numberIn(at(props, "shardCount") ?? 1, "the number of its shards");
  return [hourly(`${shards} shards`, shards, "kinesis-shard", context)];
};

/** Public certificates are free elsewhere; an authority of one's own bills by the month. */
export const priceCertificateAuthority: Pricer = ({ props }, context) =>
  at(props, "usageMode") === "SHORT_LIVED_CERTIFICATE"
    ? [
        monthly(
          "private certificate authority, short-lived certificates",
          1,
          "private-ca-short-lived",
          context,
        ),
      ]
    : [monthly("private certificate authority", 1, "private-ca", context)];

/** A web ACL and each of its rules. */
export const priceWebAcl: Pricer = ({ props }, context) => {
  const rules = at(props, "rules");
  return [
    part(() => monthly("web ACL", 1, "waf-acl", context)),
    ...guarded(() => {
      if (rules === UNKNOWN) throw new NoPrice("its rules are unknown until up");
      const count = entries(rules).length;
      return count === 0 ? [] : [monthly(`${count} rules of the web ACL`, count, "waf-rule", context)];
    }),
    ...usesOf(context, ["requests to web ACLs", "webAclRequests", "waf-requests", 1e6]),
  ];
};

/** Standard parameters are free. */
export const priceParameter: Pricer = ({ props }, context) => {
  const tier = at(props, "tier") ?? "Standard";
  if (tier === "Standard") return [];
  if (tier === "Advanced") return [monthly("advanced parameter", 1, "ssm-advanced-parameter", context)];
  throw new NoPrice(`whether a parameter of tier ${textOf(tier)} becomes an advanced one doesn't show`);
};

/** Each address of a resolver endpoint. */
export const priceResolverEndpoint: Pricer = ({ props }, context) => {
  const addresses = at(props, "ipAddresses");
  return [
    part(() => {
      if (addresses === UNKNOWN) throw new NoPrice("its addresses are unknown until up");
      const count = numberIn(entries(addresses).length || undefined, "the number of its addresses");
      return hourly(`resolver endpoint, ${count} addresses`, count, "resolver-endpoint-address", context);
    }),
    ...usesOf(context, ["queries to resolver endpoints", "resolverQueries", "resolver-queries", 1e6]),
  ];
};

/** A firewall has an endpoint in each of its subnets. */
export const priceFirewall: Pricer = ({ props }, context) => {
  const subnets = at(props, "subnetMappings");
  return [
    part(() => {
      if (subnets === UNKNOWN) throw new NoPrice("its subnets are unknown until up");
      const count = numberIn(entries(subnets).length || undefined, "the number of its subnets");
      return hourly(`firewall endpoints in ${count} zones`, count, "network-firewall-endpoint", context);
    }),
    ...usesOf(context, ["data through firewall endpoints", "firewallGigabytes", "network-firewall-data"]),
  ];
};

/** A connection ends at a virtual private gateway, or at a transit gateway, which bills its attachment. */
export const priceVpnConnection: Pricer = ({ props }, context) => {
  const transit = at(props, "transitGatewayId");
  return [
    part(() => hourly("VPN connection", 1, "vpn-connection", context)),
    ...(transit === undefined || transit === null || transit === ""
      ? []
      : [part(() => hourly("transit gateway attachment", 1, "transit-gateway-attachment", context))]),
  ];
};

/** Flow logs bill as other logs where they go to a log group, and are counted there. */
export const priceFlowLog: Pricer = ({ props }) => {
  const to = at(props, "logDestinationType") ?? "cloud-watch-logs";
  if (to === "cloud-watch-logs") return [];
  throw new NoPrice(`no price for flow logs that go to ${textOf(to)}`);
};

/** Basic scanning of images is free. */
export const priceScanning: Pricer = ({ props }) => {
  if (at(props, "scanType") === "BASIC") return [];
  throw new NoPrice("no price for enhanced scanning of images");
};

/** A stage of a REST API bills its cache. */
export const priceApiStage: Pricer = ({ props }) => {
  if (at(props, "cacheClusterEnabled") !== true) return [];
  throw new NoPrice("no price for the cache of an API's stage");
};

/** HTTP APIs bill requests, WebSocket APIs messages. */
export const priceApi: Pricer = byUse([
  "requests to HTTP and WebSocket APIs",
  "httpApiRequests",
  "http-api-requests",
  1e6,
]);
