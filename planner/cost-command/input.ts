import { z } from "zod";
import { StackView } from "../../policy-pack/stack-view";
import { InputError } from "../command";
import { isReal, madeBy, resourceState, viewOf, type ResourceState } from "./states";

/** Resources to be priced, from a preview or an export. */
export interface CostInput {
  /** Its name in messages: "preview.json", "stdin". */
  source: string;
  kind: "preview" | "stack export";
  view: StackView;
  /** How many resources exist in a cloud or a cluster; components and providers are not counted. */
  count: number;
  /** "aws:region" -> text; only previews have it. */
  config: Record<string, unknown>;
  /** How many resources the program only reads; they are not priced. */
  read: number;
  /** How many errors ended the preview early: the resources after them are missing. */
  errors: number;
}

/** display.PreviewDigest (sdk/go/common/display/json.go of pulumi), as far as it is read. */
const preview = z.object({
  steps: z.array(z.object({ op: z.string(), newState: resourceState.nullish() })),
  config: z.record(z.string(), z.unknown()).nullish(),
  diagnostics: z.array(z.object({ severity: z.string().nullish() })).nullish(),
});

/** apitype.UntypedDeployment of a stack (sdk/go/common/apitype/core.go of pulumi), as far as it is read. */
const stackExport = z.object({
  deployment: z.object({ resources: z.array(resourceState).nullish() }),
});

/** Steps that remove: "delete", "delete-replaced", "discard", "discard-replaced", "remove-pending-replace" */
const REMOVES = /^(delete|discard|remove)/;

/**
 * Reads the output of `pulumi preview --json` or of `pulumi stack export`.
 *
 * @param source its name in messages
 * @throws InputError
 */
export function readInput(text: string, source: string): CostInput {
  const json = parsed(text, source);
  if (has(json, "steps")) {
    const { steps, config, diagnostics } = checked(preview, json, `${source} is no preview`);
    const states = steps.flatMap(({ op, newState }) => (newState && !REMOVES.test(op) ? [newState] : []));
    const errors = (diagnostics ?? []).filter(({ severity }) => severity === "error").length;
    return { source, kind: "preview", ...resources(states, source), config: config ?? {}, errors };
  }
  if (has(json, "deployment")) {
    const { deployment } = checked(stackExport, json, `${source} is no stack export`);
    return {
      source,
      kind: "stack export",
      ...resources(deployment.resources ?? [], source),
      config: {},
      errors: 0,
    };
  }
  throw new InputError(
    `${source} is JSON, but neither the output of \`pulumi preview --json\` (it has no "steps") ` +
      `nor that of \`pulumi stack export\` (it has no "deployment").`,
  );
}

function resources(states: ResourceState[], source: string): Pick<CostInput, "view" | "count" | "read"> {
  const made = madeBy(states);
  if (made.length === 0) {
    throw new InputError(
      `${source} has no resources: the program creates none, or the preview failed before the first one.`,
    );
  }
  return {
    view: new StackView(made.map(viewOf)),
    count: made.filter(isReal).length,
    read: states.filter(({ external }) => external).length,
  };
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
    // Node's own words would quote the text, which may have secrets.
    throw new InputError(
      `${source} is not JSON: write it with \`pulumi preview --json\` or \`pulumi stack export\`.`,
    );
  }
}

function has(json: unknown, key: string): boolean {
  return typeof json === "object" && json !== null && key in json;
}

/** Only the first problem is reported: in a file of another kind the others follow from it. */
function checked<T>(schema: z.ZodType<T>, json: unknown, what: string): T {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0]!;
  throw new InputError(`${what} that this command can read: at ${path.join(".")}, ${message}.`);
}
