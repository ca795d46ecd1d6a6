import { parseArgs } from "node:util";

export const COMMANDS = ["up", "preview", "destroy", "scale", "test"] as const;

export interface Options {
  command: (typeof COMMANDS)[number];
  /** Undefined without --stack. */
  stack: string | undefined;
  /** Ends by itself instead of waiting for Ctrl-C. */
  once: boolean;
}

/** File for the trace of `scale`, in the project's folder. */
export const TRACE_FILE = "scaling-trace.csv";

export const USAGE = `npm run sandbox -- up|preview|destroy|scale|test [--stack STACK] [--once]

Runs the program and its policies with the real Pulumi engine, against a real Kubernetes API server. AWS is simulated.
Everything runs on this machine, and nothing is left afterwards.

  up       creates the stack and keeps it until Ctrl-C, so that you can inspect it with kubectl
  preview  shows what would be created
  destroy  creates the stack and destroys it again
  scale    creates the stack with pods for every service, puts a peak load on the services without a schedule for five
           minutes, and shows how the real controllers scale them; writes ${TRACE_FILE}
  test     runs the tests: those of one stack with --stack, otherwise all

  --stack  a stack with a file Pulumi.STACK.yaml; the default is staging
  --once   "up" ends when it is done, "scale" when the peak is over
`;

/** @throws Error that describes what is wrong with the arguments */
export function parseOptions(args: string[]): Options | "help" {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      stack: { type: "string" },
      once: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return "help";
  const [command, ...rest] = positionals;
  const known = COMMANDS.find((each) => each === command);
  if (!known || rest.length > 0) {
    const found = positionals.length === 0 ? "none" : `"${positionals.join(" ")}"`;
    throw new Error(`Expected one command (${COMMANDS.join(", ")}), found ${found}.`);
  }
  return { command: known, stack: values.stack, once: values.once };
}
