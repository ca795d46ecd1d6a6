import assert from "node:assert/strict";
import { parsePromql } from "./parse";
import { metricsIn } from "./selectors";

describe("reading PromQL", () => {
  const refused: [string, RegExp][] = [
    ["", /is no PromQL: at its end/],
    ["sum(x", /is no PromQL: at its end/],
    ["sum by (a)(x) y", /is no PromQL: at character 15, before y/],
    ["rate(x[5 minutes])", /at character 10, before minutes\]\)/],
    ["rates(x)", /at character 6, before \(x\)/],
    ["rate(x[$__rate_interval])", /at character 8, before \$__rate_interval/],
    ["a + group_left b", /at character 5, before group_left b/],
    ['x{a="b}', /a string that doesn't end.*at character 5, before "b}/],
    ['"b', /a string that doesn't end.*at character 1, before "b/],
    ['x{a=~"b\\.c"}', /an escape other than JSON's: at character 6, before "b/],
  ];
  for (const [text, message] of refused) {
    it(`refuses ${text || "nothing"}, and says where`, () => {
      assert.throws(() => parsePromql(text), message);
      assert.throws(
        () => parsePromql(text),
        (error: Error) => error.message.startsWith(`${text}\n`),
      );
    });
  }

  it("finds every selector with its matchers and its range", () => {
    const text = `
      sum by (a) (rate(x{a="b\\\\.c", d!~'it\\'s "e"'}[5m] offset 1h)) # not {comment="x"}
        / on (a) group_left () max_over_time(y{f=~\`\\d+\`}[1h:5m]) > bool z{a!=""}`;
    assert.deepEqual(metricsIn(text), [
      {
        name: "x",
        matchers: [
          { label: "a", op: "=", value: "b\\.c" },
          { label: "d", op: "!~", value: 'it\'s "e"' },
        ],
        range: "5m",
      },
      { name: "y", matchers: [{ label: "f", op: "=~", value: "\\d+" }] },
      { name: "z", matchers: [{ label: "a", op: "!=", value: "" }] },
    ]);
  });

  it("takes a metric's name from inside the braces too", () => {
    const matchers = [{ label: "a", op: "=", value: "b" }];
    assert.deepEqual(metricsIn('{__name__="x", a="b"}'), [{ name: "x", matchers }]);
    assert.deepEqual(metricsIn('{"x", "a"="b"}'), [{ name: "x", matchers }]);
  });

  it("refuses a selector that may mean any metric", () => {
    for (const text of ['{a="b"}', '{__name__=~"x|y"}']) {
      assert.throws(() => metricsIn(text), /names no metric: write its name/);
    }
  });

  it("reads over a comment in front", () => {
    assert.deepEqual(metricsIn("# y{}\nx"), [{ name: "x", matchers: [] }]);
  });

  it("finds nothing in an expression without metrics", () => {
    assert.deepEqual(metricsIn("vector(1) > time()"), []);
  });
});
