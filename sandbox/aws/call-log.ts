import { appendFileSync, readFileSync, truncateSync } from "node:fs";

/** One call to the simulated AWS, as its log has it: without times, so that two equal runs have equal logs. */
export interface Call {
  /** 1 for the first call of the account. */
  sequence: number;
  /** The provider protocol's: "create", "delete", ... */
  method: string;
  /** Pulumi's token of the resource's type or of the function. */
  type: string;
  /** The resource's name in the program. */
  name?: string;
  id?: string;
  preview?: true;
  /** "ok", or the message with which AWS refused. */
  outcome: string;
}

/** The log that belongs to an account's file. */
export function callLogOf(stateFile: string): string {
  return stateFile.replace(/(\.json)?$/, ".calls.jsonl");
}

/** Adds a call. The caller holds the lock of the account's file, so that calls are in the order of the changes. */
export function appendCall(log: string, call: Omit<Call, "sequence">): void {
  const entry: Call = { sequence: wholeLines(log).length + 1, ...call };
  appendFileSync(log, `${JSON.stringify(entry)}\n`);
}

/** All calls, in order. */
export function readCalls(log: string): Call[] {
  return wholeLines(log).map((line) => JSON.parse(line) as Call);
}

/** The log's lines. An incomplete last line, which a killed process left, is cut off. */
function wholeLines(log: string): string[] {
  let text: string;
  try {
    text = readFileSync(log, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  if (whole.length < text.length) truncateSync(log, Buffer.byteLength(whole));
  return whole.split("\n").slice(0, -1);
}
