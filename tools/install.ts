import { build } from "./build";
import { cacheRoot, type Environment } from "./cache";
import { choose, refusal, type Found } from "./choice";
import { diskProblem, needs, type Room } from "./disk";
import { goProblem } from "./go";
import { goEnv } from "./go-command";
import { sight } from "./sight";
import { SetupError, type Tool } from "./tool";

/** One tool, where it is, and the milliseconds that building it took now. */
export interface Installed extends Found {
  tool: Tool;
  builtIn?: number;
}

/** Where tools are looked for and built; `say` gets a line for each tool on PATH that is not used. */
export interface Site {
  environment: Environment;
  roomOf: (folder: string) => Room;
  say: (line: string) => void;
}

/**
 * Finds every tool, and builds the missing ones in turn.
 * Throws a SetupError before the first build when Go or disk space is missing.
 */
export async function install(tools: Tool[], site: Site): Promise<Installed[]> {
  const { environment } = site;
  const seen = tools.map((tool) => {
    const sighting = sight(tool, environment);
    return { tool, found: choose(tool, sighting), refused: refusal(tool, sighting) };
  });
  const missing = seen.filter(({ found }) => !found).map(({ tool }) => tool);
  if (missing.length > 0) {
    for (const { refused } of seen) if (refused !== undefined) site.say(refused);
    checkGo(missing, site);
    checkRoom(missing, site);
    const minutes = Math.ceil(missing.reduce((sum, { cost }) => sum + cost.minutes, 0));
    site.say(`To be built: ${missing.length} of ${tools.length}, in about ${minutes} min on two cores.`);
  }
  const installed: Installed[] = [];
  for (const { tool, found } of seen) {
    installed.push(found ? { tool, ...found } : await made(tool, environment));
  }
  return installed;
}

function checkGo(missing: Tool[], { environment }: Site): void {
  const problem = goProblem(goEnv(["GOVERSION"], environment)?.[0]);
  if (problem === undefined) return;
  const names = missing.map(({ name, version }) => `${name} ${version}`).join(", ");
  throw new SetupError(`Neither on PATH nor in the cache: ${names}.\n${problem}`);
}

function checkRoom(missing: Tool[], { environment, roomOf }: Site): void {
  const [modules, compiled] = goEnv(["GOMODCACHE", "GOCACHE"], environment)!;
  const folders = { modules: modules!, compiled: compiled!, executable: cacheRoot(environment) };
  const costs = missing.map(({ cost }) => cost);
  const problem = diskProblem(needs(costs, folders), roomOf);
  if (problem !== undefined) throw new SetupError(problem);
}

async function made(tool: Tool, environment: Environment): Promise<Installed> {
  const builtIn = await build(tool, environment);
  const found = choose(tool, { ...sight(tool, environment), onPath: undefined });
  if (!found)
    throw new SetupError(
      `${tool.name} was built, but is not in the cache. Another process may have removed it; run the command again.`,
    );
  return { tool, ...found, builtIn };
}
