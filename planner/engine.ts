import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import type { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import { ACCOUNT_ID, simulatedOutputs, imageRelease } from "./simulated-outputs";

/** A resource as the program registered it. */
export interface RecordedResource {
  urn: string;
  type: string;
  name: string;
  parent: string | undefined;
  /** False for components, which only group others. */
  custom: boolean;
  /** Secrets are "[secret]". */
  inputs: Record<string, unknown>;
  /** URNs of all resources that it depends on, by `dependsOn` or by an input. */
  dependsOn: string[];
  /** For each input with values of other resources, the URNs of those. */
  inputDependencies: Record<string, string[]>;
  /** Reference of its provider: URN and id. Empty for components. */
  provider: string;
  protect: boolean;
  ignoreChanges: string[];
}

/** What one run of a program registered, in the order in which it constructed them, and its stack outputs. */
export interface Recording {
  resources: RecordedResource[];
  outputs: Record<string, unknown>;
}

/** The input of a run. */
export interface Run {
  project: string;
  stack: string;
  region: string;
  /** "project:key" -> text. */
  config: Record<string, string>;
  /** The outputs of resources, simulated unless given. */
  outputsOf?: typeof simulatedOutputs;
  /** Called for each resource, for a progress display. */
  onResource?: (count: number) => void;
}

const STACK_TYPE = "pulumi:pulumi:Stack";

/**
 * Runs a Pulumi program as a preview, against the SDK's mock monitor instead of an engine, and records what it
 * registers. No cloud, no CLI, no network. One run at a time: the SDK keeps its state in globals.
 *
 * @param program loads the program; its result becomes the stack's outputs
 * @throws what the program throws, also from inside an `apply`
 */
export async function record(run: Run, program: () => Promise<Record<string, unknown>>): Promise<Recording> {
  const resources: RecordedResource[] = [];
  pulumi.runtime.setAllConfig(run.config);
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs, custom }) =>
        (run.outputsOf ?? simulatedOutputs)({ type, name, inputs, custom, region: run.region }),
      call: ({ token, inputs }) => callResult(token, inputs),
    },
    run.project,
    run.stack,
    true,
  );
  let outputs: Record<string, unknown> = {};
  listen(pulumi.runtime.getMonitor() as unknown as MockMonitor, run, {
    onResource: (resource) => {
      resources.push(resource);
      run.onResource?.(resources.length);
    },
    onStackOutputs: (values) => (outputs = values),
  });

  const constructed: string[] = [];
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 1; // the SDK takes a trace for each promise: whole ones are a third of the run
  let fail!: (reason: unknown) => void;
  const failure = new Promise<never>((_, reject) => (fail = reject));
  process.once("unhandledRejection", fail);
  const finished = (async () => {
    await pulumi.runtime.runInPulumiStack(async () => {
      pulumi.runtime.registerStackTransformation(({ type, name }) => {
        constructed.push(orderKey({ type, name }));
        return undefined;
      });
      return program();
    });
    await pulumi.runtime.disconnect(); // resolves when all registrations are complete
  })();
  await Promise.race([finished, failure]).finally(() => {
    Error.stackTraceLimit = stackTraceLimit;
    process.off("unhandledRejection", fail);
  });
  refuseDuplicates(resources);
  return { resources: inOrder(resources, constructed), outputs };
}

/**
 * Registrations arrive as their inputs become known, which differs from run to run; the order in which the program
 * constructs its resources is the same in every run.
 */
function inOrder(resources: RecordedResource[], constructed: string[]): RecordedResource[] {
  const rank = new Map(constructed.map((key, index) => [key, index]));
  return [...resources].sort(
    (one, other) => rank.get(orderKey(one))! - rank.get(orderKey(other))! || (one.urn < other.urn ? -1 : 1),
  );
}

function orderKey({ type, name }: { type: string; name: string }): string {
  return `${type}::${name}`;
}

interface Listener {
  onResource: (resource: RecordedResource) => void;
  onStackOutputs: (values: Record<string, unknown>) => void;
}

/** Listens on the monitor, because the SDK's mocks don't receive dependencies, providers and options. */
function listen(monitor: MockMonitor, run: Run, listener: Listener): void {
  const urnOf = (parent: string, type: string, name: string) => engineUrn(run, parent, type, name);
  (monitor as unknown as { newUrn: typeof urnOf }).newUrn = urnOf;
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, callback) => {
    const type: string = request.getType();
    if (type !== STACK_TYPE) {
      const name: string = request.getName();
      listener.onResource({
        urn: urnOf(request.getParent(), type, name),
        type,
        name,
        parent: withoutStack(request.getParent()),
        custom: request.getCustom(),
        inputs: plain(request.getObject().toJavaScript()) as Record<string, unknown>,
        dependsOn: (request.getDependenciesList() as string[]).slice().sort(),
        inputDependencies: inputDependencies(request),
        provider: request.getProvider(),
        protect: request.getProtect(),
        ignoreChanges: request.getIgnorechangesList(),
      });
    }
    return register(request, callback);
  };
  const registerOutputs = monitor.registerResourceOutputs.bind(monitor);
  monitor.registerResourceOutputs = (request, callback) => {
    if (typeOf(request.getUrn()) === STACK_TYPE) {
      listener.onStackOutputs(plain(request.getOutputs().toJavaScript()) as Record<string, unknown>);
    }
    return registerOutputs(request, callback);
  };
}

function inputDependencies(request: RegisterResourceRequest): Record<string, string[]> {
  const entries: [string, string[]][] = [];
  request.getPropertydependenciesMap().forEach((dependencies, input) => {
    const urns = dependencies.getUrnsList();
    if (urns.length > 0) entries.push([input, urns.slice().sort()]);
  });
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The URN of the real engine, with the types of all ancestors but the stack. The mock monitor uses only the parent's. */
function engineUrn({ stack, project }: Run, parent: string, type: string, name: string): string {
  const parentType = parent ? typeOf(parent) : STACK_TYPE;
  const qualified = parentType === STACK_TYPE ? type : `${parentType}$${type}`;
  return `urn:pulumi:${stack}::${project}::${qualified}::${name}`;
}

function withoutStack(parent: string): string | undefined {
  return parent === "" || typeOf(parent) === STACK_TYPE ? undefined : parent;
}

/** The types in a URN, the ancestors' first. */
function typeOf(urn: string): string {
  return urn.split("::")[2]!;
}

const { specialSigKey, specialSecretSig, specialResourceSig } = pulumi.runtime;

/** Inputs as plain data, with secrets hidden and references to resources as URNs. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== "object") return value;
  const entries = value as Record<string, unknown>;
  if (entries[specialSigKey] === specialSecretSig) return "[secret]";
  if (entries[specialSigKey] === specialResourceSig) return entries["urn"];
  return Object.fromEntries(Object.entries(entries).map(([key, inner]) => [key, plain(inner)]));
}

/** Results of the functions that the program calls. */
function callResult(token: string, inputs: Record<string, unknown>): Record<string, unknown> {
  if (token === "aws:index/getCallerIdentity:getCallerIdentity") {
    return { accountId: ACCOUNT_ID, arn: `arn:aws:iam::${ACCOUNT_ID}:user/planner`, userId: "planner" };
  }
  if (token === "aws:ssm/getParameter:getParameter") return imageRelease(String(inputs["name"]));
  throw new Error(
    `planner/engine.ts has no result for the function ${token}, which the program calls: add it there.`,
  );
}

/** The engine stops at the second resource of one URN; so does the plan. */
function refuseDuplicates(resources: RecordedResource[]): void {
  const urns = new Set<string>();
  for (const { urn } of resources) {
    if (urns.has(urn)) throw new Error(`Two resources have the URN ${urn}: one of them needs another name.`);
    urns.add(urn);
  }
}
