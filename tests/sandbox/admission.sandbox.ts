import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { ApiError, type KubernetesApi } from "../../sandbox/kubernetes/api";
import { ACCEPTED } from "./accepted";
import { startControlPlaneAlone } from "./control-plane-alone";
import type { Manifest } from "../kubernetes/manifests";
import { RULE_CASES } from "../kubernetes/rule-cases";
import { SOUND } from "../kubernetes/sound-manifests";
import { createPath, type Discovery, discover } from "./discovery";
import { eventually } from "./waiting";

/** Statuses of a refused object: Bad Request, Forbidden, Not Found (its namespace), Unprocessable Content. */
const REFUSED = [400, 403, 404, 422];

/** The API server's messages for common mistakes: they must be refused for this reason. */
const MESSAGES: Record<string, RegExp> = {
  "disruptionBudgets: both bounds": /minAvailable and maxUnavailable cannot be both set/,
  "horizontalReplicas: a minimum of 0": /spec\.minReplicas: Invalid value: 0/,
  "horizontalMetrics: Utilization of an external metric": /spec\.metrics\[1\]\.external\.target/,
};

describe("objects that our tests refuse, as the API server sees them", () => {
  const control = startControlPlaneAlone();
  let api: KubernetesApi;
  let kinds: Discovery;

  before("create the valid stack", async () => {
    api = control.api;
    kinds = await discover(api);
    for (const manifest of SOUND) await api.create(createPath(kinds, manifest), manifest);
    // Pods are refused until the controller manager has computed the usage of the quota.
    await eventually(async () => assert.deepEqual(await refusals(SOUND), []));
  });

  for (const [rule, cases] of Object.entries(RULE_CASES)) {
    for (const [what, stack] of Object.entries(cases)) {
      const name = `${rule}: ${what}`;
      const finder = ACCEPTED[name] ?? ACCEPTED[rule];
      it(finder === undefined ? `refuses ${name}` : `leaves ${name} to others`, async () => {
        const messages = await refusals(differing(stack));
        assert.equal(messages.length > 0, finder === undefined, messages.join("\n"));
        assert.match(messages.join("\n"), MESSAGES[name] ?? /^/);
      });
    }
  }

  it("has a case for each expected difference and message", () => {
    const names = Object.entries(RULE_CASES).flatMap(([rule, cases]) => [
      rule,
      ...Object.keys(cases).map((what) => `${rule}: ${what}`),
    ]);
    assert.deepEqual(
      [...Object.keys(ACCEPTED), ...Object.keys(MESSAGES)].filter((name) => !names.includes(name)),
      [],
    );
  });

  /** The API server's messages for the objects, and for the pods that the Deployments among them would create. */
  async function refusals(stack: Manifest[]): Promise<string[]> {
    const messages: string[] = [];
    for (const manifest of stack.flatMap((each) => [each, ...podsOf(each)])) {
      const refused = await refusal(api, kinds, manifest);
      if (refused !== undefined) messages.push(refused);
    }
    return messages;
  }
});

/** Objects of a stack that the valid stack doesn't have. */
function differing(stack: Manifest[]): Manifest[] {
  const sound = SOUND.map((manifest) => JSON.stringify(manifest));
  const seen = new Set<string>();
  return stack.filter((manifest) => {
    const text = JSON.stringify(manifest);
    const again = seen.has(text);
    seen.add(text);
    return again || !sound.includes(text);
  });
}

/** The pod of a Deployment, as its ReplicaSet would create it. */
function podsOf({ kind, metadata, spec }: Manifest): Manifest[] {
  if (kind !== "Deployment") return [];
  const { template } = spec as { template: { metadata: object; spec: object } };
  const { name, namespace } = metadata;
  return [
    {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { ...template.metadata, name: `${name}-1`, namespace },
      spec: template.spec,
    },
  ];
}

/** The API server's message if it refuses to create an object. It checks an object before it reports that it exists. */
async function refusal(
  api: KubernetesApi,
  kinds: Discovery,
  manifest: Manifest,
): Promise<string | undefined> {
  try {
    await api.create(`${createPath(kinds, manifest)}?dryRun=All&fieldValidation=Strict`, manifest);
    return undefined;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 409) return undefined;
    if (!REFUSED.includes(error.status)) throw error;
    return error.message;
  }
}
