import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import type { ChartName } from "../../components/controllers/charts";
import { cacheRoot, type Environment } from "../../tools/cache";
import { toolNamed } from "../../tools/catalog";
import { withoutDescriptions } from "../../tools/definitions";
import { goEnvironment } from "../../tools/go";

interface GoModule {
  path: string;
  version: string;
}

interface Source {
  module: GoModule;
  /** A folder of the module. */
  path: string;
}

/** Sources of the definitions, for charts that have definitions among their templates. */
const SOURCES: Partial<Record<ChartName, Source>> = {
  "prometheus-operator-crds": {
    module: { path: "github.com/prometheus-operator/prometheus-operator", version: "v0.93.1" }, // the chart's appVersion
    path: "example/prometheus-operator-crd",
  },
  keda: {
    module: { path: "github.com/kedacore/keda/v2", version: `v${toolNamed("keda-operator").version}` },
    path: "config/crd/bases",
  },
};

/** The definitions that a chart has among its templates: the real ones, from its controller's Go module. */
export function definitionsOf(chart: ChartName, environment: Environment): object[] {
  const source = SOURCES[chart];
  return source ? objectsOf(source, environment) : [];
}

/** Reads the module once, and again when this file changes. After that neither Go nor the module is needed. */
function objectsOf({ module, path }: Source, environment: Environment): object[] {
  const digest = createHash("sha256").update(readFileSync(__filename)).digest("hex").slice(0, 8);
  const name = `${module.path.replaceAll("/", "_")}-${module.version}-${digest}.json`;
  const file = join(dirname(cacheRoot(environment)), "definitions", name);
  const cached = textOf(file);
  if (cached !== undefined) return JSON.parse(cached) as object[];
  const objects = readObjects(join(moduleFolder(module, environment), path));
  mkdirSync(dirname(file), { recursive: true });
  const partial = `${file}.${process.pid}`;
  writeFileSync(partial, JSON.stringify(objects));
  renameSync(partial, file);
  return objects;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** Without descriptions: with them a release is too large for the Secret in which Helm stores it. */
function readObjects(folder: string): object[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .flatMap((name) =>
      readFileSync(join(folder, name), "utf8")
        .split(/^---$/m)
        .map((text) => parse(text) as { kind?: string } | null)
        .filter((object) => object?.kind === "CustomResourceDefinition")
        .map((object) => withoutDescriptions(object) as object),
    );
}

/**
 * The folder of a module in Go's module cache. Go fetches the module if it isn't there yet, and checks it against the
 * checksum database.
 *
 * @throws Error that says what to do, if there is no Go or the module can't be fetched
 */
function moduleFolder({ path, version }: GoModule, environment: Environment): string {
  const { error, stdout, stderr } = spawnSync("go", ["mod", "download", "-json", `${path}@${version}`], {
    encoding: "utf8",
    env: goEnvironment(environment, ""),
  });
  if (error) {
    throw new Error(`Go is needed once, to read the definitions of ${path} ${version}: https://go.dev/dl/`);
  }
  const { Dir, Error: reason } = JSON.parse(stdout || "{}") as { Dir?: string; Error?: string };
  if (Dir === undefined) throw new Error(`Go can't fetch ${path} ${version}: ${reason ?? stderr.trim()}`);
  return Dir;
}
