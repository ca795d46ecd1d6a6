import assert from "node:assert/strict";
import { explain } from "../../../planner/prices/failures";
import { UsageError } from "../../../planner/command";
import { mergePrices } from "../../../planner/prices/merge";
import { askAws } from "../../../planner/prices/refresh";
import { UNLISTED_SERVICES } from "../../../planner/prices/service-prices";
import { parseDatabasePrices, parsePriceBook, priceBookOf } from "../../../policy-pack/pricing/price-book";
import { instanceEntry } from "./recorded";
import { RecordedAws } from "./recorded-aws";
import { SERVICE_ENTRIES } from "./recorded-services";

const REGION = "us-west-2";

describe("a refresh from AWS", () => {
  const aws = new RecordedAws();
  const asked = askAws(REGION, aws);

  it("has all kinds of prices, of all pages", async () => {
    const { instances, spot, services, databases, instanceTypes } = await asked;
    assert.deepEqual(instances.onDemand.get("c6i.xlarge"), [0.17]);
    assert.deepEqual(instances.windows.get("m5.large"), [0.188]);
    assert.deepEqual(instances.reserved1Year.get("m5.large"), [0.10704]);
    assert.deepEqual(spot.get("c6i.xlarge"), [0.07, 0.08, 0.09]);
    assert.deepEqual(
      [...services].sort(),
      Object.entries(SERVICE_ENTRIES).map(([name, { usd }]) => [name, [usd]]).sort(), // prettier-ignore
    );
    assert.deepEqual(databases.rds["PostgreSQL"]?.get("db.t4g.micro"), [0.016]);
    assert.deepEqual(databases.elasticache["Valkey"]?.get("cache.t3.micro"), [0.0136]);
    assert.equal(instanceTypes.get("g5.xlarge")?.gpu?.name, "A10G");
  });

  it("makes files of a shipped book that the program can load, without a derived service", async () => {
    const book = priceBookOf(REGION)!;
    const merged = mergePrices({ book, databases: undefined }, await asked, "2026-11-29");
    const loaded = parsePriceBook(JSON.stringify(merged.book));
    parseDatabasePrices(JSON.stringify(merged.databases));
    const derived = Object.entries(loaded.services).filter(([, { derived: why }]) => why !== undefined);
    assert.deepEqual(derived.filter(([name]) => !(name in UNLISTED_SERVICES)), []); // prettier-ignore
    assert.equal(loaded.asOf.services, "2026-11-29");
  });

  it("asks for nothing but what it filters by region, or global products by usage type", () => {
    for (const { filters } of aws.queries) {
      const { regionCode, fromRegionCode, usagetype } = filters;
      assert.ok(regionCode === REGION || fromRegionCode === REGION || usagetype, JSON.stringify(filters));
    }
  });

  it("takes a region that the price list doesn't know for a mistake in the call", async () => {
    await assert.rejects(askAws("us-mars-1", new RecordedAws()), (error: Error) => {
      assert.ok(error instanceof UsageError);
      assert.match(error.message, /no instances in a region "us-mars-1"/);
      return true;
    });
  });

  it("refuses an answer without a price of an instance", async () => {
    class Free extends RecordedAws {
      override async *products() {
        yield [instanceEntry("c6i.xlarge", "0.0000000000")];
      }
    }
    await assert.rejects(askAws(REGION, new Free()), (error: Error) => {
      assert.match(explain(error) ?? "", /no on-demand prices of instances in us-west-2: nothing is written/);
      return true;
    });
  });
});

describe("the message about a failed call to AWS", () => {
  const failure = (name: string, message = "as AWS says", more = {}) =>
    Object.assign(new Error(message), { name, $metadata: {}, ...more });

  it("names the permissions when the credentials lack them or are missing", () => {
    for (const name of ["AccessDeniedException", "UnauthorizedOperation", "CredentialsProviderError"]) {
      const text = explain(failure(name))!;
      for (const permission of [
        "pricing:GetProducts",
        "ec2:DescribeSpotPriceHistory",
        "ec2:DescribeInstanceTypes",
      ]) {
        assert.ok(text.includes(permission), `${name}: ${permission}`);
      }
      assert.match(text, /as AWS says/, name);
    }
  });

  it("distinguishes expired credentials, rejected ones and a missing network", () => {
    assert.match(explain(failure("ExpiredTokenException"))!, /expired: sign in again/);
    assert.match(explain(failure("UnrecognizedClientException"))!, /rejects the credentials/);
    assert.match(explain(failure("Error", "getaddrinfo", { code: "ENOTFOUND" }))!, /can't be reached/);
  });

  it("reports other errors of AWS, and keeps the stack trace of a bug", () => {
    assert.equal(
      explain(failure("ThrottlingException")),
      "AWS answered with ThrottlingException: as AWS says",
    );
    assert.equal(explain(new TypeError("undefined is not a function")), undefined);
  });
});
