import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { COMPUTED, SECRET, SIGNATURE } from "../../../planner/wire-format";
import { knownInstanceTypes } from "../../../policy-pack/pricing/instance-facts";
import { PRICERS } from "../../../policy-pack/pricing/pricers/all";
import { costOrRefusal } from "./priced";

const PRICING = join(__dirname, "../../../policy-pack/pricing/pricers");
const FIXTURES = join(__dirname, "../../fixtures");

/** Names that the pricers read: every text that they quote. */
const NAMES = [
  ...new Set(
    readdirSync(PRICING)
      .map((file) => readFileSync(join(PRICING, file), "utf8"))
      .flatMap((text) => [...text.matchAll(/"([A-Za-z][\w./-]*)"/g)].map(([, name]) => name!)),
  ),
].filter((name) => !name.startsWith("."));

const name = fc.constantFrom(...NAMES);

/** Values that pricers find at one time or another, and such as nobody should write. */
const leaf = fc.oneof(
  fc.constantFrom(null, true, false, "", " ", "gp3", "io2", "SPOT", "10Gi", "500m", "1e3", "-1", "$Latest", "us-east-1a", "arn:aws:eks:eu-west-1:111122223333:cluster/x", COMPUTED, "__proto__", "constructor", "NaN", "{}", "[", "a: b"), // prettier-ignore
  fc.constantFrom({ [SIGNATURE]: SECRET, plaintext: '"x"' }, { [SIGNATURE]: "unknown" }),
  fc.constantFrom(...knownInstanceTypes),
  fc.oneof(fc.integer(), fc.nat(2000), fc.double({ noNaN: true })),
  fc.constantFrom(Number.MAX_VALUE, -1, 0, 1e-9, 1e9, 1e10, 2 ** 53),
  name,
  fc.string({ maxLength: 8 }),
);

const value = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, depthSize: "medium" },
    leaf,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(
      fc.oneof({ weight: 4, arbitrary: name }, { weight: 1, arbitrary: fc.string() }),
      tie("value"),
      {
        maxKeys: 6,
      },
    ),
  ),
})).value;

const TYPES = [...Object.keys(PRICERS), "aws:ec2/launchTemplate:LaunchTemplate", "aws:ec2/subnet:Subnet", "kubernetes:karpenter.sh/v1:NodePool", "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass", "kubernetes:storage.k8s.io/v1:StorageClass", "kubernetes:core/v1:PersistentVolume", "aws:eks/fargateProfile:FargateProfile", "kubernetes:apps/v1:Deployment", "eks:index:NodeGroup", "pulumi:providers:aws", "pulumi:providers:kubernetes", "", "a", "aws:x"]; // prettier-ignore

const URNS = ["a", "b", "c", "d"].map((end) => `urn:pulumi:dev::shop::type::${end}`);

const state = fc
  .record({
    urn: fc.oneof(fc.constantFrom(...URNS), leaf),
    type: fc.constantFrom(...TYPES),
    custom: fc.constantFrom(true, false, null, undefined),
    inputs: fc.dictionary(name, value, { maxKeys: 12 }),
    outputs: fc.option(fc.dictionary(name, value, { maxKeys: 6 }), { nil: undefined }),
    parent: fc.constantFrom(...URNS, null, undefined),
    provider: fc.constantFrom(...URNS.map((urn) => `${urn}::id`), "", null, undefined),
    dependencies: fc.option(fc.subarray(URNS), { nil: null }),
    external: fc.constantFrom(undefined, undefined, true),
    delete: fc.constantFrom(undefined, undefined, true),
  })
  .map((made) => ({ ...made, urn: typeof made.urn === "string" ? made.urn : "urn:x" }));

const OPS = ["create", "same", "update", "replace", "create-replacement", "delete", "delete-replaced", "read", "import", "refresh", "x"]; // prettier-ignore

const preview = fc.record({
  config: fc.constantFrom({ "aws:region": "us-east-1" }, { "aws:region": "eu-west-2" }, {}, null, undefined),
  steps: fc.array(
    fc.record({
      op: fc.constantFrom(...OPS),
      urn: fc.constantFrom(...URNS),
      oldState: fc.option(state, { nil: undefined }),
      newState: fc.option(state, { nil: undefined }),
    }),
    { minLength: 1, maxLength: 6 },
  ),
  changeSummary: fc.option(fc.dictionary(fc.constantFrom(...OPS), fc.nat(9)), { nil: undefined }),
  diagnostics: fc.constantFrom(undefined, null, [], [{ severity: "error" }]),
});

const stackExport = fc.record({
  version: fc.constantFrom(3, undefined),
  deployment: fc.record({
    manifest: fc.constant({ time: "2026-11-29T00:00:00Z" }),
    resources: fc.option(fc.array(state, { maxLength: 6 }), { nil: null }),
  }),
});

const FILES = readdirSync(FIXTURES, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".json"))
  .map((file) => JSON.parse(readFileSync(join(FIXTURES, file), "utf8")) as unknown);

/** A file with some of its parts exchanged, left out or repeated. */
const mutated = fc
  .tuple(
    fc.constantFrom(...FILES),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom("set", "drop", "twice"), value), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([file, changes]) => {
    const copy = structuredClone(file);
    for (const [place, how, other] of changes) {
      const places = containersOf(copy).flatMap((holder) =>
        Object.keys(holder).map((key) => [holder, key] as const),
      );
      const [holder, key] = places[place % places.length] ?? [];
      if (holder === undefined) break;
      const before = (holder as Record<string, unknown>)[key!];
      if (how === "set") (holder as Record<string, unknown>)[key!] = structuredClone(other);
      else if (how === "twice" && Array.isArray(holder)) holder.push(structuredClone(before));
      else if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else delete (holder as Record<string, unknown>)[key!];
    }
    return copy;
  });

function containersOf(json: unknown): object[] {
  return json !== null && typeof json === "object"
    ? [json, ...Object.values(json).flatMap(containersOf)]
    : [];
}

/** Whatever a file says, its cost is a band of dollars, or a sentence for a person. */
function assertSound(text: string): void {
  const found = costOrRefusal(text);
  if (typeof found === "string") {
    assert.ok(found.length > 10 && !/\n\s+at /.test(found), found);
    return;
  }
  const { total, change } = found;
  for (const amounts of [...(total?.lines.map(({ cost }) => cost) ?? []), ...(total ? [total.total] : [])]) {
    const { floor, expected, ceiling, spotGone } = amounts;
    assert.ok([floor, expected, ceiling, spotGone].every((usd) => Number.isFinite(usd) && usd >= 0));
    assert.ok(floor <= expected * (1 + 1e-9) && expected <= ceiling * (1 + 1e-9), JSON.stringify(amounts));
  }
  assert.ok(Object.values(change?.difference ?? {}).every(Number.isFinite));
  assert.ok((total?.unpriced ?? []).every(({ reason }) => reason.length > 0 && reason.length < 1000));
}

describe("no input crashes the cost command:", () => {
  const INPUTS: [what: string, text: fc.Arbitrary<string>, runs: number][] = [
    ["any JSON", fc.json({ maxDepth: 6 }), 10_000],
    ["any text", fc.string(), 2_000],
    ["previews of any resources", preview.map((file) => JSON.stringify(file)), 2_000],
    ["exports of any resources", stackExport.map((file) => JSON.stringify(file)), 2_000],
    ["files with parts exchanged, dropped or repeated", mutated.map((file) => JSON.stringify(file)), 2_000],
  ];
  for (const [what, text, numRuns] of INPUTS) {
    it(what, () => fc.assert(fc.property(text, assertSound), { numRuns }));
  }
});
