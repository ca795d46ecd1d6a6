import { z } from "zod";
import { InputError } from "../command";
import { resourceState, type ResourceState } from "./states";
import type { PreviewStep } from "./steps";

const metadata = z.object({
  op: z.string(),
  urn: z.string(),
  old: resourceState.nullish(),
  new: resourceState.nullish(),
  keys: z.array(z.string()).nullish(),
});

const resourceEvent = z.object({ metadata }).nullish();

/** apitype.EngineEvent (sdk/go/common/apitype/events.go of pulumi), as far as it is read. */
export const engineEvent = z.object({
  preludeEvent: z.object({ config: z.record(z.string(), z.unknown()).nullish() }).nullish(),
  resourcePreEvent: resourceEvent,
  resOutputsEvent: resourceEvent,
  resOpFailedEvent: resourceEvent,
  diagnosticEvent: z.object({ severity: z.string().nullish() }).nullish(),
  summaryEvent: z.object({}).nullish(),
});

export type EngineEvent = z.infer<typeof engineEvent>;

const PAYLOAD =
  /^(?:cancel|stdout|diagnostic|prelude|summary|resourcePre|resOutputs|resOpFailed|policy\w*|startDebugging|progress|error)Event$/;

/** Whether a value is an event of the engine: a number in the sequence, and one payload. */
export function isEvent(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).some((key) => PAYLOAD.test(key));
}

/**
 * The events in a log, one JSON object a line; undefined if it is none.
 *
 * @throws InputError for a line that isn't JSON
 */
export function eventsIn(text: string, source: string): unknown[] | undefined {
  const lines = text.split("\n");
  const first = lines.find((line) => line.trim() !== "");
  if (first === undefined || !isEvent(jsonOf(first))) return undefined;
  return lines.flatMap((line, index) => {
    if (line.trim() === "") return [];
    const event = jsonOf(line);
    if (event === undefined) {
      const end = index === lines.length - 1 ? "is cut off: wait until the command has ended" : "is not JSON";
      throw new InputError(`${source} is an event log of the engine, and its line ${index + 1} ${end}.`);
    }
    return [event];
  });
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** A log as the steps of a preview. */
export interface EventLog {
  steps: PreviewStep[];
  config: Record<string, unknown>;
  errors: number;
  /** Whether the operation came to its end. */
  ended: boolean;
}

/** Reads the events of the last operation in a log: `pulumi up --json` writes its preview before its update. */
export function readEvents(events: readonly EngineEvent[]): EventLog {
  let log: EventLog = { steps: [], config: {}, errors: 0, ended: false };
  let steps = new Map<string, PreviewStep>();
  for (const event of events) {
    if (event.preludeEvent) {
      log = { steps: [], config: event.preludeEvent.config ?? {}, errors: 0, ended: false };
      steps = new Map();
    }
    if (event.diagnosticEvent?.severity === "error") log.errors += 1;
    if (event.summaryEvent) log.ended = true;
    const started = event.resourcePreEvent?.metadata;
    if (started) {
      const { op, urn, keys, old, new: made } = started;
      steps.set(`${op} ${urn}`, { op, oldState: old, newState: made, replaceReasons: keys });
    }
    const done = event.resOutputsEvent?.metadata;
    const step = done && (steps.get(`${done.op} ${done.urn}`) ?? steps.get(`refresh ${done.urn}`));
    if (step) step.newState = done.new;
    const failed = event.resOpFailedEvent?.metadata;
    const tried = failed && steps.get(`${failed.op} ${failed.urn}`);
    if (tried) Object.assign(tried, { op: "same", newState: tried.oldState });
  }
  return { ...log, steps: withDependencies([...steps.values()]) };
}

/** Events don't say what depends on what: an input that is the ID of another resource does. */
function withDependencies(steps: PreviewStep[]): PreviewStep[] {
  const urns = new Map<string, string>();
  const states = steps.flatMap(({ oldState, newState }) => [oldState, newState]);
  for (const state of states) if (state?.id) urns.set(state.id, state.urn);
  const linked = <T extends ResourceState | null | undefined>(state: T): T =>
    state && !state.dependencies ? { ...state, dependencies: [...idsIn(state.inputs, urns)] } : state;
  return steps.map((step) => ({
    ...step,
    oldState: linked(step.oldState),
    newState: linked(step.newState),
  }));
}

function idsIn(value: unknown, urns: ReadonlyMap<string, string>, depth = 0): Set<string> {
  if (typeof value === "string") {
    const urn = urns.get(value);
    return new Set(urn === undefined ? [] : [urn]);
  }
  if (value === null || typeof value !== "object" || depth > 100) return new Set();
  return new Set(Object.values(value).flatMap((inner) => [...idsIn(inner, urns, depth + 1)]));
}
