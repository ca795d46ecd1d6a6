import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, parseAllDocuments } from "yaml";
import { CHARTS, chartSource, type ChartName } from "../components/controllers/charts";
import { DEFINITIONS, type Definition } from "../components/controllers/definitions";
import { toolNamed } from "./catalog";
import { choose, notFoundText } from "./choice";
import { sight } from "./sight";

/** Groups that the stack has no use for: the controller may not make what they describe. */
const LEFT_OUT = ["gateway.k8s.aws"];

const FOLDER = join(__dirname, "..", "components", "controllers", "definitions");

/**
 * `npm run definitions`: writes the custom resource definitions that charts have in their folder `crds`, each of its pinned
 * version, from its repository or out of a folder of unpacked charts.
 */
function main([charts]: string[]): void {
  const helm = findHelm();
  for (const name of Object.keys(DEFINITIONS) as ChartName[]) {
    const { version, repository } = CHARTS[name];
    const show = (what: string) => output(helm, ["show", what, ...chartArguments(name, charts)]);
    const { version: found } = parse(show("chart")) as { version: string };
    if (found !== version) throw new Error(`${name} is pinned at ${version}, and ${charts} has ${found}.`);
    const file = {
      source: `folder crds of the chart ${name} ${version}, ${repository}; without descriptions`,
      license: "Apache-2.0",
      chartVersion: version,
      definitions: definitionsIn(show("crds")),
    };
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(join(FOLDER, `${name}.json`), `${JSON.stringify(file, null, 1)}\n`);
    process.stdout.write(`${name} ${version}: ${file.definitions.length} definitions\n`);
  }
}

function findHelm(): string {
  const tool = toolNamed("helm");
  const sighting = sight(tool, process.env);
  const found = choose(tool, sighting);
  if (!found) throw new Error(notFoundText(tool, sighting, "npm run sandbox:setup"));
  return found.file;
}

function chartArguments(name: ChartName, folder: string | undefined): string[] {
  if (folder !== undefined) return [join(folder, name)];
  const { chart, version, repositoryOpts } = chartSource(name);
  return [chart, "--version", version, ...(repositoryOpts ? ["--repo", repositoryOpts.repo] : [])];
}

function output(command: string, args: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8", maxBuffer: 2 ** 25 });
  if (status !== 0) throw new Error(`helm ${args.join(" ")} failed: ${stderr.trim()}`);
  return stdout;
}

function definitionsIn(text: string): Definition[] {
  return parseAllDocuments(text)
    .map((document) => document.toJS() as Definition | null)
    .filter((object) => object !== null)
    .filter(({ spec }) => !LEFT_OUT.includes(spec.group))
    .map(({ apiVersion, kind, metadata: { name, annotations }, spec }) => ({
      apiVersion,
      kind,
      metadata: { name, ...(annotations ? { annotations } : {}) },
      spec: withoutDescriptions(spec) as Definition["spec"],
    }));
}

/** Three quarters of the text, of which nothing is checked. */
export function withoutDescriptions(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDescriptions);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => key !== "description" || typeof inner !== "string")
      .map(([key, inner]) => [key, withoutDescriptions(inner)]),
  );
}

if (require.main === module) {
  try {
    main(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
