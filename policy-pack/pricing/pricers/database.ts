import { at, entries, UNKNOWN, type ResourceView, type StackView } from "../../stack-view";
import { databasePriceOf } from "../databases";
import { constant } from "../money";
import {
  guarded,
  metered,
  monthly,
  NoPrice,
  numberIn,
  part,
  textOf,
  type Part,
  type Priced,
  type Pricer,
  type PricingContext,
} from "./pricer";

const CLUSTER = "aws:rds/cluster:Cluster";

/** The engines of RDS by the name that the book has for them. */
const ENGINES: Readonly<Record<string, string>> = {
  aurora: "Aurora MySQL",
  "aurora-mysql": "Aurora MySQL",
  "aurora-postgresql": "Aurora PostgreSQL",
  mariadb: "MariaDB",
  mysql: "MySQL",
  postgres: "PostgreSQL",
};

/** A database and its storage; backups up to the size of the storage are free, and more is not counted. */
export const priceDatabase: Pricer = (database, context) => {
  const { props } = database;
  const primary = replicated(props, context.stack);
  const of = (key: string) => given(at(props, key)) ?? given(at(primary?.props, key));
  const engine = of("engine");
  const zones = zonesOf(of("multiAz"));
  const where = zones === 2 ? ", in two zones" : "";
  const isAurora = typeof engine === "string" && engine.startsWith("aurora");
  return [
    part(() => instances("database", engine, of("instanceClass"), zones, where, context)),
    ...(isAurora ? [] : databaseStorage({ of, zones, where }, context)),
  ];
};

/** The database that a replica in the program follows, whose engine and size it has. */
function replicated(props: Record<string, unknown>, stack: StackView): ResourceView | undefined {
  const source = at(props, "replicateSourceDb");
  if (source === undefined || source === null || source === "") return undefined;
  return stack
    .ofType("aws:rds/instance:Instance")
    .find((other) =>
      [other.props["identifier"], other.props["id"], other.props["arn"]].some((name) => name === source && name !== UNKNOWN),
    ); // prettier-ignore
}

function given(value: unknown): unknown {
  return value === null || value === "" ? undefined : value;
}

function zonesOf(multiAz: unknown): number {
  if (multiAz === UNKNOWN) throw new NoPrice("whether it has a standby in a second zone is unknown until up");
  return multiAz === true ? 2 : 1;
}

/** Instances of one class, each at the price of one zone. */
function instances(
  what: string,
  engine: unknown,
  instanceClass: unknown,
  count: number,
  where: string,
  { region }: PricingContext,
): Priced {
  if (engine === UNKNOWN) throw new NoPrice("its engine is unknown until up");
  if (instanceClass === UNKNOWN) throw new NoPrice("its instance class is unknown until up");
  if (engine === undefined) throw new NoPrice("its engine doesn't show");
  const name = Object.hasOwn(ENGINES, textOf(engine)) ? ENGINES[textOf(engine)] : undefined;
  const price = name && databasePriceOf("rds", name, textOf(instanceClass), region);
  if (!price) throw new NoPrice(`no price for ${textOf(engine)} on ${textOf(instanceClass)} in ${region}`);
  return instanceLine(`${what}, ${textOf(engine)} on ${textOf(instanceClass)}${where}`, count, price);
}

function instanceLine(item: string, count: number, { usd, source }: { usd: number; source: string }): Priced {
  return { item, cost: constant(count * usd), rate: { quantity: count, unit: "instance-hour", usd }, source };
}

/** IOPS that gp3 includes, and from which size on it includes more: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html */
const GP3_IOPS = { small: 3000, large: 12_000, largeFromGibibytes: 400 };

function databaseStorage(
  { of, zones, where }: { of: (key: string) => unknown; zones: number; where: string },
  context: PricingContext,
): Part[] {
  const asked = of("storageType");
  if (asked === UNKNOWN) return [new NoPrice("the type of its storage is unknown until up")];
  const iops = of("iops");
  const kind = asked === undefined ? (Number(iops) > 0 ? "io1" : "gp2") : textOf(asked);
  const line = (item: string, amount: number, price: string) =>
    part(() => monthly(`${item}${where}`, amount * zones, price, context));
  return guarded(() => {
    const gibibytes = numberIn(of("allocatedStorage"), "the size of its storage");
    const lines = [line(`storage, ${gibibytes} GB ${kind}`, gibibytes, `rds-${kind}`)];
    if (kind === "io1" || kind === "io2") {
      const amount = numberIn(iops, "the IOPS of its storage");
      lines.push(line(`storage, ${amount} IOPS`, amount, `rds-${kind}-iops`));
    }
    if (kind === "gp3" && iops !== undefined) {
      const included = gibibytes >= GP3_IOPS.largeFromGibibytes ? GP3_IOPS.large : GP3_IOPS.small;
      const more = numberIn(iops, "the IOPS of its storage") - included;
      if (more > 0) lines.push(line(`storage, ${more} IOPS above ${included}`, more, "rds-gp3-iops"));
    }
    return lines;
  });
}

/** What a cluster of Aurora stores and reads; one of RDS's own engines has three instances with storage. */
export const priceDatabaseCluster: Pricer = ({ props }, context) => {
  const instanceClass = given(at(props, "dbClusterInstanceClass"));
  if (instanceClass !== undefined) {
    throw new NoPrice("no price for clusters of databases in three zones");
  }
  if (given(at(props, "storageType")) === "aurora-iopt1") {
    throw new NoPrice("no price for Aurora with I/O-optimized storage");
  }
  return [
    ...(at(props, "engineMode") === "serverless"
      ? [
          part(() =>
            metered("Aurora Serverless v1", "auroraCapacityUnitHours", "aurora-serverless-v1", context),
          ),
        ]
      : []),
    part(() => metered("storage of Aurora", "auroraGigabyteMonths", "aurora-storage", context)),
    part(() =>
      metered("requests to the storage of Aurora", "auroraRequests", "aurora-requests", context, 1e6),
    ),
  ];
};

/** An instance of an Aurora cluster; serverless ones bill their capacity, of which the cluster names the least. */
export const priceClusterInstance: Pricer = (instance, context) => {
  const { props } = instance;
  const [cluster] = context.stack.dependencies(instance, CLUSTER);
  const engine = given(at(props, "engine")) ?? given(at(cluster?.props, "engine"));
  if (at(props, "instanceClass") === "db.serverless") {
    return [
      part(() => metered("Aurora Serverless v2", "auroraCapacityUnitHours", "aurora-serverless-v2", context)),
    ];
  }
  return [instances("database", engine, at(props, "instanceClass"), 1, "", context)];
};

const CACHE_ENGINES: Readonly<Record<string, string>> = {
  memcached: "Memcached",
  redis: "Redis",
  valkey: "Valkey",
};

/** The nodes of a cache; one that belongs to a replication group is counted there. */
export const priceCacheCluster: Pricer = ({ props }, context) => {
  if (given(at(props, "replicationGroupId")) !== undefined) return [];
  const nodes = numberIn(at(props, "numCacheNodes") ?? 1, "the number of its nodes");
  return [cacheNodes(at(props, "engine"), at(props, "nodeType"), nodes, context)];
};

/** Each node group of a replication group has a primary and its replicas. */
export const priceReplicationGroup: Pricer = ({ props }, context) => {
  if (
    given(at(props, "globalReplicationGroupId")) !== undefined &&
    given(at(props, "nodeType")) === undefined
  ) {
    throw new NoPrice("its node type is that of the global replication group, which doesn't show");
  }
  const groups = given(at(props, "numNodeGroups"));
  const ofMode = entries(at(props, "clusterMode"))[0] ?? at(props, "clusterMode"); // of older SDKs
  const shards = groups ?? given(at(ofMode, "numNodeGroups"));
  const replicas = given(at(props, "replicasPerNodeGroup")) ?? given(at(ofMode, "replicasPerNodeGroup")) ?? 0;
  const clusters = given(at(props, "numCacheClusters"));
  const nodes =
    clusters !== undefined
      ? numberIn(clusters, "the number of its nodes")
      : numberIn(shards ?? 1, "the number of its node groups") *
        (1 + numberIn(replicas, "the number of its replicas"));
  return [cacheNodes(given(at(props, "engine")) ?? "redis", at(props, "nodeType"), nodes, context)];
};

function cacheNodes(engine: unknown, nodeType: unknown, nodes: number, { region }: PricingContext): Priced {
  if (engine === UNKNOWN) throw new NoPrice("its engine is unknown until up");
  if (nodeType === UNKNOWN) throw new NoPrice("its node type is unknown until up");
  const name = Object.hasOwn(CACHE_ENGINES, textOf(engine)) ? CACHE_ENGINES[textOf(engine)] : undefined;
  const price = name && databasePriceOf("elasticache", name, textOf(nodeType), region);
  if (!price) throw new NoPrice(`no price for ${textOf(engine)} on ${textOf(nodeType)} in ${region}`);
  return instanceLine(`cache, ${nodes} x ${textOf(nodeType)} of ${textOf(engine)}`, nodes, price);
}
