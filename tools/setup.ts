import { homedir } from "node:os";
import { toolSets } from "./catalog";
import { install, type Installed, type Site } from "./install";
import { OTHER_FOLDERS } from "./disk";
import { elapsedText } from "./progress";
import { SetupError } from "./tool";

/** `npm run <set>:setup`: 0 when all tools are there, 1 when something is missing, 2 for wrong usage. */
export async function setUp([set, ...rest]: string[], site: Site): Promise<number> {
  const tools = Object.hasOwn(toolSets, set ?? "") ? toolSets[set!] : undefined;
  if (!tools || rest.length > 0) {
    const commands = Object.keys(toolSets).map((name) => `npm run ${name}:setup`);
    site.say(`Usage: ${commands.join(" or ")}, without arguments.`);
    return 2;
  }
  try {
    const began = Date.now();
    const installed = await install(tools, site);
    process.stdout.write(table(installed));
    const built = installed.filter(({ builtIn }) => builtIn !== undefined).length;
    if (built > 0) site.say(`${built} of ${installed.length} built in ${elapsedText(Date.now() - began)}.`);
    return 0;
  } catch (error) {
    if (error instanceof SetupError) site.say(error.message);
    else if (error instanceof Error && "syscall" in error) site.say(`${error.message}\n${OTHER_FOLDERS}`);
    else throw error;
    return 1;
  }
}

/** Tool, version, where it was found or how long the build took, file. */
function table(installed: Installed[]): string {
  const rows = installed.map(({ tool, version, file, from, builtIn }) => [
    tool.name,
    version,
    builtIn === undefined
      ? `from ${from === "PATH" ? "PATH" : "the cache"}`
      : `built in ${elapsedText(builtIn)}`,
    file.startsWith(`${homedir()}/`) ? `~${file.slice(homedir().length)}` : file,
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
  return lines.map((line) => `${line}\n`).join("");
}
