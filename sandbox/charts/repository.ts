import { execFile } from "node:child_process";
import { cpSync, createReadStream, mkdirSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { CHARTS, type ChartName } from "../../components/controllers/charts";
import type { Environment } from "../../tools/cache";
import { listenLocally, type LocalServer } from "../listen";
import { definitionsOf } from "./definitions";
import { SIMULATED_CHARTS } from "./simulated-charts";

const run = promisify(execFile);

/**
 * Writes a simulated chart for each chart of the stack, packaged, with the index of a chart repository.
 *
 * @param folder gets the sources, and the repository in its folder "repository"
 * @param helm the executable
 * @returns the repository's folder
 */
export async function writeChartRepository(
  folder: string,
  helm: string,
  environment: Environment,
): Promise<string> {
  const names = Object.keys(CHARTS) as ChartName[];
  const sources = names.map((name) => writeChart(join(folder, "sources"), name, environment));
  const repository = join(folder, "repository");
  mkdirSync(repository, { recursive: true });
  await run(helm, ["package", ...sources, "--destination", repository], { env: environment });
  await run(helm, ["repo", "index", repository], { env: environment });
  return repository;
}

function writeChart(parent: string, name: ChartName, environment: Environment): string {
  const folder = join(parent, name);
  cpSync(join(__dirname, "library"), folder, { recursive: true });
  write(folder, "Chart.yaml", {
    apiVersion: "v2",
    name,
    version: CHARTS[name].version,
    description: "A simulated chart: the real definitions, and pods that do nothing",
  });
  write(folder, "values.yaml", {}); // JSON is YAML
  write(folder, "chart.json", SIMULATED_CHARTS[name]);
  for (const definition of definitionsOf(name, environment)) {
    const { metadata } = definition as { metadata: { name: string } };
    write(join(folder, "definitions"), `${metadata.name}.json`, definition);
  }
  return folder;
}

function write(folder: string, name: string, content: object): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), JSON.stringify(content));
}

/** Serves the folder of a chart repository, which has no subfolders. The setting `chartMirror` gets its URL. */
export function serveCharts(repository: string): Promise<LocalServer> {
  return listenLocally((request, response) => {
    const file = join(repository, basename(new URL(request.url ?? "/", "http://localhost").pathname));
    const exists = statSync(file, { throwIfNoEntry: false })?.isFile();
    if (request.method !== "GET" || !exists) response.writeHead(404).end();
    else createReadStream(file).pipe(response.writeHead(200));
  });
}
