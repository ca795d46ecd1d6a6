import type { Environment } from "./cache";
import type { Tool } from "./tool";
import { isWithin, versionIn } from "./version";

/** The oldest that all of the tools' modules accept; each go.mod in `tools/` states it. */
export const OLDEST_GO = "1.26.0";

/** The environment of a build: of the user's own Go settings only proxies and caches are used. */
export function goEnvironment(environment: Environment, temporary: string): Environment {
  return {
    ...environment,
    CGO_ENABLED: "0", // no C compiler is needed
    GO111MODULE: "on",
    GOARCH: "",
    GOFLAGS: "-buildvcs=false -trimpath -mod=readonly",
    GOOS: "",
    GOTMPDIR: temporary, // the next build deletes what a killed one left here
    GOTOOLCHAIN: environment["GOTOOLCHAIN"] || "local", // no toolchain is downloaded unless asked for
    GOWORK: "off",
  };
}

/** `go build` of one tool into a file; the names of packages and modules are printed to stderr as they are built. */
export function buildArguments(
  { goPackage, tags = [], variables = {} }: Tool,
  file: string,
  more: string[] = [],
): string[] {
  const set = Object.entries(variables).map(([name, value]) => `-X ${name}=${value}`);
  const linked = ["-s", "-w", ...set].join(" "); // no symbol tables: half the size
  return ["build", "-v", "-tags", tags.join(","), "-ldflags", linked, ...more, "-o", file, goPackage];
}

/** Why this Go can't build the tools, and what helps; undefined where it can. `printed` is that of `go env GOVERSION`. */
export function goProblem(printed: string | undefined): string | undefined {
  const oldest = OLDEST_GO.replace(/\.0$/, "");
  const wanted = `Go ${oldest} or newer is needed to build what is missing: https://go.dev/dl/`;
  if (printed === undefined) return `There is no go on PATH. ${wanted}`;
  const version = versionIn(printed) ?? versionIn(printed.replace(/(\d+\.\d+)/, "$1.0")); // 1.26rc1, and 1.20 without a patch
  if (version === undefined)
    return `go on PATH says "${printed.trim().slice(0, 80)}" of its version. ${wanted}`;
  if (isWithin(version, { from: OLDEST_GO })) return undefined;
  const fetch = isWithin(version, { from: "1.21.0" }) // which began to fetch toolchains
    ? `, or let this one fetch it: GOTOOLCHAIN=go${OLDEST_GO} before the command`
    : "";
  return `Go ${version} on PATH is too old. ${wanted}${fetch}`;
}
