import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listGroups, setDesired } from "../../../sandbox/aws/auto-scaling";
import { callLogOf, readCalls } from "../../../sandbox/aws/call-log";
import { withLock } from "../../../sandbox/aws/lock";
import { SimulatedAws } from "../../../sandbox/aws/simulated-aws";
import { readState, writeState } from "../../../sandbox/aws/state";
import { nodeGroup } from "./fixtures";
import { TestAccount, urnOf } from "./test-account";

const VPC = "aws:ec2/vpc:Vpc";
const urn = urnOf(VPC, "vpc");
const settings = { region: "us-east-1", defaultTags: {} };

describe("the sandbox's account on disk", () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "sandbox-aws-"));
    file = join(folder, "account.json");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("outlives the provider that made it", () => {
    const { id } = new SimulatedAws(file, settings).create(urn, { cidrBlock: "10.0.0.0/16" });
    const next = new SimulatedAws(file, settings);
    assert.equal(next.read(urn, id)!.inputs["cidrBlock"], "10.0.0.0/16");
    assert.notEqual(next.create(urn, { cidrBlock: "10.1.0.0/16" }).id, id);
  });

  it("doesn't change when AWS refuses, or in a preview", () => {
    const aws = new SimulatedAws(file, settings);
    aws.create(urn, { cidrBlock: "10.0.0.0/16" });
    const before = readState(file);
    assert.throws(() =>
      aws.create(urnOf("aws:ec2/subnet:Subnet", "s"), { vpcId: "vpc-0", cidrBlock: "10.0.0.0/24" }),
    );
    aws.previewCreate(urn, { cidrBlock: "10.1.0.0/16" });
    assert.deepEqual(readState(file), before);
  });

  it("leaves no other file than its log beside it", () => {
    new SimulatedAws(file, settings).create(urn, { cidrBlock: "10.0.0.0/16" });
    assert.deepEqual(readdirSync(folder), ["account.calls.jsonl", "account.json"]);
  });

  it("says which file to delete when it can't be read", () => {
    writeFileSync(file, "{");
    assert.throws(() => readState(file), new RegExp(`${file} should contain.*Delete it`));
  });

  it("has each call in its log, in order, with its outcome", () => {
    const aws = new SimulatedAws(file, settings);
    aws.previewCreate(urn, { cidrBlock: "10.0.0.0/16" });
    const { id } = aws.create(urn, { cidrBlock: "10.0.0.0/16" });
    assert.throws(() => aws.create(urn, { cidrBlock: "10.0.0.0/8" }));
    aws.delete(urn, id);
    const vpc = { type: VPC, name: "vpc" };
    assert.deepEqual(readCalls(callLogOf(file)), [
      { sequence: 1, method: "create", ...vpc, preview: true, outcome: "ok" },
      { sequence: 2, method: "create", ...vpc, id, outcome: "ok" },
      {
        sequence: 3,
        method: "create",
        ...vpc,
        outcome: "InvalidParameterValue: cidrBlock: /8 is not between /16 and /28",
      },
      { sequence: 4, method: "delete", ...vpc, id, outcome: "ok" },
    ]);
  });

  it("cuts off an incomplete line of a killed process", () => {
    const aws = new SimulatedAws(file, settings);
    aws.invoke("aws:index/getCallerIdentity:getCallerIdentity", {});
    appendFileSync(callLogOf(file), '{"sequence":2,"meth');
    aws.invoke("aws:index/getRegion:getRegion", {});
    assert.deepEqual(
      readCalls(callLogOf(file)).map(({ sequence, type }) => [sequence, type]),
      [
        [1, "aws:index/getCallerIdentity:getCallerIdentity"],
        [2, "aws:index/getRegion:getRegion"],
      ],
    );
  });

  it("lets an autoscaler move the desired size, within the group's bounds", () => {
    const aws = new TestAccount();
    const { group } = nodeGroup(aws); // 1 to 4, 2 desired
    writeState(file, aws.account.state);
    const [listed] = listGroups(file);
    assert.deepEqual(listed!.zones, ["us-east-1a", "us-east-1b"]);
    setDesired(file, listed!.name, 1);
    setDesired(file, listed!.name, 4);
    assert.equal(listGroups(file)[0]!.desiredSize, 4);
    const sizes = new SimulatedAws(file, settings).read(group.urn, group.id)!.outputs["scalingConfig"];
    assert.deepEqual(sizes, { minSize: 1, maxSize: 4, desiredSize: 4 });
    assert.throws(() => setDesired(file, listed!.name, 5), /value 5 is above max value 4/);
    assert.throws(() => setDesired(file, listed!.name, 0), /value 0 is below min value 1/);
    assert.throws(() => setDesired(file, "other", 1), /name not found/);
  });
});

describe("the lock of the sandbox's account", () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "sandbox-lock-"));
    file = join(folder, "account.json");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is released, also when the body throws", () => {
    assert.equal(
      withLock(file, () => 1),
      1,
    );
    assert.throws(() => withLock(file, () => assert.fail("no")), /no/);
    assert.equal(
      withLock(file, () => 2),
      2,
    );
    assert.deepEqual(readdirSync(folder), []);
  });

  it("is removed when its holder is dead", () => {
    const { pid } = spawnSync(process.execPath, ["--eval", ""]);
    writeFileSync(`${file}.lock`, String(pid));
    assert.equal(
      withLock(file, () => "mine"),
      "mine",
    );
    assert.deepEqual(readdirSync(folder), []);
  });

  it("is waited for while its holder runs, for a limited time", () => {
    writeFileSync(`${file}.lock`, String(process.ppid));
    assert.throws(() => withLock(file, () => "mine", 20), new RegExp(`is held by process ${process.ppid}`));
    assert.ok(existsSync(`${file}.lock`));
  });

  it("separates writers that run at the same time", () => {
    const counter = join(folder, "count");
    writeFileSync(counter, "0");
    const lock = JSON.stringify(require.resolve("../../../sandbox/aws/lock"));
    const add = `
      const { readFileSync, writeFileSync } = require("node:fs");
      const { withLock } = require(${lock});
      for (let turn = 0; turn < 50; turn++) {
        withLock(${JSON.stringify(file)}, () => {
          writeFileSync(${JSON.stringify(counter)}, String(Number(readFileSync(${JSON.stringify(counter)}, "utf8")) + 1));
        });
      }`;
    writeFileSync(join(folder, "add.js"), add);
    const node = [
      process.execPath,
      "--require",
      require.resolve("sucrase/register/ts"),
      join(folder, "add.js"),
    ].join(" ");
    spawnSync("sh", ["-c", `${node} & ${node} & ${node} & wait`]);
    assert.equal(spawnSync("cat", [counter], { encoding: "utf8" }).stdout, "150");
  });
});
