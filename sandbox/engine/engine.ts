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
  /** Called when the engine begins with a resource. */
  onStep?: (step: Step) => void;
  /** Reads the current state from the providers first. */
  refresh?: boolean;
  /** Without this option the project's policy pack runs too. */
  withoutPolicies?: boolean;
}

/** One stack in the sandbox. The program runs in this process; everything else is the real engine. */
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
      this.stack.preview({ ...policies(options), refresh: options.refresh, onEvent: listener.receive }),
    );
  }

  up(options: Options = {}): Promise<Outcome> {
    return run(options, (listener) =>
      this.stack.up({ ...policies(options), refresh: options.refresh, onEvent: listener.receive }),
    );
  }

  /** Deletes what is in the state, without running the program. */
  destroy(options: Pick<Options, "onStep"> = {}): Promise<Outcome> {
    return run(options, (listener) => this.stack.destroy({ onEvent: listener.receive }));
  }

  /** Reads the current state from the providers. */
  refresh(): Promise<Outcome> {
    return run({}, (listener) => this.stack.refresh({ onEvent: listener.receive }));
  }

  /** Reads the current state after a killed `up`, and drops the resources that it was about to create. */
  async forgetPendingCreates(): Promise<void> {
    await this.command(["refresh", "--clear-pending-creates"], this.home.environment);
  }

  /** Imports a resource that a killed `up` created without receiving the answer, under the id that the resource got. */
  async import({ urn, type, parent, provider }: StateResource, id: string): Promise<void> {
    const providerUrn = provider!.slice(0, provider!.lastIndexOf("::")); // in the state the id follows it
    const place = ["--parent", `parent=${parent}`, "--provider", `provider=${providerUrn}`];
    const options = ["--protect=false", "--generate-code=false"];
    const args = ["import", type, urn.split("::").pop()!, id, ...place, ...options];
    await this.command(args, this.home.importEnvironment);
  }

  /** Runs a command for which the Automation API has no call. */
  private async command(args: string[], environment: Record<string, string>): Promise<void> {
    const { root, workDir } = this.home;
    const all = [...args, "--yes", "--non-interactive", "--stack", this.stack.name];
    const env = { ...process.env, ...environment };
    try {
      await promisify(execFile)(join(root, "bin", "pulumi"), all, { cwd: workDir, env });
    } catch (error) {
      const { message, stdout } = error as Error & { stdout?: string };
      throw new Error([message, stdout].join("\n")); // the engine prints its errors to stdout
    }
  }

  /** Removes the lock that a killed run left. */
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

/** An operation that was in progress when a run was killed. */
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

function policies({ withoutPolicies }: Options): { policyPacks?: string[] } {
  return withoutPolicies ? {} : { policyPacks: [POLICY_PACK] };
}

/** Loads index.ts again: it creates its resources while it is loaded. */
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
    const errors = [
      ...diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message),
      ...violations
        .filter(({ level }) => level === "mandatory")
        .map(({ policy, message }) => `${policy}: ${message}`),
    ];
    return listener.outcome(errors.length > 0 ? errors.join("\n") : (error as Error).message);
  }
}
