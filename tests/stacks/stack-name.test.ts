import assert from "node:assert/strict";
import { balancerName } from "../../components/network/routing";
import { parseSettings } from "../../stacks/parse-settings";
import { nameProblems } from "../../stacks/stack-name";
import { shippedSettings } from "../recordings";
import type { Settings } from "./breaking";

const shipped = shippedSettings("production");

function problems(stack: string, settings: Settings = shipped): string[] {
  return nameProblems(stack, parseSettings(settings, "Pulumi.test.yaml"));
}

describe("names that begin with the stack's name", () => {
  it("are right for ordinary stacks", () => {
    for (const stack of ["production", "internals", "sgp", "eu-1"]) assert.deepEqual(problems(stack), []);
  });

  it("are refused with other characters, or a digit at the start", () => {
    for (const stack of ["Prod", "1st", "prod-", "prod.eu", "prod_eu"]) {
      const [problem, ...others] = problems(stack);
      assert.match(problem!, /lower-case letters, digits and dashes alone, and start with a letter/);
      assert.deepEqual(others, []);
    }
  });

  it("are refused where AWS keeps them for internal load balancers and for ids of security groups", () => {
    for (const [stack, start] of [
      ["internal", "internal-"],
      ["internal-tools", "internal-"],
      ["sg", "sg-"],
      ["sg-1", "sg-"],
    ] as const) {
      assert.ok(balancerName(stack, "public").startsWith(start));
      assert.match(problems(stack).join(), new RegExp(`must not begin with "${start}"`));
    }
  });

  it("are refused where a node group's would be longer than EKS allows", () => {
    assert.deepEqual(problems("a".repeat(24)), []); // + "-application-"
    assert.match(problems("a".repeat(25)).join(), /"a+-application-", 38 characters; EKS leaves room for 37/);
  });

  it("are refused where two target groups would have one", () => {
    const services = shipped["services"] as Record<string, object>;
    const namespaces = shipped["namespaces"] as Record<string, { replicas: object; quota: object }>;
    const production = namespaces["production"]!;
    const own = {
      ...production,
      replicas: { ...production.replicas, "eu-frontend": { min: 2, max: 2, expected: 2 } },
    };
    const settings = {
      ...shipped,
      services: {
        ...services,
        "eu-frontend": { ...services["frontend"], public: { path: "/eu/*", rulePriority: 80 } },
      },
      namespaces: { production: own, eu: { ...own, host: "eu.betterprompts.example", rulePriority: 200 } },
    };
    assert.deepEqual(problems("production", settings), [
      'The target groups of eu-frontend in production and of frontend in eu would both be called "production-eu-frontend-3000". Rename a service or a namespace.',
    ]);
    assert.deepEqual(problems("europe", settings), []);
  });
});
