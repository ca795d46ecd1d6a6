import assert from "node:assert/strict";
import {
  mergeCatalog,
  mergePrices,
  type InstanceCatalog,
  type RegionAnswer,
  type RegionPrices,
} from "../../../planner/prices/merge";
import { catalogText, changesText } from "../../../planner/prices/save-book";
import { answer, entry, pricesOf } from "./book";

const BEFORE = pricesOf({ "c6i.xlarge": { ...entry(0.2), interruption: "<5%" }, "g6.xlarge": entry(0.8) });
const BOOK = BEFORE.book;
const SAME = { "c6i.xlarge": entry(0.2), "g6.xlarge": entry(0.8) };
const DAY = "2026-11-24";

const merge = (entries: Parameters<typeof answer>[0]) => mergePrices(BEFORE, answer(entries), DAY);

describe("a refresh of the price book", () => {
  it("changes no price when AWS's are the book's", () => {
    const { book, changes, kept } = merge(SAME);
    assert.deepEqual([changes, kept], [[], []]);
    assert.deepEqual(book.ec2, BOOK.ec2);
  });

  it("replaces each figure that differs, and reports the old and the new one", () => {
    const { book, changes } = merge({
      ...SAME,
      "c6i.xlarge": { ...entry(0.2), onDemand: 0.3, windows: 0.5 },
    });
    assert.equal(book.ec2["c6i.xlarge"]!.onDemand, 0.3);
    assert.equal(book.ec2["c6i.xlarge"]!.windows, 0.5);
    assert.deepEqual(changes, [
      { section: "ec2", name: "c6i.xlarge", figure: "onDemand", before: 0.2, after: 0.3 },
      { section: "ec2", name: "c6i.xlarge", figure: "windows", before: 0.4, after: 0.5 },
    ]);
  });

  it("notices a change of one spot figure alone", () => {
    const { book, changes } = merge({ ...SAME, "g6.xlarge": { ...entry(0.8), spot: [0.1, 0.4, 0.8] } });
    assert.deepEqual(book.ec2["g6.xlarge"]!.spot, [0.1, 0.4, 0.8]);
    assert.deepEqual(changes, [
      { section: "ec2", name: "g6.xlarge", figure: "spot minimum", before: 0.2, after: 0.1 },
    ]);
  });

  it("adds a type that the book lacks, but not one that has no on-demand price", () => {
    const { book } = merge({ ...SAME, "t3a.medium": entry(0.04) });
    assert.deepEqual(book.ec2["t3a.medium"], entry(0.04));
    const full = answer({ ...SAME, "t3a.medium": entry(0.04) });
    const instances = { ...full.instances, onDemand: answer(SAME).instances.onDemand };
    assert.equal("t3a.medium" in mergePrices(BEFORE, { ...full, instances }, DAY).book.ec2, false);
  });

  it("keeps what AWS has no price for, and reports it", () => {
    const { onDemand, windows } = entry(0.3);
    const { book, kept } = merge({ ...SAME, "c6i.xlarge": { onDemand, windows: windows! } });
    assert.deepEqual(book.ec2["c6i.xlarge"], { ...entry(0.2), onDemand, windows, interruption: "<5%" });
    assert.deepEqual(
      kept.map(({ name, figure, found }) => [name, figure, found]),
      [
        "reserved1Year",
        "convertible1Year",
        "convertible3Years",
        "spot minimum",
        "spot average",
        "spot maximum",
      ].map((figure) => ["c6i.xlarge", figure, []]),
    );
  });

  it("keeps a type that AWS no longer sells, and reports it", () => {
    const { book, kept } = merge({ "c6i.xlarge": entry(0.2) });
    assert.deepEqual(book.ec2["g6.xlarge"], entry(0.8));
    assert.ok(kept.some(({ name, figure }) => name === "g6.xlarge" && figure === "onDemand"));
  });

  it("doesn't choose between two prices", () => {
    const same = answer(SAME);
    const onDemand = new Map<string, readonly number[]>(same.instances.onDemand);
    onDemand.set("g6.xlarge", [0.9, 0.7]).set("p9.huge", [1, 2]);
    const two = { ...same, instances: { ...same.instances, onDemand } };
    const { book, changes, kept } = mergePrices(BEFORE, two, DAY);
    assert.deepEqual([book.ec2, changes], [BOOK.ec2, []]);
    assert.deepEqual(kept, [
      { section: "ec2", name: "g6.xlarge", figure: "onDemand", found: [0.9, 0.7] },
      { section: "ec2", name: "p9.huge", figure: "onDemand", found: [1, 2] },
    ]);
  });

  it("keeps the interruption bands, which AWS's API doesn't have", () => {
    const { book } = merge({ ...SAME, "c6i.xlarge": entry(0.1) });
    assert.equal(book.ec2["c6i.xlarge"]!.interruption, "<5%");
  });

  it("dates the prices by kind: spot prices only if there are some", () => {
    assert.deepEqual(merge(SAME).book.asOf, { onDemand: DAY, spot: DAY, services: DAY });
    const withoutSpot = { ...answer(SAME), spot: new Map<string, never>() };
    assert.equal(mergePrices(BEFORE, withoutSpot, DAY).book.asOf.spot, null);
  });

  it("names the older source of instance prices while one of its prices is left, and doesn't grow", () => {
    const own = "AWS Price List and EC2 spot price history";
    assert.equal(merge(SAME).book.ec2Source, `${own}, ${DAY}`);
    const first = merge({ "c6i.xlarge": entry(0.2) }).book;
    assert.equal(first.ec2Source, `${own}, ${DAY}; otherwise an older catalogue`);
    const second = mergePrices(
      { ...BEFORE, book: first },
      answer({ "c6i.xlarge": entry(0.2) }),
      "2026-12-24",
    );
    assert.equal(second.book.ec2Source, `${own}, 2026-12-24; otherwise an older catalogue`);
  });

  it("doesn't change the book that it is given", () => {
    const before = structuredClone(BEFORE);
    merge({ "c6i.xlarge": entry(0.01) });
    assert.deepEqual(BEFORE, before);
  });
});

describe("a refresh of the services", () => {
  const SOURCE = `AWS Price List, ${DAY}`;
  const withServices = (services: RegionPrices["book"]["services"]): RegionPrices => ({
    ...BEFORE,
    book: { ...BOOK, services },
  });
  const mergeServices = (before: RegionPrices["book"]["services"], prices: Record<string, number[]>) =>
    mergePrices(withServices(before), answer(SAME, prices), DAY);

  it("replaces a price, its source and its mark of being derived", () => {
    const { book, changes } = mergeServices(
      { "kms-key": { usd: 2, unit: "month", source: "a page", derived: "as elsewhere" } },
      { "kms-key": [1] },
    );
    assert.deepEqual(book.services, { "kms-key": { usd: 1, unit: "month", source: SOURCE } });
    assert.deepEqual(changes, [{ section: "services", name: "kms-key", figure: "usd", before: 2, after: 1 }]);
  });

  it("reports that a derived price is confirmed", () => {
    const { book, changes } = mergeServices(
      { "kms-key": { usd: 1, unit: "month", source: "a page", derived: "as elsewhere" } },
      { "kms-key": [1] },
    );
    assert.equal("derived" in book.services["kms-key"]!, false);
    assert.match(
      changesText({ book, changes, kept: [] }),
      /^services kms-key: usd 1 \(was derived, is confirmed\)$/m,
    );
  });

  it("adds names that the region's book lacks, with their unit", () => {
    const { book } = mergeServices({}, { "network-load-balancer-unit": [0.006] });
    assert.deepEqual(book.services, {
      "network-load-balancer-unit": { usd: 0.006, unit: "NLCU-hour", source: SOURCE },
    });
  });

  it("keeps what AWS doesn't return once, with the date of the services", () => {
    const before = { "kms-key": { usd: 1, unit: "month", source: "a page", derived: "as elsewhere" } };
    for (const found of [[], [1, 2]]) {
      const { book, changes, kept } = mergeServices(before, found.length > 0 ? { "kms-key": found } : {});
      assert.deepEqual([book.services, book.asOf.services, changes], [before, "2026-01", []]);
      assert.deepEqual(kept, [{ section: "services", name: "kms-key", figure: "usd", found }]);
      assert.match(changesText({ book, changes, kept }), /^The services' date stays 2026-01: check those/m);
    }
  });

  it("leaves what the price list doesn't have, and names it with the reason", () => {
    const before = { "global-accelerator": { usd: 0.025, unit: "hour", source: "a page" } };
    const { book, changes, kept } = mergeServices(before, {});
    assert.deepEqual([book.services, changes, kept, book.asOf.services], [before, [], [], DAY]);
    assert.match(
      changesText({ book, changes, kept }),
      /^Not refreshed: services global-accelerator: .*global-accelerator\/pricing$/m,
    );
  });
});

describe("a refresh of database prices", () => {
  const OLD = {
    currency: "USD",
    region: "us-west-2",
    asOf: "2025-05-28",
    source: "a catalogue",
    rds: { MySQL: { "db.t3.micro": 0.02, "db.old.large": 1 } },
    elasticache: {},
  } as const;
  const quotes: RegionAnswer["databases"] = {
    rds: { MySQL: new Map([["db.t3.micro", [0.017]], ["db.t4g.micro", [0.016]], ["db.odd.large", [1, 2]]]) }, // prettier-ignore
    elasticache: { Valkey: new Map([["cache.t3.micro", [0.0136]]]) },
  };
  const mergeDatabases = (databases: RegionPrices["databases"], found = quotes) =>
    mergePrices({ ...BEFORE, databases }, { ...answer(SAME), databases: found }, DAY);

  it("replaces prices, adds classes and engines, keeps the others with their source", () => {
    const { databases, changes, kept } = mergeDatabases(OLD);
    assert.deepEqual(databases, {
      currency: "USD",
      region: "us-west-2",
      asOf: DAY,
      source: `AWS Price List, ${DAY}; otherwise a catalogue`,
      rds: { MySQL: { "db.t3.micro": 0.017, "db.old.large": 1, "db.t4g.micro": 0.016 } },
      elasticache: { Valkey: { "cache.t3.micro": 0.0136 } },
    });
    assert.deepEqual(
      changes.map(({ section, name, before, after }) => [section, name, before, after]),
      [
        ["rds MySQL", "db.t3.micro", 0.02, 0.017],
        ["rds MySQL", "db.t4g.micro", undefined, 0.016],
        ["elasticache Valkey", "cache.t3.micro", undefined, 0.0136],
      ],
    );
    assert.deepEqual(kept.map(({ name }) => name), ["db.old.large", "db.odd.large"]); // prettier-ignore
  });

  it("makes the prices of a region that had none, and none if AWS has none", () => {
    assert.equal(mergeDatabases(undefined).databases?.source, `AWS Price List, ${DAY}`);
    const nothing = answer(SAME).databases;
    assert.equal(mergeDatabases(undefined, nothing).databases, undefined);
    assert.equal(mergeDatabases(OLD, nothing).databases, OLD);
  });
});

describe("a refresh of the instance types", () => {
  const facts = (vcpu: number) =>
    ({
      arch: "arm64",
      vcpu,
      memoryGiB: 8,
      gpu: null,
      networkInterfaces: 3,
      addressesPerInterface: 10,
    }) as const;
  const CATALOG: InstanceCatalog = {
    asOf: "2025-05-28",
    source: "a catalogue",
    instanceTypes: { "t4g.large": { ...facts(2), baselineVcpu: 0.6 } },
  };
  const added = mergeCatalog(CATALOG, new Map([["t4g.large", facts(2)], ["t5.large", facts(2)], ["m9.large", facts(4)]])); // prettier-ignore

  it("adds new types, and keeps the facts of the others, such as the baseline of burstable ones", () => {
    assert.deepEqual(added.added, ["m9.large", "t5.large"]);
    assert.deepEqual(added.catalog.instanceTypes, {
      ...CATALOG.instanceTypes,
      "t5.large": facts(2),
      "m9.large": facts(4),
    });
  });

  it("has the name plate's memory of a GPU that the catalog knows, unless the type has a part of it", () => {
    const withGpu = (memoryGiB: number) => ({ ...facts(4), gpu: { count: 1, name: "L4", memoryGiB } });
    const known = { ...CATALOG, instanceTypes: { "g6.xlarge": withGpu(24) } };
    for (const [found, expected] of [
      [22, 24],
      [24, 24],
      [21, 21],
      [3, 3],
    ] as const) {
      // prettier-ignore
      const { catalog } = mergeCatalog(known, new Map([["g9.large", withGpu(found)]]));
      assert.equal(catalog.instanceTypes["g9.large"]?.gpu?.memoryGiB, expected);
    }
  });

  it("names its source once, and nothing without a new type", () => {
    assert.match(added.catalog.source, /^a catalogue; types that this lacks: ec2:DescribeInstanceTypes$/);
    const twice = mergeCatalog(added.catalog, new Map([["m10.large", facts(8)]]));
    assert.equal(twice.catalog.source, added.catalog.source);
    assert.equal(mergeCatalog(CATALOG, new Map([["t4g.large", facts(9)]])).catalog, CATALOG);
  });

  it("shows them, and asks for the baseline of new burstable types, which the API doesn't have", () => {
    assert.match(catalogText(added), /^New in instance-catalog\.json: m9\.large, t5\.large$/m);
    assert.match(catalogText(added), /^Add baselineVcpu of these by hand.*: t5\.large$/m);
    assert.equal(catalogText({ added: [] }), "");
  });
});

describe("what a refresh shows", () => {
  const text = changesText(
    merge({
      "c6i.xlarge": { onDemand: 0.18, spot: [0.05, 0.12, 0.2], windows: 0.4 },
      "t3a.medium": entry(0.04),
    }),
  );

  it("names the changed figures of each entry in one line, with old, new and the percentage", () => {
    assert.match(
      text,
      /^ec2 c6i\.xlarge: onDemand 0\.2 -> 0\.18 \(-10\.0 %\), spot average 0\.1 -> 0\.12 \(\+20\.0 %\)$/m,
    );
  });

  it("names new figures and counts all", () => {
    assert.match(text, /^ec2 t3a\.medium: onDemand 0\.04 \(new\), windows 0\.08 \(new\), /m);
    assert.match(text, /^2 figures changed, 8 new\.$/m);
  });

  it("names what is kept, by figure", () => {
    assert.match(text, /^Kept, because AWS has no price now: ec2 reserved1Year of c6i\.xlarge, g6\.xlarge$/m);
    const several = { section: "ec2", name: "g6.xlarge", figure: "onDemand", found: [0.7, 0.9] };
    assert.match(
      changesText({ book: BOOK, changes: [], kept: [several] }),
      /^Kept, because AWS has 2 prices: ec2 onDemand of g6\.xlarge \(0\.7, 0\.9\)$/m,
    );
  });
});
