import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * What a plan of production costs beside the unavoidable: a script that only imports the three SDKs. Measured is CPU
 * time, which other work on the machine changes less than the clock's. Aim: at most twice the time, at most 400 MB.
 */
const ROUNDS = 7;
const ROOT = join(__dirname, "..");

const COMMANDS = {
  imports: ["bench/imports.js"],
  plan: npmScript("plan"),
};

interface Measurement {
  seconds: number;
  megabytes: number;
}

/** The arguments that a script of package.json gives to node. */
function npmScript(name: string): string[] {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  return scripts[name]!.split(" ").slice(1);
}

/** Runs node and reads from the process' own account what it used. */
function measure(args: string[]): Measurement {
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--require", join(__dirname, "usage.js"), ...args],
    {
      cwd: ROOT,
      encoding: "utf8",
    },
  );
  const used = /used (\d+) us, (\d+) kB/.exec(stderr);
  if (status !== 0 || !used) throw new Error(`node ${args.join(" ")} failed:\n${stderr}`);
  return { seconds: Number(used[1]) / 1e6, megabytes: Number(used[2]) / 1024 };
}

function median(values: number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)]!;
}

const results: Record<keyof typeof COMMANDS, Measurement[]> = { imports: [], plan: [] };
for (const command of ["imports", "plan"] as const) measure(COMMANDS[command]); // fills the caches
for (let round = 0; round < ROUNDS; round++) {
  for (const command of ["imports", "plan"] as const) results[command].push(measure(COMMANDS[command]));
}

const seconds = (command: keyof typeof COMMANDS) => median(results[command].map((each) => each.seconds));
const megabytes = (command: keyof typeof COMMANDS) =>
  Math.max(...results[command].map((each) => each.megabytes));
for (const command of ["imports", "plan"] as const) {
  console.log(
    `${command.padEnd(8)} ${seconds(command).toFixed(2)} s CPU (median of ${ROUNDS})  ${megabytes(command).toFixed(0)} MB at most`,
  );
}
console.log(`plan / imports: ${(seconds("plan") / seconds("imports")).toFixed(2)} (aim: 2.0 or less)`);
