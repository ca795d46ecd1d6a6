import { parseArgs } from "node:util";

export const COMMANDS = ["up", "preview", "destroy", "scale", "test"] as const;

export interface Options {
  command: (typeof COMMANDS)[number];
  /** Undefined unless said. */
  stack: string | undefined;
  /** Ends by itself, instead of waiting for Ctrl-C. */
  once: boolean;
}

/** Where a trace of what scaled is written, in the project's folder. */
export const TRACE_FILE = "scaling-trace.csv";

export const USAGE = `npm run sandbox -- up|preview|destroy|scale|test [--stack STACK] [--once]

Runs the program and its policies with the real Pulumi engine, against a real Kubernetes API server and a stand-in for
AWS, all on this machine. Nothing is left afterwards.

  up       makes the stack, and keeps it until Ctrl-C so that you can look around with kubectl
  preview  shows what would be made
  destroy  makes the stack and destroys it again
  scale    makes the stack with pods for every service, gives those that run around the clock the work of a peak for five
           minutes, and shows how the real controllers follow; writes ${TRACE_FILE}
  test     runs the tests: for one stack where --stack names it, otherwise all

  --stack  a stack with a file Pulumi.STACK.yaml; staging unless said
  --once   "up" ends when it is done, "scale" when the peak is over
`;

/** @throws Error that says what is wrong with the arguments */
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
    throw new Error(`One of ${COMMANDS.join(", ")} is needed, not "${positionals.join(" ")}".`);
  }
  return { command: known, stack: values.stack, once: values.once };
}
