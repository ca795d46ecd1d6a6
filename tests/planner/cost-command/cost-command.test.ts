import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { estimate } from "../../../planner/cost-command/estimate";
import { InputError } from "../../../planner/command";
import { readInput } from "../../../planner/cost-command/input";
import { readCostOptions } from "../../../planner/cost-command/options";
import { costText } from "../../../planner/cost-command/text";
import { plainValue } from "../../../planner/cost-command/states";
import { UsageError } from "../../../planner/command";
import { UNKNOWN } from "../../../policy-pack/stack-view";

const ROOT = join(__dirname, "..", "..", "..");
const PREVIEW = readFileSync(join(ROOT, "tests", "fixtures", "preview.json"), "utf8");
const EXPORT = readFileSync(join(ROOT, "tests", "fixtures", "stack-export.json"), "utf8");

/** Kubernetes 1.34, which the preview names, is in standard support until this day. */
const LAST_DAY = "2026-12-02";
const DAY_AFTER = "2026-12-03";

interface PreviewFile {
  config?: Record<string, string>;
  steps: { op: string; newState?: { urn: string; type: string; inputs?: Record<string, unknown> } }[];
  diagnostics?: { severity: string }[];
}

/** The preview, changed. */
function preview(change: (file: PreviewFile) => void = () => {}): string {
  const file = JSON.parse(PREVIEW) as PreviewFile;
  change(file);
  return JSON.stringify(file);
}

function priced(text: string, options: { region?: string; today?: string; source?: string } = {}) {
  const made = estimate([readInput(text, options.source ?? "preview.json")], {
    region: options.region,
    today: options.today ?? LAST_DAY,
  });
  return { ...made.programs[0]!, ...made.total!, made };
}

function run(args: string[], input = "") {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--require", "./planner/fast-start.js", "planner/cost-command/main.ts", ...args],
    { cwd: ROOT, encoding: "utf8", input },
  );
  return { status, stdout, stderr };
}

function close(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);
}

describe("the cost of a foreign program's preview", () => {
  it("is what the price book's figures give by hand", () => {
    // prices/us-east-1.json, "services": control plane 0.10, NAT gateway 0.045, public address 0.005, application load
    // balancer 0.0225, gp3 0.08 a GB-month, key 1 a month. "ec2": m6i.large 0.096; spot m5, m6i, m6a large as below.
    const book = JSON.parse(
      readFileSync(join(ROOT, "policy-pack/pricing/prices/us-east-1.json"), "utf8"),
    ) as {
      ec2: Record<string, { onDemand: number; spot: number[] }>;
      services: Record<string, { usd: number }>;
    };
    const usd = (service: string) => book.services[service]!.usd;
    const ec2 = (type: string) => book.ec2[type]!;
    const gigabyte = usd("ebs-gp3") / 730;
    const always =
      usd("eks-control-plane") +
      usd("nat-gateway") +
      usd("public-ipv4") * 5 + // of the NAT gateway, and of two load balancers in two subnets
      usd("application-load-balancer") +
      usd("classic-load-balancer") + // of the Service, which names no controller
      usd("kms-key") / 730 +
      2 * 0.159 + // db.m6g.large of PostgreSQL in two zones: databases/us-east-1.json
      (200 * usd("rds-gp2")) / 730 + // its 100 GB, twice
      (50 * usd("ebs-gp2")) / 730; // the claim of Prometheus, of the class that EKS makes
    const web = ec2("m6i.large").onDemand + 60 * gigabyte;
    const legacy = ec2("c5.large").onDemand + 20 * gigabyte; // the Auto Scaling group
    const spot = ["m5.large", "m6i.large", "m6a.large"].map(ec2);
    const averages = spot.map(({ spot: [, average] }) => average!).sort((one, other) => one - other);
    const volume = 40 * gigabyte;
    const { total } = priced(PREVIEW);
    close(total.floor, always + 2 * web + legacy);
    close(total.expected, always + 3 * web + 2 * legacy + averages[1]! + volume);
    close(
      total.ceiling,
      always + 6 * web + 4 * legacy + 8 * (Math.max(...spot.map(({ spot: [, , max] }) => max!)) + volume),
    );
    close(total.spotGone, always + 3 * web + 2 * legacy + spot[0]!.onDemand + volume);
  });

  it("has a control plane of six times the price from the day after standard support ends", () => {
    const plane = (today: string) =>
      priced(PREVIEW, { today }).lines.find(({ item }) => item.startsWith("control plane"))!.cost.floor;
    close(plane(LAST_DAY), 0.1);
    close(plane(DAY_AFTER), 0.6);
  });

  it("lists what has no price, and never as nothing", () => {
    const types = priced(PREVIEW).unpriced.map(({ type, reason }) => `${type}: ${reason}`);
    assert.deepEqual(types, ["aws:eks/nodeGroup:NodeGroup: scalingConfig.maxSize is unknown until up"]);
  });

  it("leaves out what is deleted, and what the program only reads", () => {
    const { input, lines } = priced(PREVIEW);
    assert.equal(lines.filter(({ item }) => item === "NAT gateway").length, 1);
    assert.equal(input.read, 1);
    assert.ok(input.view.resources.every(({ type }) => type !== "aws:route53/zone:Zone"));
    const replaced = preview(({ steps }) => {
      const nat = steps.find(({ newState }) => newState?.type === "aws:ec2/natGateway:NatGateway")!;
      const gone = structuredClone(nat.newState!);
      gone.urn += "-gone";
      steps.push({ ...nat, op: "create-replacement" });
      for (const op of [
        "delete",
        "delete-replaced",
        "discard",
        "discard-replaced",
        "remove-pending-replace",
      ]) {
        steps.push({ op, newState: { ...gone, urn: `${gone.urn}-${op}` } });
      }
    });
    assert.equal(priced(replaced).lines.filter(({ item }) => item === "NAT gateway").length, 1);
  });

  it("counts the cluster of an eks.Cluster once", () => {
    assert.equal(priced(PREVIEW).lines.filter(({ item }) => item.startsWith("control plane")).length, 1);
  });

  it("finds a node group's launch template also where only a property refers to it", () => {
    const text = preview(({ steps }) => {
      for (const { newState } of steps)
        if (newState) delete (newState as { dependencies?: unknown }).dependencies;
    });
    assert.ok(priced(text).lines.some(({ item }) => item === "root volumes, 60 GB gp3 each"));
  });

  it("has no line for what is billed by use, whose amount it doesn't know", () => {
    const { lines, unknownUse } = priced(PREVIEW);
    assert.ok(unknownUse.some(({ item, usd }) => item === "data through NAT gateways" && usd > 0));
    assert.ok(lines.every(({ item }) => !item.startsWith("data through")));
  });
});

describe("the cost of a stack's export", () => {
  it("counts each resource once, without those that wait for their deletion", () => {
    const { input } = priced(EXPORT, { region: "us-east-1" });
    assert.deepEqual(
      input.view.ofType("aws:eks/nodeGroup:NodeGroup").map(({ props }) => props["instanceTypes"]),
      [["c5.large"]],
    );
  });

  it("takes a version that the program doesn't name from what AWS answered", () => {
    const plane = priced(EXPORT, { region: "us-east-1" }).lines.find(({ item }) =>
      item.startsWith("control plane"),
    );
    assert.equal(plane?.item, "control plane, Kubernetes 1.33, extended support since 2026-07-29");
  });
});

describe("values of a state", () => {
  it("are unknown where the preview can't know them, at any depth", () => {
    assert.deepEqual(plainValue({ a: [{ b: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }] }), {
      a: [{ b: UNKNOWN }],
    });
  });

  it("lack the provider's notes of which inputs it filled in", () => {
    const inputs = { __defaults: ["name"], name: "a", labels: [{ __defaults: [], app: "web" }] };
    assert.deepEqual(plainValue(inputs), { name: "a", labels: [{ app: "web" }] });
  });

  it("hide secrets, also those in plain text", () => {
    const secret = {
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      plaintext: '"hunter2"',
    };
    assert.deepEqual(plainValue({ password: secret }), { password: "[secret]" });
  });
});

describe("the region of the prices", () => {
  const region = (text: string, asked?: string) => {
    const { name, origin } = priced(text, asked === undefined ? {} : { region: asked }).region;
    return `${name} ${origin}`;
  };
  const none = (file: PreviewFile) => {
    delete file.config;
    for (const { newState } of file.steps) if (newState) delete newState.inputs;
  };
  const alone = (inputs: Record<string, unknown>) =>
    preview((file) => {
      none(file);
      file.steps[2]!.newState!.inputs = inputs;
    });

  it("is the one that is asked for, before that of the configuration", () => {
    assert.equal(region(PREVIEW, "us-west-2"), "us-west-2 from --region");
    assert.equal(region(PREVIEW), "us-east-1 from its configuration");
  });

  it("is otherwise that of the resources, of their ARNs, or of their zones", () => {
    assert.equal(region(preview((file) => delete file.config)), "us-east-1 from its provider");
    assert.equal(
      region(alone({ arn: "arn:aws:eks:eu-west-1:111122223333:cluster/x" })),
      "eu-west-1 from its ARNs",
    );
    assert.equal(region(alone({ zones: ["eu-central-1b"] })), "eu-central-1 from its availability zones");
    assert.equal(region(EXPORT), "eu-central-1 from its resources"); // the ARN of a resource itself
  });

  it("is requested where the input has none, and refused where nothing has a price there", () => {
    assert.throws(
      () => region(preview(none)),
      (error) => error instanceof UsageError && /--region/.test(error.message),
    );
    assert.throws(() => region(PREVIEW, "us-esat-1"), /no prices for us-esat-1 \(from --region\).*us-east-1/);
  });
});

describe("a file that can't be priced", () => {
  const refusal = (text: string): string => {
    try {
      readInput(text, "stdin");
    } catch (error) {
      assert.ok(error instanceof InputError);
      return error.message;
    }
    return "none";
  };

  it("is refused in one sentence that says what is wrong", () => {
    assert.match(refusal(""), /^stdin is empty/);
    assert.match(refusal("Previewing update\n"), /^stdin is not JSON: .*pulumi preview --json/);
    assert.match(refusal("[]"), /^stdin is JSON, but neither/);
    assert.match(refusal('{"schema":1}'), /^stdin is JSON, but neither/);
    assert.match(refusal('{"steps":[]}'), /^stdin has no resources/);
    assert.match(refusal('{"version":3,"deployment":{}}'), /^stdin has no resources/);
    assert.match(
      refusal('{"steps":[{"op":"create","newState":{"urn":"x"}}]}'),
      /at steps\.0\.newState\.type/,
    );
    for (const text of ["", "x\ny", "[]", '{"steps":[]}']) assert.doesNotMatch(refusal(text), /\n/);
  });
});

describe("the cost as text", () => {
  it("stays within 100 columns, and says at least, the reason of each, and that use is not included", () => {
    const text = costText(priced(PREVIEW).made, false);
    assert.deepEqual(
      text.split("\n").filter((line) => line.length > 100),
      [],
    );
    assert.match(text, /at least, an hour/);
    assert.match(text, /1 x aws:eks\/nodeGroup:NodeGroup: /);
    assert.match(text, /^Depends on use, and is not in the sums/m);
  });

  it("leaves at least out when everything has a price", () => {
    const text = preview((file) => {
      const types = ["aws:iam/role:Role", "aws:ec2/eip:Eip"];
      file.steps = file.steps.filter(({ newState }) => newState && types.includes(newState.type));
    });
    assert.doesNotMatch(costText(priced(text).made, false), /at least/);
    const failed = preview((file) => {
      file.steps = (JSON.parse(text) as PreviewFile).steps;
      file.diagnostics = [{ severity: "info#err" }, { severity: "error" }];
    });
    assert.match(costText(priced(failed).made, false), /ended with 1 error: the resources after that/);
    assert.match(costText(priced(failed).made, false), /at least/);
  });

  it("counts resources of one type and reason together", () => {
    const text = preview(({ steps }) => {
      const group = steps.find(({ newState }) =>
        newState?.urn.endsWith("$aws:eks/nodeGroup:NodeGroup::review"),
      )!;
      const copy = structuredClone(group);
      copy.newState!.urn += "-2";
      steps.push(copy);
    });
    assert.match(costText(priced(text).made, false), /2 x aws:eks\/nodeGroup:NodeGroup/);
  });
});

describe("a broken preview", () => {
  const made = (type: string, inputs: Record<string, unknown>, more: object = {}) => ({
    op: "create",
    newState: { urn: `urn:pulumi:a::b::${type}::x`, type, custom: true, inputs, ...more },
  });
  const withStep = (step: object) =>
    priced(preview((file) => void file.steps.push(step as PreviewFile["steps"][0])));

  it("has no price for sizes that can't be, so that no other cost is hidden by them", () => {
    const before = priced(PREVIEW);
    const claim = (storage: unknown) =>
      made("kubernetes:core/v1:PersistentVolumeClaim", { spec: { resources: { requests: { storage } } } });
    const volume = (size: unknown) => made("aws:ebs/volume:Volume", { type: "gp3", size });
    const group = (maxSize: unknown) =>
      made("aws:eks/nodeGroup:NodeGroup", { scalingConfig: { minSize: 1, desiredSize: 1, maxSize } });
    for (const step of [
      ...[volume, group].flatMap((make) => [-1, 1e308, 1e10, `${"9".repeat(400)}`, "-5", "NaN"].map(make)),
      ...["-5Gi", `${"9".repeat(400)}Gi`, "1e308Gi", `${"9".repeat(30)}Ti`].map(claim),
    ]) {
      const { total, unpriced } = withStep(step);
      assert.deepEqual(total, before.total, JSON.stringify(step));
      assert.equal(unpriced.length, before.unpriced.length + 1);
    }
  });

  it("may call its types as JavaScript calls members of every object", () => {
    for (const type of ["constructor", "__proto__", "toString", "aws:x/y:constructor"]) {
      assert.ok(costText(withStep(made(type, {})).made, false).length > 0);
    }
    const { unpriced } = withStep(made("aws:ec2/instance:Instance", { instanceType: "constructor" }));
    assert.ok(unpriced.some(({ reason }) => reason.includes("instance type constructor")));
  });

  it("may have parents that go in a circle", () => {
    const urn = (name: string) => `urn:pulumi:a::b::aws:ec2/natGateway:NatGateway::${name}`;
    const gateway = (name: string, parent: string) =>
      made("aws:ec2/natGateway:NatGateway", {}, { urn: urn(name), parent: urn(parent) });
    const cost = priced(
      preview((file) => void file.steps.push(gateway("one", "two"), gateway("two", "one"))),
    );
    assert.match(costText(cost.made, false), /one|two/);
    assert.ok(costText(withStep(gateway("own", "own")).made, false).includes("own"));
  });
});

describe("npm run cost", () => {
  it("keeps its exit code when the reader leaves, and says in one line that a disk is full", function () {
    if (process.platform !== "linux") this.skip();
    const shell = (command: string) =>
      spawnSync("bash", ["-c", command], {
        cwd: ROOT,
        encoding: "utf8",
        env: { ...process.env, NODE: process.execPath },
      });
    const call =
      '"$NODE" --require sucrase/register/ts planner/cost-command/main.ts tests/fixtures/preview.json --strict';
    assert.equal(shell(`${call} | true; exit "\${PIPESTATUS[0]}"`).status, 1); // something has no price
    const full = shell(`${call} > /dev/full`);
    assert.equal(full.status, 2);
    assert.match(full.stderr, /^ENOSPC: no space left on device.*\n$/);
  });

  it("prints the cost of a file", () => {
    const { status, stdout, stderr } = run(["tests/fixtures/preview.json", "--today", LAST_DAY]);
    assert.deepEqual([status, stderr], [0, ""]);
    assert.equal(stdout, costText(priced(PREVIEW, { source: "tests/fixtures/preview.json" }).made, false));
  });

  it("reads stdin, writes JSON, and under --strict exits with 1 for what has no price", () => {
    const { status, stdout } = run(["-", "--json", "--strict", "--today", LAST_DAY], PREVIEW);
    assert.equal(status, 1);
    const { total, programs } = JSON.parse(stdout) as {
      programs: { region: string }[];
      total: { atLeast: boolean; perHour: { ceiling: number }; resources: { unpriced: string[] }[] };
    };
    const expected = priced(PREVIEW);
    assert.equal(programs[0]!.region, "us-east-1");
    assert.equal(total.atLeast, true);
    assert.equal(total.perHour.ceiling, Number(expected.total.ceiling.toFixed(6)));
    assert.deepEqual(
      total.resources.flatMap(({ unpriced }) => unpriced).sort(),
      expected.unpriced.map(({ reason }) => reason).sort(),
    );
  });

  it("exits with 1 and the sum above a limit, and compares with a base", () => {
    const over = run(["tests/fixtures/preview.json", "--max", "1.09", "--today", LAST_DAY]);
    assert.equal(over.status, 1);
    assert.match(over.stderr, /^The total is at least \$1\.0934 an hour, above --max 1\.09\.\n$/);
    assert.equal(run(["tests/fixtures/preview.json", "--max", "1.1", "--today", LAST_DAY]).status, 0);
    const change = ["tests/fixtures/preview.json", "--base", "tests/fixtures/preview.json", "--max-increase"];
    assert.equal(run([...change, "0"]).status, 0); // nothing changes
  });

  it("exits with 0 under --strict when everything has a price", () => {
    const text = preview((file) => {
      file.steps = file.steps.filter(({ newState }) => newState?.type === "aws:ec2/natGateway:NatGateway");
    });
    assert.equal(run(["-", "--strict"], text).status, 0);
  });

  it("exits with 1 and one line for a file of another kind, with 2 for one that isn't there", () => {
    const other = run(["package.json"]);
    assert.deepEqual([other.status, other.stdout, other.stderr.split("\n").length], [1, "", 2]);
    const missing = run(["none.json"]);
    assert.equal(missing.status, 2);
    assert.match(missing.stderr, /^Can't read none\.json.*\nnpm run cost -- --help/);
  });

  it("refuses what it doesn't understand", () => {
    const refused =
      (...args: string[]) =>
      () =>
        readCostOptions(args, LAST_DAY);
    assert.throws(refused(), UsageError);
    assert.throws(refused("a", "a"), /a is named twice/);
    assert.throws(refused("-", "--base", "-"), /Only one file can come from stdin/);
    assert.throws(refused("a", "--max=-1"), /--max takes US dollars/);
    for (const limit of ["", "abc", "1,5", "1/year", "NaN", "1e3"]) {
      assert.throws(refused("a", "--max-increase", limit), /--max-increase takes US dollars/, limit);
    }
    assert.throws(refused("a", "--today", "2026-02-30"), /YYYY-MM-DD/);
    assert.throws(refused("a", "--frob"), UsageError);
    assert.equal(readCostOptions(["--help"], LAST_DAY), undefined);
    assert.deepEqual(readCostOptions(["-"], LAST_DAY)?.files, ["-"]);
  });

  it("loads no SDK", () => {
    const load = `
      process.argv.splice(1, Infinity, "main.ts", "tests/fixtures/preview.json");
      process.stdout.write = () => true;
      require("./planner/cost-command/main.ts");
      const loaded = Object.keys(require.cache).filter((file) => file.includes("node_modules/@pulumi/"));
      process.stderr.write(JSON.stringify([require.cache[require.resolve("zod")] !== undefined, loaded]));`;
    const { stderr } = spawnSync(process.execPath, ["--require", "sucrase/register/ts", "-e", load], {
      cwd: ROOT,
      encoding: "utf8",
    });
    assert.deepEqual(JSON.parse(stderr), [true, []]);
  });
});
