import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import type { ChartName } from "../../components/controllers/charts";
import { cacheRoot, type Environment } from "../../tools/cache";
import { toolNamed } from "../../tools/catalog";
import { moduleFolder, type GoModule } from "./module-folder";
import { targetGroupBindingDefinition } from "./target-group-binding";

/** Custom resource definitions that come with a chart. */
export interface Definitions {
  /** In the chart's `crds` folder Helm installs them once and never removes them; templates live with the release. */
  through: "crds" | "templates";
  objects: object[];
}

interface Source {
  through: Definitions["through"];
  module: GoModule;
  /** A folder of the module, or one file of it. */
  path: string;
}

const SOURCES: Partial<Record<ChartName, Source>> = {
  "prometheus-operator-crds": {
    through: "templates",
    module: { path: "github.com/prometheus-operator/prometheus-operator", version: "v0.93.1" }, // the chart's appVersion
    path: "example/prometheus-operator-crd",
  },
  keda: {
    through: "templates",
    module: { path: "github.com/kedacore/keda/v2", version: `v${toolNamed("keda-operator").version}` },
    path: "config/crd/bases",
  },
  "vertical-pod-autoscaler": {
    through: "crds",
    module: {
      path: "k8s.io/autoscaler/vertical-pod-autoscaler",
      version: `v${toolNamed("vpa-recommender").version}`,
    },
    path: "deploy/vpa-v1-crd-gen.yaml",
  },
};

/** The real definitions of a chart, out of its controller's Go module; none: undefined. */
export function definitionsOf(chart: ChartName, environment: Environment): Definitions | undefined {
  // The controller's module can't be had at its tag: its tags say v2 and v3, its path doesn't.
  if (chart === "aws-load-balancer-controller") {
    return { through: "crds", objects: [targetGroupBindingDefinition()] };
  }
  const source = SOURCES[chart];
  return source && { through: source.through, objects: objectsOf(source, environment) };
}

/** Read from the module once, and anew when this file changes; after that neither Go nor the module is needed. */
function objectsOf({ module, path }: Source, environment: Environment): object[] {
  const reading = createHash("sha256").update(readFileSync(__filename)).digest("hex").slice(0, 8);
  const name = `${module.path.replaceAll("/", "_")}-${module.version}-${reading}.json`;
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

function readObjects(path: string): object[] {
  const files = path.endsWith(".yaml")
    ? [path]
    : readdirSync(path)
        .filter((name) => name.endsWith(".yaml"))
        .map((name) => join(path, name));
  return files.flatMap((file) =>
    readFileSync(file, "utf8")
      .split(/^---$/m)
      .map((text) => parse(text) as unknown)
      .filter((object): object is object => typeof object === "object" && object !== null)
      .filter((object) => (object as { kind?: string }).kind === "CustomResourceDefinition")
      .map((object) => withoutDescriptions(object) as object),
  );
}

/** Three quarters of the text, of which nothing is checked; with them a release outgrows the secret that keeps it. */
function withoutDescriptions(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDescriptions);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => key !== "description" || typeof inner !== "string")
      .map(([key, inner]) => [key, withoutDescriptions(inner)]),
  );
}
