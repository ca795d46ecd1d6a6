import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { ApiError, type KubernetesApi } from "../../sandbox/kubernetes/api";
import { ACCEPTED } from "./accepted";
import { startControlPlaneAlone } from "./control-plane-alone";
import type { Manifest } from "../kubernetes/manifests";
import { RULE_CASES } from "../kubernetes/rule-cases";
import { SOUND } from "../kubernetes/sound-manifests";
import { createPath, type Discovery, discover } from "./discovery";

describe("objects that our tests refuse, as the API server sees them", () => {
  const control = startControlPlaneAlone();
  let api: KubernetesApi;
  let kinds: Discovery;

  before("make the sound stack", async () => {
    api = control.api;
    kinds = await discover(api);
    for (const manifest of SOUND) await api.create(createPath(kinds, manifest), manifest);
  });

  for (const [rule, cases] of Object.entries(RULE_CASES)) {
    for (const [what, stack] of Object.entries(cases)) {
      const name = `${rule}: ${what}`;
      const finder = ACCEPTED[name] ?? ACCEPTED[rule];
      it(finder === undefined ? `refuses ${name}` : `leaves ${name} to others`, async () => {
        const words = await refusals(differing(stack));
        assert.equal(words.length > 0, finder === undefined, words.join("\n"));
      });
    }
  }

  it("agrees on every case that is said to be taken", () => {
    const names = Object.entries(RULE_CASES).flatMap(([rule, cases]) => [
      rule,
      ...Object.keys(cases).map((what) => `${rule}: ${what}`),
    ]);
    assert.deepEqual(
      Object.keys(ACCEPTED).filter((name) => !names.includes(name)),
      [],
    );
  });

  /** The API server's words on the objects, and on the pods that the Deployments among them would make. */
  async function refusals(stack: Manifest[]): Promise<string[]> {
    const words: string[] = [];
    for (const manifest of stack.flatMap((each) => [each, ...podsOf(each)])) {
      const refused = await refusal(api, kinds, manifest);
      if (refused !== undefined) words.push(refused);
    }
    return words;
  }
});

/** Objects of a stack that the sound one lacks. */
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

/** As its ReplicaSet would make it. */
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

/** The API server's words, if it refuses to make an object; one that is there already would otherwise be sound. */
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
    return error.status === 409 ? undefined : error.message;
  }
}
