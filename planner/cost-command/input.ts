import { z } from "zod";
import { InputError } from "../command";
import { textIn } from "./decode";
import { engineEvent, eventsIn, isEvent, readEvents } from "./events";
import { madeBy, resourceState, type ResourceState } from "./states";
import { follow, leftOutOf, previewStep, type PreviewStep, type Steps } from "./steps";

export type InputKind = "preview" | "stack export" | "state file" | "deployment" | "event log";

/** Resources to be priced, from one file. */
export interface CostInput {
  /** Its name in messages: "preview.json", "stdin". */
  source: string;
  kind: InputKind;
  /** "dev of demo": the stack and its project, by the URNs. */
  stack: string | undefined;
  /** Resources that exist, or will after the preview. */
  states: ResourceState[];
  /** What a preview or an update does; a state has no steps. */
  steps?: Steps;
  /** How many unchanged resources the file leaves out; undefined: some may be, and nothing says how many. */
  leftOut: number | undefined;
  /** "aws:region" -> text; exports don't have it. */
  config: Record<string, unknown>;
  /** How many resources the program only reads; they are not priced. */
  read: number;
  /** How many replaced resources wait for their deletion: they are billed until the next `pulumi up`. */
  pendingDelete: number;
  /** How many errors ended the operation early: the resources after them are missing. */
  errors: number;
}

/** What commands write that this command reads. */
const COMMANDS =
  "Write it with `pulumi preview --json --show-sames > preview.json` or `pulumi stack export > stack.json`.";

/** display.PreviewDigest (pkg/display/json.go of pulumi), as far as it is read. */
const preview = z.object({
  steps: z.array(previewStep).nullish(),
  config: z.record(z.string(), z.unknown()).nullish(),
  changeSummary: z.record(z.string(), z.number()).nullish(),
  diagnostics: z.array(z.object({ severity: z.string().nullish() })).nullish(),
});

/** apitype.DeploymentV3 (sdk/go/common/apitype/core.go of pulumi), as far as it is read. */
const deployment = z.object({ resources: z.array(resourceState).nullish() });

/** apitype.UntypedDeployment, which `pulumi stack export` writes. */
const stackExport = z.object({ version: z.number().nullish(), deployment });

/** apitype.VersionedCheckpoint, the file of a stack in a file backend. */
const checkpoint = z.object({
  version: z.number().nullish(),
  checkpoint: z.object({
    config: z.record(z.string(), z.unknown()).nullish(),
    latest: deployment.nullish(),
  }),
});

/** The newest version of deployments: DeploymentSchemaVersionLatest in sdk/go/common/apitype/core.go of pulumi 3.248. */
const NEWEST = 4;

/**
 * Reads a file that says which resources a stack has, or will have.
 *
 * @param source its name in messages
 * @throws InputError
 */
export function readInput(file: Buffer | string, source: string): CostInput {
  const text = typeof file === "string" ? file : textIn(file, source);
  const json = parsed(text, source);
  if (Array.isArray(json) && json.length > 0 && json.every(isEvent)) return ofEvents(json, source);
  if (isEvent(json)) return ofEvents([json], source);
  if (has(json, "events") && Array.isArray(json["events"])) return ofEvents(json["events"], source);
  if (has(json, "steps") || has(json, "changeSummary")) return ofPreview(json, source);
  if (has(json, "deployment")) {
    const { version, deployment } = checked(stackExport, json, `${source} is no stack export`);
    return ofStates("stack export", deployment.resources, source, version);
  }
  if (has(json, "checkpoint")) {
    const { version, checkpoint: content } = checked(checkpoint, json, `${source} is no state file`);
    return {
      ...ofStates("state file", content.latest?.resources, source, version),
      config: content.config ?? {},
    };
  }
  if ((has(json, "manifest") || has(json, "resources")) && !isUpdatePlan(json) && !isTerraform(json)) {
    const { resources } = checked(deployment, json, `${source} is no deployment`);
    return ofStates("deployment", resources, source);
  }
  throw new InputError(`${source} is ${otherKind(json)} ${COMMANDS}`);
}

function ofPreview(json: unknown, source: string): CostInput {
  const { steps, config, changeSummary, diagnostics } = checked(preview, json, `${source} is no preview`);
  return ofSteps(
    { source, kind: "preview", config: config ?? {} },
    steps ?? [],
    leftOutOf(steps ?? [], changeSummary ?? undefined),
    (diagnostics ?? []).filter(({ severity }) => severity === "error").length,
  );
}

function ofEvents(events: unknown[], source: string): CostInput {
  const { steps, config, errors, ended } = readEvents(
    checked(z.array(engineEvent), events, `${source} is no event log`),
  );
  // A log that ends before its summary lacks resources, as one that ends with an error does.
  return ofSteps({ source, kind: "event log", config }, steps, 0, ended ? errors : Math.max(1, errors));
}

function ofSteps(
  file: Pick<CostInput, "source" | "kind" | "config">,
  list: PreviewStep[],
  leftOut: number | undefined,
  errors: number,
): CostInput {
  const steps = follow(list);
  const states = madeBy(steps.after.values());
  const others = madeBy(steps.before.values());
  // A preview without changes has the step of the stack alone.
  if (states.length + others.length === 0 && leftOut === 0) throw empty(file.source);
  return {
    ...file,
    stack: stackOf([...steps.after.values(), ...steps.before.values()]),
    states,
    steps,
    leftOut,
    read: [...steps.after.values()].filter(({ external }) => external).length,
    pendingDelete: 0, // the preview deletes them
    errors,
  };
}

function ofStates(
  kind: InputKind,
  resources: ResourceState[] | null | undefined,
  source: string,
  version?: number | null,
): CostInput {
  if (typeof version === "number" && !(version >= 1 && version <= NEWEST)) {
    throw new InputError(
      `${source} has version ${version} of Pulumi's state, and this command reads versions 1 to ${NEWEST}. ` +
        "Write a preview instead: `pulumi preview --json --show-sames > preview.json`.",
    );
  }
  const all = resources ?? [];
  const states = madeBy(all);
  if (states.length === 0) throw empty(source);
  return {
    source,
    kind,
    stack: stackOf(states),
    states,
    leftOut: 0,
    config: {},
    read: all.filter(({ external }) => external).length,
    pendingDelete: all.filter((state) => state.delete && !state.external).length,
    errors: 0,
  };
}

function empty(source: string): InputError {
  return new InputError(
    `${source} has no resources: the program creates none, or the preview failed before the first one. ` +
      "A stack's unchanged resources are in `pulumi preview --json --show-sames`.",
  );
}

/** Of the first URN: urn:pulumi:STACK::PROJECT::TYPE::NAME. */
function stackOf([first]: ResourceState[]): string | undefined {
  const match = /^urn:pulumi:(.+?)::(.+?)::/.exec(first?.urn ?? "");
  return match ? `${match[1]} of ${match[2]}` : undefined;
}

function parsed(text: string, source: string): unknown {
  if (text.trim() === "") {
    throw new InputError(
      `${source} is empty: a preview that fails writes nothing to stdout and the reason to stderr.`,
    );
  }
  try {
    return JSON.parse(text);
  } catch {
    const events = eventsIn(text, source);
    if (events) return events;
    // Node's own words would quote the text, which may have secrets.
    throw new InputError(
      `${source} is not JSON: write it with \`pulumi preview --json --show-sames\` or \`pulumi stack export\`.`,
    );
  }
}

function has<K extends string>(json: unknown, key: K): json is Record<K, unknown> {
  return typeof json === "object" && json !== null && Object.hasOwn(json, key);
}

function isUpdatePlan(json: unknown): boolean {
  return has(json, "resourcePlans") || (has(json, "plan") && has(json.plan, "resourcePlans"));
}

function isTerraform(json: unknown): boolean {
  return has(json, "terraform_version") || has(json, "format_version");
}

/** What a JSON file of another kind is, as the start of a sentence. */
function otherKind(json: unknown): string {
  if (isUpdatePlan(json)) {
    return "an update plan: it has differences from a state, and not the state itself.";
  }
  if (isTerraform(json)) return "a file of Terraform, and this command reads those of Pulumi.";
  if (has(json, "schema") && has(json, "cost")) {
    return "a report of this project: price what the report was made from.";
  }
  return (
    "JSON, but neither a preview (it has no steps), a stack export (no deployment), a state file (no checkpoint), " +
    "a deployment (no manifest) nor an event log."
  );
}

/** Only the first problem is reported: in a file of another kind the others follow from it. */
function checked<T>(schema: z.ZodType<T>, json: unknown, what: string): T {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0]!;
  throw new InputError(`${what} that this command can read: at ${path.join(".")}, ${message}. ${COMMANDS}`);
}
