import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { LocalWorkspace, PulumiCommand, type Stack } from "@pulumi/pulumi/automation";
import { PROJECT } from "../../planner/stack-file";
import type { Home } from "./home";
import { Listener, type Outcome, type Step } from "./outcome";
import type { StackConfiguration } from "./settings";

const ROOT = join(__dirname, "..", "..");
const PROGRAM = join(ROOT, "index.ts");
const POLICY_PACK = join(ROOT, "policy-pack");

export interface Options {
  /** Called as the engine comes to each resource. */
  onStep?: (step: Step) => void;
  /** Ask the providers first how things stand. */
  refresh?: boolean;
  /** Without them the pack of the project holds the run. */
  withoutPolicies?: boolean;
}

/** One stack in the sandbox: the program in this process, everything else the real engine. */
export class Engine {
  private constructor(
    private readonly stack: Stack,
    private readonly home: Home,
  ) {}

  static async open(stackName: string, configuration: StackConfiguration, home: Home): Promise<Engine> {
    const stack = await LocalWorkspace.createOrSelectStack(
      { stackName, projectName: PROJECT, program: () => Promise.resolve(program()) },
      {
        workDir: home.workDir,
        pulumiCommand: await PulumiCommand.get({ root: home.root }),
        envVars: home.environment,
        stackSettings: { [stackName]: { config: configuration as Record<string, string> } },
      },
    );
    return new Engine(stack, home);
  }

  preview(options: Options = {}): Promise<Outcome> {
    return run(options, (listener) =>
      this.stack.preview({ ...held(options), refresh: options.refresh, onEvent: listener.hear }),
    );
  }

  up(options: Options = {}): Promise<Outcome> {
    return run(options, (listener) =>
      this.stack.up({ ...held(options), refresh: options.refresh, onEvent: listener.hear }),
    );
  }

  /** The program isn't asked: what is in the state goes. */
  destroy(options: Pick<Options, "onStep"> = {}): Promise<Outcome> {
    return run(options, (listener) => this.stack.destroy({ onEvent: listener.hear }));
  }

  /** Takes over how things stand. */
  refresh(): Promise<Outcome> {
    return run({}, (listener) => this.stack.refresh({ onEvent: listener.hear }));
  }

  /** Takes over how things stand after an `up` that was killed; what it was about to make is forgotten. */
  async forgetPendingCreates(): Promise<void> {
    await this.command(["refresh", "--clear-pending-creates"], this.home.environment);
  }

  /** Takes into the state what a killed `up` had made without hearing of it, under the id that it got. */
  async import({ urn, type, parent, provider }: StateResource, id: string): Promise<void> {
    const providerUrn = provider!.slice(0, provider!.lastIndexOf("::")); // the state has its id behind it
    const place = ["--parent", `parent=${parent}`, "--provider", `provider=${providerUrn}`];
    const options = ["--protect=false", "--generate-code=false"];
    const args = ["import", type, urn.split("::").pop()!, id, ...place, ...options];
    await this.command(args, this.home.importEnvironment);
  }

  /** What the Automation API has no call for. */
  private async command(args: string[], environment: Record<string, string>): Promise<void> {
    const { root, workDir } = this.home;
    const all = [...args, "--yes", "--non-interactive", "--stack", this.stack.name];
    const env = { ...process.env, ...environment };
    try {
      await promisify(execFile)(join(root, "bin", "pulumi"), all, { cwd: workDir, env });
    } catch (error) {
      const { message, stdout } = error as Error & { stdout?: string };
      throw new Error([message, stdout].join("\n")); // the engine's own words are on stdout
    }
  }

  /** Lifts the lock that a killed run left. */
  async cancel(): Promise<void> {
    await this.stack.cancel();
  }

  /** The state as `pulumi stack export` gives it. */
  async exported(): Promise<{ resources?: StateResource[]; pending_operations?: PendingOperation[] }> {
    return (await this.stack.exportStack()).deployment as Awaited<ReturnType<Engine["exported"]>>;
  }

  async configure(configuration: StackConfiguration): Promise<void> {
    await this.stack.workspace.saveStackSettings(this.stack.name, {
      ...(await this.stack.workspace.stackSettings(this.stack.name)),
      config: configuration as Record<string, string>,
    });
  }
}

/** What a run had begun when it was killed. */
export interface PendingOperation {
  type: "creating" | "updating" | "deleting" | "reading";
  resource: StateResource;
}

/** A resource in the engine's state. */
export interface StateResource {
  urn: string;
  type: string;
  id?: string;
  custom: boolean;
  /** URN of the component that it belongs to. */
  parent?: string;
  /** URN and id of its provider, "urn::id". */
  provider?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
}

function held({ withoutPolicies }: Options): { policyPacks?: string[] } {
  return withoutPolicies ? {} : { policyPacks: [POLICY_PACK] };
}

/** Loads index.ts anew: it makes its resources as it is loaded. */
function program(): Record<string, unknown> {
  delete require.cache[PROGRAM];
  return { ...(require(PROGRAM) as Record<string, unknown>) };
}

async function run(options: Options, act: (listener: Listener) => Promise<unknown>): Promise<Outcome> {
  const listener = new Listener(options.onStep);
  try {
    await act(listener);
    return listener.outcome();
  } catch (error) {
    const { diagnostics, violations } = listener;
    const said = [
      ...diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message),
      ...violations
        .filter(({ level }) => level === "mandatory")
        .map(({ policy, message }) => `${policy}: ${message}`),
    ];
    return listener.outcome(said.length > 0 ? said.join("\n") : (error as Error).message);
  }
}
