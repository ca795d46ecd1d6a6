import type { VersionRange } from "./version";

/** A command-line tool at the version that is built where PATH has none that may be used. */
export interface Tool {
  /** Of its executable too. */
  name: string;
  version: string;
  /** What may be used from PATH. Without it PATH is not searched: the tool has no version option, or is never installed there. */
  fromPath?: Accepted;
  /** Arguments that print its version. Without them, --help must succeed. */
  versionArguments?: string[];
  /** Folder in `tools/` whose go.mod and go.sum pin it. */
  module: string;
  /** Its main package; "." is the one in that folder. */
  goPackage: string;
  tags?: string[];
  /** Go variables that are set when it is linked, such as the version that it prints. */
  variables?: Record<string, string>;
  /** Files that its main.go embeds, made when it is built. */
  embedded?: Record<string, EmbeddedJson>;
  cost: BuildCost;
}

export interface Accepted {
  versions: VersionRange;
  /** Why no other may be used: the end of "is refused: ...". */
  because: string;
}

/** A JSON file of a module that the tool requires, compacted, with some of its members set. */
export interface EmbeddedJson {
  module: string;
  file: string;
  set?: Record<string, string>;
}

/**
 * What building takes on two cores when the tools before it in the catalog are built: minutes, and GB in Go's module
 * cache, in Go's build cache, and of the executable.
 */
export interface BuildCost {
  minutes: number;
  modules: number;
  compiled: number;
  executable: number;
}

/** A problem that the person who runs the setup can solve; the message says what and how. */
export class SetupError extends Error {}
