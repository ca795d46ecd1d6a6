import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { runCommand } from "../planner/command";
import { StackFileError } from "../planner/stack-file";
import { settingsOf, withImages } from "./engine/settings";
import { poolUse, unscheduled } from "./kubernetes/pods";
import { parseOptions, TRACE_FILE, USAGE, type Options } from "./options";
import { showPeak } from "./scaling/show";
import { startSandbox, type Sandbox } from "./session/sandbox";
import { outcomeText, poolText } from "./summary";

const ROOT = join(__dirname, "..");

const say = (line: string) => void process.stderr.write(`${line}\n`);
const print = (text: string) => void process.stdout.write(`${text}\n`);

/** 0 when all went well, 1 when the run failed or something is missing, 2 for wrong usage. */
async function main(args: string[]): Promise<number> {
  let options: Options | "help";
  try {
    options = parseOptions(args);
  } catch (error) {
    say(`${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }
  if (options === "help") {
    print(USAGE);
    return 0;
  }
  if (options.command === "test") return test(options.stack);
  const interrupted = onInterrupt(); // from now on an interrupt cleans up before the process ends
  let sandbox: Sandbox | undefined;
  try {
    sandbox = await startSandbox(say, ROOT, options.command === "scale");
    return await Promise.race([run(sandbox, options), interrupted]);
  } catch (error) {
    // An interrupt reaches every process; errors that follow from it are not reported.
    return (await Promise.race([interrupted, undefined])) ?? failed(error);
  } finally {
    await sandbox?.stop();
  }
}

/**
 * Prints an error that is written for people, and returns 1. Any other error is a bug: it is thrown with its stack
 * trace.
 */
function failed(error: unknown): number {
  if (!(error instanceof StackFileError || Object(error).constructor === Error)) throw error;
  say((error as Error).message);
  return 1;
}

/**
 * Resolves to 130, the exit code of an interrupted command, at the first interrupt. The listeners stay: without any, a
 * library of the engine's client would end this process at once.
 */
function onInterrupt(): Promise<number> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
      process.on(signal, () => {
        say("Ending ...");
        resolve(130);
      });
    }
  });
}

async function run(sandbox: Sandbox, { command, stack = "staging", once: ends }: Options): Promise<number> {
  const change = command === "scale" ? withImages : undefined;
  const engine = await sandbox.open(stack, change);
  const options = { onStep: progress() };
  if (command === "preview") {
    const outcome = await engine.preview(options);
    print(outcomeText(`preview of ${stack}`, outcome));
    return outcome.failed === undefined ? 0 : 1;
  }
  const made = await engine.up(options);
  print(outcomeText(`up of ${stack}`, made));
  print(poolText(await poolUse(sandbox.kubernetes), await unscheduled(sandbox.kubernetes)));
  if (made.failed !== undefined) return 1;
  if (command === "destroy") {
    const gone = await engine.destroy({ onStep: progress() });
    print(outcomeText(`destroy of ${stack}`, gone));
    return gone.failed === undefined ? 0 : 1;
  }
  const hint = `export KUBECONFIG=${sandbox.kubeconfig}\n${sandbox.tools["kubectl"]} get pods -A\nCtrl-C ends the sandbox.`;
  if (command === "scale") {
    if (!ends) print(`\n${hint}\n`);
    await showPeak(
      sandbox,
      settingsOf(sandbox.configurationOf(stack, change)),
      join(ROOT, TRACE_FILE),
      print,
    );
    print(`${TRACE_FILE} has every change.`);
  }
  if (ends) return 0;
  if (command === "up") print(`\n${hint}`);
  return new Promise(() => undefined);
}

/** Runs the tests of one stack's lifecycle, or all tests. */
function test(stack: string | undefined): number {
  const mocha = require.resolve("mocha/bin/mocha.js");
  const only = stack === undefined ? [] : ["--grep", `^${stack} in the sandbox`];
  const args = [mocha, "--config", join(ROOT, ".mocharc.sandbox.json"), ...only];
  return spawnSync(process.execPath, args, { cwd: ROOT, stdio: "inherit" }).status ?? 1;
}

/** Counts the resources on a terminal. */
function progress(): () => void {
  let count = 0;
  return () => {
    count++;
    if (process.stderr.isTTY) process.stderr.write(`\r${count} resources${count % 10 === 0 ? " " : ""}`);
  };
}

runCommand(
  "sandbox",
  () => main(process.argv.slice(2)),
  (code) => process.exit(code), // the engine's libraries keep handles open, so the process would not end by itself
);
