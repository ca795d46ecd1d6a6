import { NO_USAGE } from "../../../../policy-pack/pricing/money";
import { UNKNOWN } from "../../../../policy-pack/stack-view";
import { assertLines, assertPartlyPriced, priced, resource } from "../small-stack";

describe("the price of logs", () => {
  const group = (retentionInDays: unknown, name = "control-plane") =>
    resource("aws:cloudwatch/logGroup:LogGroup", name, { retentionInDays });
  const assumed = [3, 30, 300, 30]; // GB an hour
  const ingestion: [string, number[]] = [
    "log ingestion, assumed",
    assumed.map((gigabytes) => gigabytes * 0.5),
  ];

  it("is that of what comes in, and of what stays of it for as long as the group keeps it", () => {
    assertLines(priced([group(30)]), [
      ingestion,
      ["logs kept, assumed", assumed.map((gigabytes) => (gigabytes * 30 * 24 * 0.03) / 730)],
    ]);
  });

  it("is counted once, at the first group", () => {
    assertLines(priced([group(7), group(365, "other")]), [
      ingestion,
      ["logs kept, assumed", assumed.map((gigabytes) => (gigabytes * 7 * 24 * 0.03) / 730)],
    ]);
  });

  it("is not known while the retention isn't", () => {
    const reason = /retentionInDays is unknown until up/;
    assertPartlyPriced(priced([group(UNKNOWN)]), [ingestion], reason);
  });

  it("is not known where logs are assumed and the group keeps them for ever", () => {
    for (const forEver of [undefined, 0]) {
      assertPartlyPriced(priced([group(forEver)]), [ingestion], /keeps its logs for ever/);
    }
  });

  it("is nothing where no logs are assumed, however long the group keeps them", () => {
    for (const retention of [undefined, 0, 30]) {
      assertLines(priced([group(retention)], { usage: NO_USAGE }), [
        ["log ingestion, assumed", 0],
        ["logs kept, assumed", 0],
      ]);
    }
  });
});

describe("the price of an encryption key", () => {
  it("is a dollar a month", () => {
    assertLines(priced([resource("aws:kms/key:Key", "secrets")]), [["encryption key", 1 / 730]]);
  });
});
