import { assertLines, assertUnpriced, priced, resource, USAGE } from "../small-stack";

describe("the price of what costs nothing but its use", () => {
  for (const [type, assumption, item, perMillion] of [
    ["aws:amp/workspace:Workspace", "metricSamplesPerHour", "metric samples, assumed", 0.09],
    ["aws:sqs/queue:Queue", "queueRequestsPerHour", "requests to queues, assumed", 0.4],
  ] as const) {
    const two = [resource(type, "one"), resource(type, "other")];

    it(`${type}: is that of the assumed use, once for all of them`, () => {
      const usage = { ...USAGE, [assumption]: { floor: 1e6, expected: 2e6, ceiling: 30e6 } };
      assertLines(priced(two, { usage }), [[item, [1, 2, 30, 2].map((millions) => millions * perMillion)]]);
    });

    it(`${type}: is not known where no use is assumed`, () => {
      assertUnpriced(priced([two[0]!]), new RegExp(`cost\\.usage\\.${assumption}`));
    });
  }
});
