import assert from "node:assert/strict";
import { explain } from "../../../planner/prices/failures";
import { UsageError } from "../../../planner/command";
import { refreshed, type PriceSources } from "../../../planner/prices/refresh";
import { bookOf, entry } from "./book";
import { priceListEntry, spotChange } from "./recorded";

const BOOK = bookOf({ "c6i.xlarge": { "us-west-2": entry(0.2) } });
const TYPES = ["c6i.xlarge", "t3a.medium"];

/** AWS, with c6i.xlarge in every region that is named. */
function awsWith(...regions: string[]): PriceSources {
  const known = (region: string) => regions.includes(region);
  return {
    priceList: async (region) =>
      known(region) ? [priceListEntry("c6i.xlarge", "0.17", { regionCode: region })] : [],
    spotHistory: async (region, types) =>
      known(region) ? types.map((type) => spotChange(`${region}a`, type, "0.07")) : [],
  };
}

const refresh = (regions: string[], sources: PriceSources) =>
  refreshed(BOOK, regions, TYPES, sources, "2026-11-24");

describe("a refresh from AWS", () => {
  it("brings both kinds of price of every region into the book", async () => {
    const { book, changes } = await refresh(["us-west-2", "eu-west-1"], awsWith("us-west-2", "eu-west-1"));
    const fresh = { onDemand: 0.17, spotMin: 0.07, spotMedian: 0.07, spotMax: 0.07 };
    assert.deepEqual(book.ec2, { "c6i.xlarge": { "us-west-2": fresh, "eu-west-1": fresh } });
    assert.equal(changes.length, 2);
  });

  it("takes a region that the price list doesn't know for a mistake in the call", async () => {
    await assert.rejects(refresh(["us-west-2", "us-mars-1"], awsWith("us-west-2")), (error: Error) => {
      assert.ok(error instanceof UsageError);
      assert.match(error.message, /no Linux instances in a region "us-mars-1"/);
      return true;
    });
  });

  it("doesn't empty the book when no spot price comes back", async () => {
    const silent = { ...awsWith("us-west-2"), spotHistory: async () => [] };
    await assert.rejects(refresh(["us-west-2"], silent), (error: Error) => {
      assert.match(explain(error) ?? "", /no on-demand and spot prices in us-west-2 .* nothing is written/);
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
      assert.match(text, /pricing:GetProducts and ec2:DescribeSpotPriceHistory/, name);
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
