/** One setting of a shipped stack, broken. */
export interface BrokenSetting {
  it: string;
  stack?: "production" | "staging";
  /** Changes by path that both tries have: they bring the settings to the edge. */
  given?: Record<string, unknown>;
  /** The setting that is broken: its keys with slashes between, a slash in a key as "~1". */
  set: string;
  wrong: unknown;
  /** The nearest value that is accepted, where there is such an edge. */
  right?: unknown;
  /** Where the problem is reported, or each of several, unless at the setting itself. */
  at?: string | string[];
  /** What is reported as found at the setting itself, unless the wrong value. */
  found?: unknown;
  allowed: RegExp;
}
