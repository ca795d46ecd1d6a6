import assert from "node:assert/strict";
import { databaseQueries, parseDatabases } from "../../../planner/prices/parse-databases";
import { readProduct } from "../../../planner/prices/parse-price-list";
import { DATABASE_ENTRIES } from "./recorded-databases";

describe("databases in the price list as AWS sends it", () => {
  const { rds, elasticache } = parseDatabases(DATABASE_ENTRIES.map(readProduct), "us-west-2");

  it("have the price of an instance-hour in one zone, by engine and class", () => {
    assert.deepEqual([...rds["PostgreSQL"]!], [["db.t4g.micro", [0.016]]]);
    assert.deepEqual([...rds["MySQL"]!], [["db.t4g.micro", [0.0161]]]);
    assert.deepEqual([...elasticache["Redis"]!], [["cache.t3.micro", [0.017]]]);
  });

  it("have Aurora's standard price, and a cache's without what is billed on top", () => {
    assert.deepEqual([...rds["Aurora PostgreSQL"]!], [["db.r6g.large", [0.26]]]);
    assert.deepEqual([...elasticache["Valkey"]!], [["cache.t3.micro", [0.0136]]]);
  });

  it("have no price of another region or of an engine that the project doesn't price", () => {
    const elsewhere = parseDatabases(DATABASE_ENTRIES.map(readProduct), "eu-west-1");
    for (const engines of Object.values(elsewhere)) {
      for (const [engine, { size }] of Object.entries(engines)) assert.equal(size, 0, engine);
    }
    assert.equal("SQL Server" in rds, false);
  });

  it("are asked for by engine, so that other engines are not sent", () => {
    assert.deepEqual(databaseQueries("eu-west-1")[0], {
      serviceCode: "AmazonRDS",
      filters: {
        regionCode: "eu-west-1",
        productFamily: "Database Instance",
        databaseEngine: "Aurora MySQL",
        deploymentOption: "Single-AZ",
      },
    });
    assert.equal(databaseQueries("eu-west-1").length, 8);
  });
});
