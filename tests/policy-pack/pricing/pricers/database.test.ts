import assert from "node:assert/strict";
import { UNKNOWN } from "../../../../policy-pack/stack-view";
import { assertProgram, pricedProgram, resource } from "../small-stack";

// us-east-1, an hour: db.t3.large of PostgreSQL 0.145, MySQL 0.136, Aurora 0.164; a GB and month of gp2 and gp3 0.115,
// of io1 0.125; an IOPS of io1 0.10, of gp3 0.02; cache.m4.large 0.156
const database = (props: Record<string, unknown>, name = "db") =>
  resource("aws:rds/instance:Instance", name, { engine: "postgres", instanceClass: "db.t3.large", ...props });
const POSTGRES = 105.85; // 730 hours of 0.145

describe("the price of a database", () => {
  it("is that of its instance and its storage, gp2 where no type is named", () => {
    assertProgram(pricedProgram([database({ allocatedStorage: 20 })]), [
      ["database, postgres on db.t3.large", POSTGRES],
      ["storage, 20 GB gp2", 2.3],
    ]);
  });

  it("is twice that with a standby in a second zone", () => {
    assertProgram(
      pricedProgram([database({ engine: "mysql", allocatedStorage: 30, storageType: "gp3", multiAz: true })]),
      [
        ["database, mysql on db.t3.large, in two zones", 198.56],
        ["storage, 30 GB gp3, in two zones", 6.9],
      ],
    );
  });

  for (const [storage, lines] of [
    [
      { storageType: "io1", allocatedStorage: 100, iops: 1200 },
      [
        ["100 GB io1", 12.5],
        ["1200 IOPS", 120],
      ],
    ],
    [
      { allocatedStorage: 100, iops: 1000 },
      [
        ["100 GB io1", 12.5],
        ["1000 IOPS", 100],
      ],
    ],
    [{ storageType: "gp3", allocatedStorage: 20, iops: 3000 }, [["20 GB gp3", 2.3]]],
    [
      { storageType: "gp3", allocatedStorage: 399, iops: 4000 },
      [
        ["399 GB gp3", 45.885],
        ["1000 IOPS above 3000", 20],
      ],
    ],
    [{ storageType: "gp3", allocatedStorage: 400, iops: 12000 }, [["400 GB gp3", 46]]],
    [
      { storageType: "gp3", allocatedStorage: 400, iops: 14000 },
      [
        ["400 GB gp3", 46],
        ["2000 IOPS above 12000", 40],
      ],
    ],
  ] as [Record<string, unknown>, [string, number][]][]) {
    it(`has the storage of ${JSON.stringify(storage)}`, () => {
      assertProgram(pricedProgram([database(storage)]), [
        ["database, postgres on db.t3.large", POSTGRES],
        ...lines.map(([item, usd]): [string, number] => [`storage, ${item}`, usd]),
      ]);
    });
  }

  it("of a replica has the engine and size of what it follows", () => {
    const primary = database({ identifier: "main", allocatedStorage: 20 });
    const replica = resource("aws:rds/instance:Instance", "replica", {
      replicateSourceDb: "main",
      instanceClass: "db.t3.large",
    });
    const lines: [string, number][] = [
      ["database, postgres on db.t3.large", POSTGRES],
      ["storage, 20 GB gp2", 2.3],
    ];
    assertProgram(pricedProgram([primary, replica]), [...lines, ...lines]);
  });

  it("is known in other regions, and not where there is no price", () => {
    const props = { instanceClass: "db.t3.large", allocatedStorage: 100, storageType: "gp3" };
    assertProgram(pricedProgram([database(props)], { region: "eu-west-1" }), [
      ["database, postgres on db.t3.large", 113.88], // 730 hours of 0.156
      ["storage, 100 GB gp3", 12.7],
    ]);
    assertProgram(pricedProgram([database(props)], { region: "af-south-1" }), [], {
      unpriced: [/no price for postgres on db.t3.large in af-south-1/, /no price for rds-gp3 in af-south-1/],
    });
  });

  it("is known but for what isn't", () => {
    const storage: [string, number] = ["storage, 20 GB gp2", 2.3];
    for (const [props, reason] of [
      [{ engine: "oracle-ee" }, /no price for oracle-ee/],
      [{ engine: UNKNOWN }, /engine is unknown until up/],
      [{ engine: undefined }, /engine doesn't show/],
      [{ instanceClass: UNKNOWN }, /instance class is unknown until up/],
    ] as const) {
      assertProgram(pricedProgram([database({ allocatedStorage: 20, ...props })]), [storage], {
        unpriced: [reason],
      });
    }
    const instance: [string, number] = ["database, postgres on db.t3.large", POSTGRES];
    for (const [props, reason] of [
      [{}, /size of its storage is not a number/],
      [{ allocatedStorage: UNKNOWN }, /size of its storage is unknown until up/],
      [{ allocatedStorage: 20, storageType: UNKNOWN }, /type of its storage is unknown until up/],
      [{ allocatedStorage: 20, storageType: "io2", iops: 1000 }, /no price for rds-io2/],
    ] as const) {
      const { lines, unpriced } = pricedProgram([database(props)]);
      assert.deepEqual([lines.length, lines[0]?.item], [1, instance[0]]);
      assert.match(unpriced[0]!.reason, reason);
    }
    assertProgram(pricedProgram([database({ multiAz: UNKNOWN, allocatedStorage: 20 })]), [], {
      unpriced: [/second zone is unknown until up/],
    });
  });
});

describe("the price of Aurora", () => {
  const cluster = resource("aws:rds/cluster:Cluster", "c", { engine: "aurora-postgresql" });
  const use = { auroraGigabyteMonths: 0.1, auroraRequests: 0.2e-6 };
  const member = (props: Record<string, unknown>) =>
    resource("aws:rds/clusterInstance:ClusterInstance", "i", props, { dependsOn: [cluster.urn] });

  it("is that of each instance, with the engine of its cluster where it names none, and of the cluster's use", () => {
    for (const engine of ["aurora-postgresql", undefined, ""]) {
      assertProgram(
        pricedProgram([cluster, member({ engine, instanceClass: "db.t3.large" })]),
        [["database, aurora-postgresql on db.t3.large", 119.72]], // 730 hours of 0.164
        { use },
      );
    }
  });

  it("is that of the capacity that is used where it is serverless", () => {
    assertProgram(pricedProgram([cluster, member({ instanceClass: "db.serverless" })]), [], {
      use: { ...use, auroraCapacityUnitHours: 0.12 },
    });
    const serverless = resource("aws:rds/cluster:Cluster", "c", { engineMode: "serverless" });
    assertProgram(pricedProgram([serverless]), [], { use: { ...use, auroraCapacityUnitHours: 0.06 } });
  });

  it("is not known with I/O-optimized storage, nor for clusters of other engines", () => {
    const other = (props: Record<string, unknown>) => resource("aws:rds/cluster:Cluster", "c", props);
    assertProgram(pricedProgram([other({ storageType: "aurora-iopt1" })]), [], {
      unpriced: [/I\/O-optimized/],
    });
    assertProgram(pricedProgram([other({ dbClusterInstanceClass: "db.r6gd.large" })]), [], {
      unpriced: [/three zones/],
    });
  });
});

describe("the price of a cache", () => {
  const cluster = (props: Record<string, unknown>) => resource("aws:elasticache/cluster:Cluster", "c", props);
  const group = (props: Record<string, unknown>) =>
    resource("aws:elasticache/replicationGroup:ReplicationGroup", "g", {
      nodeType: "cache.m4.large",
      ...props,
    });
  const NODE = 113.88; // 730 hours of 0.156

  it("is that of its nodes", () => {
    const props = { engine: "memcached", nodeType: "cache.m4.large", numCacheNodes: 2 };
    assertProgram(pricedProgram([cluster(props)]), [["cache, 2 x cache.m4.large of memcached", 2 * NODE]]);
    assertProgram(pricedProgram([cluster({ ...props, replicationGroupId: "g" })]), []);
  });

  it("of a replication group has a primary and the replicas in each node group", () => {
    for (const [props, nodes] of [
      [{}, 1],
      [{ numCacheClusters: 3 }, 3],
      [{ numNodeGroups: 4, replicasPerNodeGroup: 3 }, 16],
      [{ numNodeGroups: 2 }, 2],
      [{ clusterMode: { numNodeGroups: 2, replicasPerNodeGroup: 1 } }, 4],
      [{ clusterMode: [{ numNodeGroups: 2, replicasPerNodeGroup: 1 }] }, 4],
    ] as [Record<string, unknown>, number][]) {
      assertProgram(pricedProgram([group(props)]), [
        [`cache, ${nodes} x cache.m4.large of redis`, nodes * NODE],
      ]);
    }
  });

  it("is not known while its engine, its node type or the number of nodes isn't", () => {
    for (const [props, reason] of [
      [{ engine: UNKNOWN }, /engine is unknown until up/],
      [{ nodeType: UNKNOWN }, /node type is unknown until up/],
      [{ nodeType: "cache.huge" }, /no price for redis on cache.huge/],
      [{ engine: "toString" }, /no price for toString/],
      [{ numCacheClusters: UNKNOWN }, /number of its nodes is unknown until up/],
      [{ numNodeGroups: UNKNOWN }, /number of its node groups is unknown until up/],
    ] as const) {
      assertProgram(pricedProgram([group(props)]), [], { unpriced: [reason] });
    }
  });
});
