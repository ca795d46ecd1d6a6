import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { SimulatedApi } from "./simulated-api";

const ROOT = join(__dirname, "../../..");
const MAIN = "planner/prices/main.ts";
const BOOK = join(ROOT, "policy-pack/pricing/prices/us-east-1.json");
const QUICKLY = 10_000; // milliseconds; it takes a tenth of that

describe("npm run prices", () => {
  const home = mkdtempSync(join(tmpdir(), "no-credentials-"));
  const shipped = readFileSync(BOOK, "utf8");
  after(() => rmSync(home, { recursive: true }));

  /** Runs the command with no variable of AWS's and no home to find credentials in. */
  function prices(...args: string[]) {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["--require", "./planner/fast-start.js", MAIN, ...args],
      {
        cwd: ROOT,
        encoding: "utf8",
        timeout: QUICKLY,
        env: { PATH: process.env["PATH"], HOME: home, AWS_EC2_METADATA_DISABLED: "true" },
      },
    );
    return { status, stdout, stderr };
  }

  it("says in one line what it needs when there are no credentials, and writes nothing", () => {
    const { status, stdout, stderr } = prices("--region", "us-east-1");
    assert.equal(status, 1, stderr);
    assert.equal(stdout, "");
    assert.match(stderr, /^No usable AWS credentials: .*pricing:GetProducts.*\n$/);
    assert.equal(readFileSync(BOOK, "utf8"), shipped);
  });

  for (const [what, args, message] of [
    ["no region", [], /A region is missing/],
    ["a region without a name", ["--region"], /--region/],
    ["a zone in place of a region", ["--region", "us-east-1a"], /"us-east-1a" is not the code/],
    [
      "a local zone in place of a region",
      ["--region", "us-west-2-lax-1"],
      /"us-west-2-lax-1" is not the code/,
    ],
    ["one wrong region among two", ["--region", "us-east-1", "--region", "Ohio"], /"Ohio" is not the code/],
    ["a region without a price book", ["--region", "us-mars-1"], /us-mars-1 has no price book.*us-east-1/],
    ["an unknown option", ["--region", "us-east-1", "--dryrun"], /--dryrun/],
    ["an argument without an option", ["us-east-1"], /us-east-1/],
  ] as const) {
    it(`takes ${what} for wrong usage, without a stack trace`, () => {
      const { status, stderr } = prices(...args);
      assert.equal(status, 2, stderr);
      assert.match(stderr, message);
      assert.match(stderr, /--help shows all options/);
      assert.doesNotMatch(stderr, /^ +at /m);
    });
  }

  it("shows its help without credentials", () => {
    const { status, stdout } = prices("--help");
    assert.equal(status, 0);
    assert.match(stdout, /^Usage: npm run prices -- --region R/m);
  });

  describe("with AWS's API simulated", () => {
    const api = new SimulatedApi();
    before(() => api.start());
    after(() => api.stop());

    /** Runs the command against the simulated API: no call leaves this machine. */
    async function pricesOfApi(...args: string[]) {
      const child = spawn(process.execPath, ["--require", "./planner/fast-start.js", MAIN, ...args], {
        cwd: ROOT,
        timeout: 6 * QUICKLY,
        env: {
          PATH: process.env["PATH"],
          HOME: home,
          AWS_ACCESS_KEY_ID: "simulated",
          AWS_SECRET_ACCESS_KEY: "simulated",
          AWS_ENDPOINT_URL: api.url,
        },
      });
      const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
      if (child.exitCode === null) await once(child, "exit");
      return { status: child.exitCode, stdout, stderr };
    }

    it("follows all pages, shows what would change, and writes nothing on a dry run", async () => {
      const book = join(ROOT, "policy-pack/pricing/prices/us-west-2.json");
      const unchanged = readFileSync(book, "utf8");
      const { status, stdout, stderr } = await pricesOfApi("--region", "us-west-2", "--dry-run");
      assert.equal(status, 0, stderr);
      assert.match(stdout, /^us-west-2:$/m);
      assert.match(stdout, /^ec2 c6i\.xlarge: .*spot minimum [\d.]+ -> 0\.07 /m);
      assert.match(stdout, /^services fargate-storage: usd 0\.000111 /m); // the last of its list
      assert.match(stdout, /^Kept, because AWS has no price now: rds PostgreSQL usd of db\.m1\.large, /m);
      assert.match(stdout, /^New in instance-catalog\.json: m9\.large$/m);
      assert.match(
        stdout,
        /^A dry run: not written: .*prices\/us-west-2\.json, .*instance-catalog\.json\.$/m,
      );
      assert.equal(readFileSync(book, "utf8"), unchanged);
      assert.ok(api.continuedPages > 10, `${api.continuedPages} pages were asked for with a token`);
    });

    it("says which permissions are needed when AWS denies a call", async () => {
      api.isDenied = true;
      const { status, stderr } = await pricesOfApi("--region", "us-west-2", "--dry-run");
      api.isDenied = false;
      assert.equal(status, 1, stderr);
      assert.match(stderr, /^The AWS credentials lack permissions\. .*ec2:DescribeInstanceTypes/);
    });
  });
});
