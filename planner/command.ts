import { basename } from "node:path";

/** A call that can't be understood; the message says why. The command exits with 2. */
export class UsageError extends Error {}

/** A file or an answer of AWS that can't be used; the message says what was found and what to do. The command exits with 1. */
export class InputError extends Error {}

/**
 * Runs a command to its exit code. A reader that closes the pipe early, as `| head` does, doesn't change the code. Errors
 * that the caller can correct, and refusals of the system such as a full disk, are reported without a stack trace.
 *
 * @param script its name in package.json
 * @param end ends the process; by default it ends when nothing is left to do
 */
export function runCommand(
  script: string,
  main: () => number | Promise<number>,
  end: (code: number) => void = (code) => void (process.exitCode = code),
): void {
  let lost: NodeJS.ErrnoException | undefined;
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") lost ??= error;
  });
  void run()
    .catch((error: unknown) => reported(error, script))
    .then((code) => setImmediate(() => end(lost ? reported(lost, script) : code))); // errors of a stream come a moment later

  async function run(): Promise<number> {
    return await main();
  }
}

/** Reports an error, and returns the exit code; throws bugs, so that they keep their stack trace. */
function reported(error: unknown, script: string): number {
  if (!(error instanceof Error)) throw error;
  const isUsage = error instanceof UsageError;
  const isInput = error instanceof InputError;
  if (!isUsage && !isInput && !("syscall" in error)) throw error;
  process.stderr.write(`${error.message}\n`);
  if (isUsage) process.stderr.write(`${called(script)} --help shows all options.\n`);
  return isInput ? 1 : 2;
}

/** How the command was called: by npm's script, or as the package's program. */
function called(script: string): string {
  const program = basename(process.argv[1] ?? "", ".js");
  return program === "pulumi-cost" || program === "bin" ? "pulumi-cost" : `npm run ${script} --`;
}

/** Whether the text is a day of the calendar, YYYY-MM-DD. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(text).toJSON()?.slice(0, 10) === text;
}
