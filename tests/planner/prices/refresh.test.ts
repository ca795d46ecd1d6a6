import assert from "node:assert/strict";
import { explain } from "../../../planner/prices/failures";
import { UsageError } from "../../../planner/command";
import { refreshed, type PriceSources } from "../../../planner/prices/refresh";
import { bookOf, entry } from "./book";
import { instanceEntry, spotChange } from "./recorded";

const BOOK = bookOf({ "c6i.xlarge": entry(0.2) });

/** AWS with two types in us-west-2, one a page. */
const AWS: PriceSources = {
  async *products({ serviceCode, filters }) {
    if (serviceCode !== "AmazonEC2" || filters["regionCode"] !== "us-west-2") return;
    const { operatingSystem = "" } = filters;
    const isLinux = operatingSystem === "Linux";
    yield [instanceEntry("c6i.xlarge", isLinux ? "0.17" : "0.35", { operatingSystem })];
    yield [instanceEntry("t3a.medium", isLinux ? "0.0376" : "0.056", { operatingSystem })];
  },
  async *spotHistory(region) {
    yield [spotChange(`${region}a`, "c6i.xlarge", "0.07")];
    yield [
      spotChange(`${region}b`, "c6i.xlarge", "0.09"),
      spotChange(`${region}-lax-1a`, "c6i.xlarge", "0.2"),
    ];
  },
};

const refresh = (sources: PriceSources, book = BOOK) => refreshed(book, sources, "2026-11-24");

describe("a refresh from AWS", () => {
  it("brings the prices of every type that the region sells into the book, of all pages", async () => {
    const { book } = await refresh(AWS);
    const reserved = { reserved1Year: 0.10704, convertible1Year: 0.12296, convertible3Years: 0.08444 };
    assert.deepEqual(book.ec2, {
      "c6i.xlarge": { onDemand: 0.17, windows: 0.35, spot: [0.07, 0.08, 0.09], ...reserved },
      "t3a.medium": { onDemand: 0.0376, windows: 0.056, ...reserved },
    });
  });

  it("takes a region that the price list doesn't know for a mistake in the call", async () => {
    await assert.rejects(refresh(AWS, { ...BOOK, region: "us-mars-1" }), (error: Error) => {
      assert.ok(error instanceof UsageError);
      assert.match(error.message, /no instances in a region "us-mars-1"/);
      return true;
    });
  });

  it("doesn't date a book whose region has no prices in an answer", async () => {
    const elsewhere: PriceSources = {
      ...AWS,
      async *products() {
        yield [instanceEntry("c6i.xlarge", "0.17", { regionCode: "us-west-2-lax-1" })];
      },
    };
    await assert.rejects(refresh(elsewhere), (error: Error) => {
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
      for (const permission of ["pricing:GetProducts", "ec2:DescribeSpotPriceHistory"]) {
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
