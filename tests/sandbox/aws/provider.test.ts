import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService as service } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { writeProviderExecutables } from "../../../sandbox/aws/executables";
import { UNKNOWN } from "../../../sandbox/aws/paths";
import { readState, STATE_VARIABLE } from "../../../sandbox/aws/state";
import { fromWire, toWire } from "../../../sandbox/aws/wire";
import { urnOf } from "./test-account";

const VPC = urnOf("aws:ec2/vpc:Vpc", "vpc");
const ROLE = urnOf("aws:iam/role:Role", "node");

describe("the sandbox's AWS provider", () => {
  let folder: string;
  let state: string;
  let child: ChildProcess;
  let port: string;
  let client: grpc.Client;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "sandbox-provider-"));
    state = join(folder, "it's.json"); // a quote, which the script has to quote
    const [executable] = writeProviderExecutables(join(folder, "home"), { [STATE_VARIABLE]: state });
    child = spawn(executable!, ["127.0.0.1:1"], { stdio: ["ignore", "pipe", "inherit"] });
    [port] = (await once(createInterface(child.stdout!), "line")) as [string];
    client = new grpc.Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  });
  after(() => {
    client.close();
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true });
  });

  function call<Request, Response>(
    method: grpc.MethodDefinition<Request, Response>,
    request: Request,
  ): Promise<Response> {
    const { path, requestSerialize, responseDeserialize } = method;
    return new Promise((resolve, reject) =>
      client.makeUnaryRequest(path, requestSerialize, responseDeserialize, request, (error, response) =>
        error ? reject(error) : resolve(response!),
      ),
    );
  }

  it("prints its port and answers the handshake", async () => {
    assert.match(port, /^\d+$/);
    const response = await call(service.handshake, new messages.ProviderHandshakeRequest());
    assert.equal(response.getAcceptSecrets(), false); // the engine then sends plain values, and marks secrets in the answers
    assert.match((await call(service.getPluginInfo, new Empty())).getVersion(), /^\d+\.\d+\.\d+$/);
  });

  it("needs a region, and takes default tags as JSON", async () => {
    const config = { region: "us-east-1", defaultTags: JSON.stringify({ tags: { project: "it" } }) };
    const check = (news: object) =>
      call(service.checkConfig, new messages.CheckRequest().setNews(toWire(news as Record<string, unknown>)));
    assert.deepEqual(
      (await check({})).getFailuresList().map((failure) => failure.getProperty()),
      ["region"],
    );
    assert.deepEqual((await check(config)).getFailuresList(), []);
    await call(service.configure, new messages.ConfigureRequest().setArgs(toWire(config)));
    const request = new messages.CreateRequest()
      .setUrn(VPC)
      .setProperties(toWire({ cidrBlock: "10.0.0.0/16" }));
    const outputs = fromWire((await call(service.create, request.setPreview(true))).getProperties());
    assert.deepEqual(outputs["tagsAll"], { project: "it" });
  });

  it("is replaced for another region, not for other tags", async () => {
    const diff = async (news: object) => {
      const olds = toWire({ region: "us-east-1", defaultTags: "{}" });
      const request = new messages.DiffRequest()
        .setOldInputs(olds)
        .setNews(toWire(news as Record<string, unknown>));
      return (await call(service.diffConfig, request)).getReplacesList();
    };
    assert.deepEqual(await diff({ region: "eu-west-1", defaultTags: "{}" }), ["region"]);
    assert.deepEqual(await diff({ region: "us-east-1", defaultTags: '{"tags":{}}' }), []);
  });

  it("gives a name to a resource without one, and keeps it", async () => {
    const check = async (olds: Record<string, unknown>) => {
      const request = new messages.CheckRequest().setUrn(ROLE).setOlds(toWire(olds)).setNews(toWire({}));
      return fromWire((await call(service.check, request)).getInputs());
    };
    const named = await check({});
    assert.match(String(named["name"]), /^node-[0-9a-f]{7}$/);
    assert.deepEqual(await check(named), named);
    assert.deepEqual(await check({ ...named, name: "kept" }), { ...named, name: "kept" });
  });

  it("reports an invalid value in Check with its path, and accepts an unknown value", async () => {
    const check = async (cidrBlock: string) => {
      const request = new messages.CheckRequest().setUrn(VPC).setNews(toWire({ cidrBlock }));
      return (await call(service.check, request)).getFailuresList().map((failure) => failure.toObject());
    };
    assert.deepEqual(await check("10.0.0.0/8"), [
      { property: "cidrBlock", reason: "/8 is not between /16 and /28" },
    ]);
    assert.deepEqual(await check(UNKNOWN), []);
  });

  it("returns no id and no computed outputs in a preview, and creates nothing", async () => {
    const before = readState(state);
    const request = new messages.CreateRequest().setUrn(VPC).setPreview(true);
    const response = await call(service.create, request.setProperties(toWire({ cidrBlock: "10.0.0.0/16" })));
    const outputs = fromWire(response.getProperties());
    assert.deepEqual([response.getId(), outputs["cidrBlock"], outputs["arn"]], ["", "10.0.0.0/16", UNKNOWN]);
    assert.deepEqual(readState(state), before);
  });

  it("creates, reads, updates and deletes; reading or deleting a deleted resource is no error", async () => {
    const secret = {
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      value: "10.0.0.0/16",
    };
    const create = new messages.CreateRequest().setUrn(VPC).setProperties(toWire({ cidrBlock: secret }));
    const made = await call(service.create, create);
    const id = made.getId();
    assert.equal(fromWire(made.getProperties())["cidrBlock"], "10.0.0.0/16");

    const news = toWire({ cidrBlock: "10.0.0.0/16", tags: { a: "b" } });
    const update = new messages.UpdateRequest().setUrn(VPC).setId(id).setNews(news);
    const outputs = fromWire((await call(service.update, update)).getProperties());
    assert.deepEqual(outputs["tagsAll"], { project: "it", a: "b" });

    const read = new messages.ReadRequest().setUrn(VPC).setId(id);
    assert.deepEqual(fromWire((await call(service.read, read)).getInputs())["tags"], { a: "b" });
    const remove = new messages.DeleteRequest().setUrn(VPC).setId(id);
    await call(service.delete, remove);
    await call(service.delete, remove);
    assert.equal((await call(service.read, read)).getId(), "");
  });

  it("reports what differs, what needs a replacement, and what has to be deleted first", async () => {
    const diff = async (urn: string, olds: object, news: object) => {
      const [oldInputs, newInputs] = [olds, news].map((inputs) => toWire(inputs as Record<string, unknown>));
      const request = new messages.DiffRequest()
        .setUrn(urn)
        .setId("it")
        .setOldInputs(oldInputs)
        .setNews(newInputs);
      const tagged = toWire({ ...olds, tagsAll: { project: "it" } });
      const response = await call(service.diff, request.setOlds(tagged));
      return [response.getDiffsList(), response.getReplacesList(), response.getDeletebeforereplace()];
    };
    assert.deepEqual(await diff(ROLE, { name: "a" }, { name: "a" }), [[], [], false]);
    assert.deepEqual(await diff(ROLE, { name: "a" }, { name: "b" }), [["name"], ["name"], false]);
    assert.deepEqual(await diff(ROLE, { name: "a", path: "/" }, { name: "a", path: "/x/" }), [
      ["path"],
      ["path"],
      true,
    ]);
    const own = { name: "a-0000000", __defaults: ["name"] };
    assert.deepEqual(await diff(ROLE, { ...own, path: "/" }, { ...own, path: "/x/" }), [
      ["path"],
      ["path"],
      false,
    ]);
  });

  it("updates a resource whose tags differ from the provider's new ones", async () => {
    const request = new messages.DiffRequest()
      .setUrn(VPC)
      .setId("it")
      .setOldInputs(toWire({}))
      .setNews(toWire({}));
    const response = await call(service.diff, request.setOlds(toWire({ tagsAll: { project: "old" } })));
    assert.deepEqual([response.getDiffsList(), response.getReplacesList()], [["tagsAll"], []]);
  });

  it("refuses unknown types and functions, by name", async () => {
    const create = new messages.CreateRequest()
      .setUrn(urnOf("aws:s3/bucket:Bucket", "b"))
      .setProperties(toWire({}));
    await assert.rejects(call(service.create, create), /has no aws:s3\/bucket:Bucket yet/);
    const invoke = (token: string) => call(service.invoke, new messages.InvokeRequest().setTok(token));
    await assert.rejects(invoke("aws:ec2/getAmi:getAmi"), /no answer to aws:ec2\/getAmi:getAmi yet/);
    const identity = await invoke("aws:index/getCallerIdentity:getCallerIdentity");
    assert.equal(fromWire(identity.getReturn())["accountId"], "111122223333");
  });

  it("ends on SIGTERM", async () => {
    child.kill("SIGTERM");
    assert.deepEqual(await once(child, "exit"), [0, null]);
  });
});

describe("a provider of the sandbox whose engine was killed", () => {
  let provider: number;

  afterEach(() => {
    if (isAlive(provider)) process.kill(provider, "SIGKILL"); // a failed test leaves nothing either
  });

  for (const name of ["aws", "eks"]) {
    it(`ends by itself: ${name}`, async () => {
      const folder = mkdtempSync(join(tmpdir(), "sandbox-orphan-"));
      const files = writeProviderExecutables(folder, { [STATE_VARIABLE]: join(folder, "account.json") });
      const file = files.find((each) => each.endsWith(name))!;
      // The shell takes the engine's place: it starts the provider, prints its process id, and is killed.
      const engine = spawn("sh", ["-c", `"${file}" 127.0.0.1:1 & echo $!; wait`], {
        stdio: ["ignore", "pipe", "ignore"],
      });
      const lines = createInterface(engine.stdout)[Symbol.asyncIterator]();
      provider = Number((await lines.next()).value);
      assert.match(String((await lines.next()).value), /^\d+$/); // its port: it serves
      engine.kill("SIGKILL");
      await gone(provider);
      rmSync(folder, { recursive: true });
    });
  }
});

/** Until a process is gone; the test's own timeout ends the wait. */
async function gone(pid: number): Promise<void> {
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 50));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
