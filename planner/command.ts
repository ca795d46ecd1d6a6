/**
 * Runs a command to its exit code, which a reader of its output who leaves early, as `| head` does, doesn't change. What
 * the system refuses, such as a write to a full disk, is one line and exit code 2.
 *
 * @param end what ends the process; by default it ends when nothing is left to do
 */
export function runCommand(
  main: () => number | Promise<number>,
  end: (code: number) => void = (code) => void (process.exitCode = code),
): void {
  let lost: NodeJS.ErrnoException | undefined;
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") lost ??= error;
  });
  void run()
    .catch(refused)
    .then((code) => setImmediate(() => end(lost ? refused(lost) : code))); // errors of a stream come a moment later

  async function run(): Promise<number> {
    return await main();
  }
}

function refused(error: unknown): number {
  if (!(error instanceof Error && "syscall" in error)) throw error; // a mistake of ours shows where it is
  process.stderr.write(`${error.message}\n`);
  return 2;
}
