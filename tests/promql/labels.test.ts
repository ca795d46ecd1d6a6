import assert from "node:assert/strict";
import { inferLabels } from "./labels";

const METRICS: Record<string, string[]> = {
  node: ["pool", "node"],
  pod: ["node", "namespace", "pod"],
  price: ["pool"],
  limit: ["pool"],
  requests_bucket: ["service", "le"],
  up: [],
};
const infer = (text: string) => inferLabels(text, (metric) => METRICS[metric]);

/** Expression and its labels; "-" for a number. Compared with promtool 3.14, except limitk, which `test rules` lacks. */
const SOUND: [string, string][] = [
  ["node", "node pool"],
  ['node{pool="gpu", node!=""}', "node pool"],
  ['node{pool=""}', "node"], // such series lack the label
  ['{__name__="node"}', "node pool"],
  ["3 * pi()", "-"],
  ["time()", "-"],
  ["scalar(price)", "-"],
  ["vector(1)", ""],
  ["-price", "pool"],
  ["price offset 5m @ end()", "pool"],
  ["rate(node[5m] offset 1h)", "node pool"],
  ["max_over_time(sum by (pool) (node)[1h:5m])", "pool"],
  ["predict_linear(node[1h], 4 * 3600)", "node pool"],
  ["quantile_over_time(0.9, node[1h])", "node pool"],
  ["clamp_max(price, 1)", "pool"],
  ["timestamp(price)", "pool"],
  ["hour()", ""],
  ["day_of_week(price)", "pool"],

  ["sum(node)", ""],
  ["sum by (pool) (node)", "pool"],
  ["SUM(node) BY (pool)", "pool"],
  ["avg without (node) (node)", "pool"],
  ["group without () (node)", "node pool"],
  ["quantile by (pool) (0.9, node)", "pool"],
  ["topk by (pool) (scalar(up), node)", "node pool"],
  ["TOPK(1, node)", "node pool"],
  ["limitk(2, node)", "node pool"],
  ['count_values("value", node)', "value"],
  ['count_values by (pool) ("value", node)', "pool value"],
  ['count_values without (pool) ("value", node)', "node value"],
  ['count_values without (pool) ("pool", node)', "node"],

  ["price > 3", "pool"],
  ["3 < bool price", "pool"],
  ["price * limit", "pool"],
  ["node >= on (pool, node) node", "node pool"],
  ["node >= on (node) pod", "node"], // a filter too keeps only what it matched on
  ["node * ignoring (node) price", "pool"],
  ["node * on (pool) group_left () price", "node pool"],
  ["node * ignoring (node) group_left price", "node pool"],
  ["price * ignoring (node) group_right node", "node pool"],
  ["pod * on (node) group_left (pool) node", "namespace node pod pool"],
  ["node * on (node) group_right (pool) pod", "namespace node pod pool"],
  ["price and limit", "pool"],
  ["node and on (pool) price", "node pool"],
  ["node unless on () up", "node pool"],
  ["price or vector(0)", "pool"],
  ["price or on () sum by (node) (node)", "node pool"],
  ["price and on () hour() > 8", "pool"],

  ["histogram_quantile(0.9, sum by (le, service) (rate(requests_bucket[5m])))", "service"],
  ["histogram_fraction(0, 1, requests_bucket)", "service"],
  ['absent(node{pool="gpu", node!="a"})', "pool"],
  ['absent((node{pool="gpu"} offset 5m))', "pool"],
  ['absent_over_time(node{pool="gpu", node=""}[5m])', "pool"],
  ['absent_over_time(node{pool="gpu"}[5m:1m])', ""], // of a subquery it knows no labels
  ['absent(node{pool="a", pool="b"})', ""],
  ["absent(sum by (pool) (node))", ""],
  ['label_replace(price, "nodepool", "$1", "pool", "(.*)")', "nodepool pool"],
  ['label_replace(up, "pool", "gpu", "", "")', "pool"],
  ['label_replace(node, "node", "", "", "")', "pool"],
  ['label_replace(node, "node", "", "pool", ".+")', "node pool"],
  ['label_join(node, "name", "-", "pool", "node")', "name node pool"],
];

/** Expression, and what is wrong with it. */
const UNSOUND: [string, RegExp][] = [
  ["nodes", /^nothing exports or records nodes; in nodes$/],
  ['{pool="gpu"}', /^\{pool="gpu"\} names no metric/],
  ['price{node=""}', /^price has no label node, only \{pool\}; in price\{node=""\}$/],
  ['absent(price{zone="a"})', /^price has no label zone/],
  ["max_over_time((rate(nodes[5m]))[1h:])", /^nothing exports or records nodes/],
  ["vector(scalar(nodes))", /^nothing exports or records nodes/],
  ["topk(scalar(nodes), node)", /^nothing exports or records nodes/],
  ["1 + -nodes", /^nothing exports or records nodes/],

  [
    "sum by (pool) (pod)",
    /^by \(pool\): no such label, only \{namespace, node, pod\}; in sum by \(pool\) \(pod\)$/,
  ],
  ["sum without (pool) (pod)", /^without \(pool\): no such label/],
  ["topk by (zone) (1, node)", /^by \(zone\): no such label/],
  ["sum by (node) (sum by (pool) (node))", /^by \(node\): no such label, only \{pool\}/],
  ["sum(1)", /^sum has no series to aggregate/],
  ["sum(abs(1))", /^none of the arguments has series/],

  [
    "node * price",
    /^labels of both sides differ: \{node, pool\} against \{pool\}; they can't match; in node/,
  ],
  ["price == bool node", /^labels of both sides differ/],
  ["price > vector(1)", /^labels of both sides differ: \{pool\} against \{\}/],
  ["price and hour() > 8", /^labels of both sides differ/],
  ["price unless up", /^labels of both sides differ/],
  [
    "pod * ignoring (pod) group_left node",
    /^labels of both sides differ: \{namespace, node\} against \{node, pool\}/,
  ],
  ["node * on (pool) pod", /^on\(pool\): the right side has no such label, only \{namespace, node, pod\}/],
  ["up and on (pool) price", /^on\(pool\): the left side has no such label, only \{\}/],
  ["price or on (node) node", /^on\(node\): the left side has no such label/],
  ["price * ignoring (zone) limit", /^ignoring\(zone\): neither side has such a label/],
  ["price or ignoring (zone) limit", /^ignoring\(zone\): neither side has such a label/],
  ["pod * on (node) group_left (zone) node", /^group_left\(zone\): the other side has no such label/],
  [
    "pod * on (node) group_left (pod) node",
    /^group_left\(pod\): the other side has no such label, only \{node, pool\}/,
  ],
  [
    "node * on (node) group_right (namespace) pod",
    /^group_right\(namespace\): the other side has no such label/,
  ],

  [
    "histogram_quantile(0.9, sum by (service) (requests_bucket))",
    /^a histogram's buckets need le, .* \{service\}/,
  ],
  ['label_replace(up, "a", "$1", "pool", "(.*)")', /^source pool: no such label, only \{\}/],
  ['label_replace(price, "a", "$1", "", "(.*)")', /^"\$1" takes its text from nowhere/],
  ['label_replace(price, "a", "$1", "pool", ".*")', /^"\$1" takes its text from nowhere/],
  ['label_replace(price, "a", "b", "", ".+")', /^"\.\+" is matched against no label/],
  ['label_replace(price, "a", "b", "")', /^label_replace takes series and four strings/],
  ['label_join(price, "a", "-", "pool", "node")', /^source node: no such label/],
  ['label_join(price, "a", "-")', /^label_join takes series, .* at least one label/],

  ["info(price)", /^info\(\) is no function that this analysis knows/],
  ["price + fill(0) limit", /^"fill\(0\)" \(FillModifier\) is nothing that this analysis knows/],
  ["rate(price[5m] smoothed)", /^SmoothedExpr is nothing that this analysis knows/],
];

describe("the labels of a PromQL expression", () => {
  for (const [text, labels] of SOUND) {
    it(`${text} has ${labels === "-" ? "none, it is a number" : labels || "none"}`, () => {
      const inferred = infer(text);
      assert.deepEqual(inferred.problems, []);
      assert.ok(inferred.labels !== "unknown");
      assert.equal(inferred.labels === "scalar" ? "-" : [...inferred.labels].sort().join(" "), labels);
    });
  }

  for (const [text, problem] of UNSOUND) {
    it(`${text} has one problem`, () => {
      const { problems } = infer(text);
      assert.equal(problems.length, 1, problems.join("\n"));
      assert.match(problems[0]!, problem);
    });
  }

  it("reports each mistake once, and goes on behind it", () => {
    const { labels, problems } = infer(
      "sum by (pool, zone) (nodes) * on (pool) group_left (owner) (price / up)",
    );
    assert.equal(problems.length, 3, problems.join("\n"));
    assert.match(problems[0]!, /records nodes/);
    assert.match(problems[1]!, /they can't match/);
    assert.match(problems[2]!, /group_left\(owner\)/);
    assert.deepEqual(labels, new Set(["pool", "zone"]));
  });

  it("drops a label that group_left takes from a side without it, as Prometheus does", () => {
    const { labels } = infer("pod * on (node) group_left (pod) node");
    assert.deepEqual(labels, new Set(["namespace", "node"]));
  });

  it("keeps the series of two targets apart, until the distinguishing label is aggregated or matched away", () => {
    const problemsOf = (text: string) =>
      inferLabels(text, (metric) => ["pool", `(target of ${metric})`]).problems;
    assert.match(
      problemsOf("a * b")[0]!,
      /differ: \{\(target of a\), pool\} against \{\(target of b\), pool\}/,
    );
    assert.deepEqual(problemsOf("a * on (pool) b"), []);
    assert.deepEqual(problemsOf("sum by (pool) (a) * max by (pool) (b)"), []);
  });

  it("doesn't guess behind an unknown metric", () => {
    assert.deepEqual(infer("max without (zone) (nodes) * price"), {
      labels: "unknown",
      problems: ["nothing exports or records nodes; in nodes"],
    });
  });
});
