import { spawnSync } from "node:child_process";
import { join } from "node:path";

/**
 * What a plan of production costs beside the unavoidable: a script that only imports the three SDKs. Both are run in
 * turn, so that whatever else the machine does meets both alike. Aim: at most twice the time, at most 400 MB.
 */
const ROUNDS = 7;
const ROOT = join(__dirname, "..");

const COMMANDS = {
  imports: ["bench/imports.js"],
  plan: ["--require", "sucrase/register/ts", "planner/main.ts"],
};

interface Measurement {
  seconds: number;
  megabytes: number;
}

/** Runs node and reads the peak memory of the process from its own account. */
function measure(args: string[]): Measurement {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--require", join(__dirname, "peak-memory.js"), ...args],
    {
      cwd: ROOT,
      encoding: "utf8",
    },
  );
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const peak = /peak memory (\d+) kB/.exec(stderr);
  if (status !== 0 || !peak) throw new Error(`node ${args.join(" ")} failed:\n${stderr}`);
  return { seconds, megabytes: Number(peak[1]) / 1024 };
}

function median(values: number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)]!;
}

const results: Record<keyof typeof COMMANDS, Measurement[]> = { imports: [], plan: [] };
for (const command of ["imports", "plan"] as const) measure(COMMANDS[command]); // fills the caches of disk and loader
for (let round = 0; round < ROUNDS; round++) {
  for (const command of ["imports", "plan"] as const) results[command].push(measure(COMMANDS[command]));
}

const seconds = (command: keyof typeof COMMANDS) => median(results[command].map((each) => each.seconds));
const megabytes = (command: keyof typeof COMMANDS) =>
  Math.max(...results[command].map((each) => each.megabytes));
for (const command of ["imports", "plan"] as const) {
  console.log(
    `${command.padEnd(8)} ${seconds(command).toFixed(2)} s (median of ${ROUNDS})  ${megabytes(command).toFixed(0)} MB at most`,
  );
}
console.log(`plan / imports: ${(seconds("plan") / seconds("imports")).toFixed(2)} (aim: 2 or less)`);
