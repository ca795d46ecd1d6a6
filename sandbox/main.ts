import { StackFileError } from "../planner/stack-file";
import { poolUse, unscheduled } from "./kubernetes/pods";
import { parseOptions, USAGE, type Options } from "./options";
import { startSandbox, type Sandbox } from "./session/sandbox";
import { outcomeText, poolText } from "./summary";

const say = (line: string) => void process.stderr.write(`${line}\n`);
const tell = (text: string) => void process.stdout.write(`${text}\n`);

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
    tell(USAGE);
    return 0;
  }
  const interrupted = onInterrupt(); // from now on nothing ends before it has cleared away
  let sandbox: Sandbox;
  try {
    sandbox = await startSandbox(say);
  } catch (error) {
    say((error as Error).message);
    return 1;
  }
  try {
    return await Promise.race([run(sandbox, options), interrupted]);
  } catch (error) {
    if (!(error instanceof StackFileError)) throw error;
    say(error.message);
    return 1;
  } finally {
    await sandbox.stop();
  }
}

/**
 * 130, as shells have it, once the person has had enough. The listeners stay: without any, a library of the engine's
 * client would end this process at once.
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

async function run(sandbox: Sandbox, { command, stack, once: ends }: Options): Promise<number> {
  const engine = await sandbox.open(stack);
  const options = { onStep: progress() };
  if (command === "preview") {
    const outcome = await engine.preview(options);
    tell(outcomeText(`preview of ${stack}`, outcome));
    return outcome.failed === undefined ? 0 : 1;
  }
  const made = await engine.up(options);
  tell(outcomeText(`up of ${stack}`, made));
  tell(poolText(await poolUse(sandbox.kubernetes), await unscheduled(sandbox.kubernetes)));
  if (made.failed !== undefined) return 1;
  if (command === "destroy") {
    const gone = await engine.destroy({ onStep: progress() });
    tell(outcomeText(`destroy of ${stack}`, gone));
    return gone.failed === undefined ? 0 : 1;
  }
  if (ends) return 0;
  tell(
    `\nexport KUBECONFIG=${sandbox.kubeconfig}\n${sandbox.tools["kubectl"]} get pods -A\nCtrl-C ends it all.`,
  );
  return new Promise(() => undefined);
}

/** Tells on a terminal how far it is. */
function progress(): () => void {
  let count = 0;
  return () => {
    count++;
    if (process.stderr.isTTY) process.stderr.write(`\r${count} resources${count % 10 === 0 ? " " : ""}`);
  };
}

void main(process.argv.slice(2)).then((code) => {
  process.exit(code); // what the engine's libraries keep open would hold us
});
