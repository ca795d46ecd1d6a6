import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { credentials, type ServiceError } from "@grpc/grpc-js"; // what @pulumi/pulumi uses for its plugins
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { RULES } from "../../../policy-pack/rules/all";
import type { ResourceView } from "../../../policy-pack/stack-view";
import { changed, view } from "./breaking";
import { TAGS } from "./compliant-stack";

const PACK = join(__dirname, "../../../policy-pack");
const UNKNOWN_NUMBER = "3eeb2bf0-c639-47a8-9e75-3b44932eb421"; // @pulumi/policy, proxy.js

/** The pack as the engine runs it: its own process, asked over gRPC. */
class RunningPack {
  private constructor(
    private readonly child: ChildProcess,
    private readonly client: AnalyzerClient,
  ) {}

  static async start(config: Record<string, string>): Promise<RunningPack> {
    const child = spawn(process.execPath, ["--require", "ts-node/register", "index.ts"], {
      cwd: PACK,
      env: { ...process.env, PULUMI_CONFIG: JSON.stringify(config) },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const port = await new Promise<number>((found, fail) => {
      child.stdout!.once("data", (text: Buffer) => found(Number(text.toString())));
      child.once("exit", (code) => fail(new Error(`the pack ended with ${code}`)));
    });
    const client = new AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure());
    return new RunningPack(child, client);
  }

  stop(): void {
    this.client.close();
    this.child.kill();
  }

  async names(): Promise<string[]> {
    const info = await answer<messages.AnalyzerInfo>((done) =>
      this.client.getAnalyzerInfo(new Empty(), done),
    );
    return info.getPoliciesList().map((policy) => policy.getName());
  }

  configure(policy: string, properties: Record<string, JavaScriptValue>): Promise<unknown> {
    const request = new messages.ConfigureAnalyzerRequest();
    const config = new messages.PolicyConfig();
    config.setEnforcementlevel(messages.EnforcementLevel.MANDATORY);
    config.setProperties(Struct.fromJavaScript(properties));
    request.getPolicyconfigMap().set(policy, config);
    return answer((done) => this.client.configure(request, done));
  }

  analyze(resource: ResourceView): Promise<string[]> {
    const request = described(new messages.AnalyzeRequest(), resource);
    return answer<messages.AnalyzeResponse>((done) => this.client.analyze(request, done)).then(diagnostics);
  }

  analyzeStack(resources: readonly ResourceView[]): Promise<string[]> {
    const request = new messages.AnalyzeStackRequest();
    request.setResourcesList(
      resources.map((resource) => {
        const message = described(new messages.AnalyzerResource(), resource);
        message.setDependenciesList(resource.dependsOn);
        return message;
      }),
    );
    return answer<messages.AnalyzeResponse>((done) => this.client.analyzeStack(request, done)).then(
      diagnostics,
    );
  }
}

function described<Message extends messages.AnalyzeRequest | messages.AnalyzerResource>(
  message: Message,
  { type, urn, name, props, ignoreChanges }: ResourceView,
): Message {
  const options = new messages.AnalyzerResourceOptions();
  options.setIgnorechangesList(ignoreChanges);
  message.setType(type);
  message.setUrn(urn);
  message.setName(name);
  message.setProperties(Struct.fromJavaScript(props as Record<string, JavaScriptValue>));
  message.setOptions(options);
  return message;
}

function answer<Response>(
  ask: (done: (error: ServiceError | null, response: Response) => void) => unknown,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    ask((error, response) => (error ? reject(error) : resolve(response)));
  });
}

/** "<policy> <level> <last part of the URN>: <message>" */
function diagnostics(response: messages.AnalyzeResponse): string[] {
  const levels = {
    [messages.EnforcementLevel.ADVISORY]: "advisory",
    [messages.EnforcementLevel.MANDATORY]: "mandatory",
  };
  return response.getDiagnosticsList().map((each) => {
    const level = levels[each.getEnforcementlevel() as keyof typeof levels];
    return `${each.getPolicyname()} ${level} ${each.getUrn().split("::").pop()}: ${each.getMessage()}`;
  });
}

describe("the pack as the engine's plugin", function () {
  const cost = JSON.stringify({ hourlyCeilingUsd: 3 });
  const tags = JSON.stringify({ environment: "production" });
  let pack: RunningPack;
  before(async () => {
    pack = await RunningPack.start({
      "betterprompts:cost": cost,
      "betterprompts:region": "us-east-1",
      "betterprompts:tags": tags,
      "betterprompts:today": "2026-11-25",
    });
  });
  after(() => pack.stop());

  it("offers every rule as a policy", async () => {
    assert.deepEqual(
      await pack.names(),
      RULES.map(({ id }) => id),
    );
  });

  it("says nothing on the compliant stack, resource by resource and as a whole", async () => {
    const { resources } = changed();
    for (const resource of resources) assert.deepEqual(await pack.analyze(resource), []);
    assert.deepEqual(await pack.analyzeStack(resources), []);
  });

  it("stops a resource before it is made, with reason and fix", async () => {
    const [only, ...more] = await pack.analyze(view("aws:cloudwatch/logGroup:LogGroup", { tags: TAGS }));
    assert.match(
      only!,
      /^log-retention mandatory more: .*bills.*\nLogGroup "more" keeps.*\nFix: Set retentionInDays\.$/s,
    );
    assert.deepEqual(more, []);
  });

  it("only warns of what can't be known before an up", async () => {
    const props = { tags: TAGS, retentionInDays: UNKNOWN_NUMBER };
    const [only, ...more] = await pack.analyze(view("aws:cloudwatch/logGroup:LogGroup", props));
    assert.match(only!, /^log-retention advisory more: .*retentionInDays is unknown until up\nFix: /s);
    assert.deepEqual(more, []);
  });

  it("stops a stack that costs more than the ceiling of its configuration", async () => {
    const stack = changed(["application", "scalingConfig.maxSize", 9], ["spot", "scalingConfig.maxSize", 9]);
    const broken = await pack.analyzeStack(stack.resources);
    assert.equal(broken.length, 1);
    assert.match(broken[0]!, /^hourly-ceiling mandatory : .*ceiling is \$3\.00; most of it: NodeGroup/s);
  });

  it("judges objects of a cluster that isn't made yet by their inputs: a preview has no outputs of them", async () => {
    const inputs = changed(["web-hpa", "spec.maxReplicas", 11]).resources;
    for (const resource of inputs) await pack.analyze(resource);
    const outputs = inputs.map((one) => (one.type.startsWith("kubernetes:") ? { ...one, props: {} } : one));
    const broken = await pack.analyzeStack(outputs);
    assert.equal(broken.length, 1);
    assert.match(broken[0]!, /^replicas-within-quota mandatory quota: /);
  });
});

describe("the pack of a stack that is configured elsewhere", function () {
  let pack: RunningPack;
  before(async () => (pack = await RunningPack.start({ "aws:region": "us-east-1" })));
  after(() => pack.stop());

  it("refuses without a ceiling, and takes one from the policy's configuration", async () => {
    const { resources } = changed();
    const policies = (broken: string[]) => broken.map((each) => each.split(" ")[0]);
    const without = await pack.analyzeStack(resources);
    assert.deepEqual(policies(without), ["hourly-ceiling", "one-dollar-number", "one-dollar-number"]);
    await pack.configure("hourly-ceiling", { hourlyCeilingUsd: 3 });
    assert.deepEqual(policies(await pack.analyzeStack(resources)), [
      "one-dollar-number",
      "one-dollar-number",
    ]);
    await pack.configure("hourly-ceiling", { hourlyCeilingUsd: 1 });
    assert.match((await pack.analyzeStack(resources))[0]!, /hourly-ceiling mandatory .*ceiling is \$1\.00/s);
  });
});
