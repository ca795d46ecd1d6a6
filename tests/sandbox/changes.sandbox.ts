import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { listGroups, setDesired } from "../../sandbox/aws/auto-scaling";
import { callLogOf, readCalls } from "../../sandbox/aws/call-log";
import type { Engine } from "../../sandbox/engine/engine";
import { changes, type Step } from "../../sandbox/engine/outcome";
import type { StackConfiguration } from "../../sandbox/engine/settings";
import { assertDone, assertEmpty, setting, useSandbox } from "./fixture";

const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";

/** What tells of the whole stack and so changes with most of it. */
const TELLING = [
  / PrometheusRule betterprompts-/,
  / ConfigMap grafana-dashboard-/,
  /^update Budget monthly$/,
];

/** One setting changed, and the resources that may change with it: "operation type name". */
const CASES: Record<string, { change: (config: StackConfiguration) => void; expected: RegExp[] }> = {
  "a higher maximum of a pool": {
    change: setting("pools.application.maxSize", 6),
    expected: [/^update NodeGroup application$/],
  },
  "other instance types": {
    change: setting("pools.application.instanceTypes", ["t3.large", "t3a.large"]),
    expected: [/^(create-replacement|replace|delete-replaced) (NodeGroup application|Tag application\/.+)$/],
  },
  "a new service": {
    change: addSmallService,
    expected: [/^create \w+ (staging|development)\/extra/],
  },
  "a namespace less": {
    change: (config) => {
      delete (config["betterprompts:namespaces"] as StackConfiguration)["development"];
    },
    expected: [/^delete \w+ development/, /^update RolePolicy load-balancer-controller$/],
  },
};

describe("a change of one setting", function () {
  if (!process.env["SANDBOX_FULL"]) return;
  const started = useSandbox();
  let engine: Engine;

  it("starts from a stack that stands", async () => {
    engine = await started.sandbox.open("staging");
    assertDone(await engine.up());
  });

  for (const [what, { change, expected }] of Object.entries(CASES)) {
    it(`${what}: only what depends on it changes, and back again`, async () => {
      const allowed = [...expected, ...TELLING];
      await engine.configure(started.sandbox.configurationOf("staging", change));
      const outcome = await engine.up();
      assertDone(outcome);
      const found = changes(outcome).map(nameOf);
      assert.ok(found.some((name) => expected.some((pattern) => pattern.test(name))));
      assert.deepEqual(
        found.filter((name) => !allowed.some((pattern) => pattern.test(name))),
        [],
      );
      await engine.configure(started.sandbox.configurationOf("staging"));
      assertDone(await engine.up());
      assertEmpty(await engine.preview());
    });
  }

  it("the pool that replaces another stands before the other goes", () => {
    const calls = readCalls(callLogOf(started.sandbox.stateFile));
    const ofPool = calls.filter(
      ({ type, name, preview }) => type === NODE_GROUP && name === "application" && !preview,
    );
    const methods = ofPool
      .map(({ method }) => method)
      .filter((method) => ["create", "delete"].includes(method));
    assert.deepEqual(methods, ["create", "create", "delete", "create", "delete"]);
  });

  it("a higher minimum than the pool has nodes is refused by EKS, and passes as docs/operations says", async () => {
    const { sandbox } = started;
    const raised = (config: StackConfiguration) => {
      setting("pools.application.minSize", 3)(config);
      setting("pools.application.desiredSize", 3)(config);
    };
    await engine.configure(sandbox.configurationOf("staging", raised));
    assert.match((await engine.up()).failed ?? "", /Minimum capacity 3 can't be greater than desired size 2/);
    const group = listGroups(sandbox.stateFile).find(({ nodeGroupName }) =>
      nodeGroupName.includes("application"),
    )!;
    setDesired(sandbox.stateFile, group.name, 3);
    assertDone(await engine.refresh());
    assertDone(await engine.up());
    assertEmpty(await engine.preview());
  });
});

/** Small enough for what the pools have left. */
function addSmallService(config: StackConfiguration): void {
  const services = config["betterprompts:services"] as Record<string, object>;
  services["extra"] = {
    ...structuredClone(services["technique-selector"]),
    requests: { cpu: "10m", memory: "16Mi" },
    limits: { cpu: "20m", memory: "32Mi" },
  };
  const namespaces = config["betterprompts:namespaces"] as Record<string, { replicas: StackConfiguration }>;
  for (const { replicas } of Object.values(namespaces)) replicas["extra"] = { min: 1, max: 1, expected: 1 };
}

function nameOf({ operation, type, urn }: Step): string {
  return `${operation} ${type.split(":").pop()} ${urn.split("::").pop()}`;
}
