import assert from "node:assert/strict";
import { settingName, valueAt, type Problem } from "../../stacks/problems";
import { shippedSettings, STACKS } from "../recordings";
import { everyPath, matches, problemsOf, withValue, type Path, type Settings } from "./breaking";

/** Settings that the shipped stacks have and could do without. */
const OPTIONAL = [
  "spotReserve",
  "spotReserve.schedule",
  "services.*.pool",
  "services.*.metrics.requestDuration",
  ...["frontend", "technique-selector", "intent-classifier", "prompt-generator"].map(
    (service) => `services.${service}.metrics.requests`, // none of them scales on it
  ),
  "services.*.triggers.*",
  "services.*.scaleUp",
  "services.*.public",
  "namespaces.*.schedule",
  "namespaces.*.quota.loadBalancers",
];

/** Groups whose keys are names that the user chooses. */
const MAPS = [
  "cluster.administrators",
  "pools",
  "pools.*.labels",
  "priorityClasses",
  "services",
  "namespaces",
  "namespaces.*.replicas",
];

for (const stack of STACKS) {
  describe(`the shipped settings of ${stack}`, () => {
    const shipped = shippedSettings(stack);
    const paths = everyPath(shipped);

    it("are accepted", () => {
      assert.deepEqual(problemsOf(shipped), []);
    });

    it("are refused at the very place when one is taken away, unless it is optional", () => {
      const required = paths.filter(
        (path) => isNamed(path) && !OPTIONAL.some((pattern) => matches(path, pattern)),
      );
      assertEach(required, (path) => {
        const found = onlyProblem(problemsOf(withValue(shipped, path, undefined)), path);
        assert.equal(found.found, undefined);
      });
    });

    it("are accepted without each of the optional ones, where nothing else depends on it", () => {
      const optional = paths.filter((path) => OPTIONAL.some((pattern) => matches(path, pattern)));
      const needed = ["services.torchserve.pool", ...onlyTriggers(optional)];
      assertEach(
        optional.filter((path) => !needed.includes(path.join("."))),
        (path) => assert.deepEqual(problemsOf(withValue(shipped, path, undefined)), []),
      );
    });

    it("are refused at the very place when one has a value of another type", () => {
      assertEach(paths, (path) => {
        const other = ofAnotherType(valueAt(shipped, path));
        const found = onlyProblem(problemsOf(withValue(shipped, path, other)), path);
        assert.equal(found.found, other);
      });
    });

    it("are refused at the very place when a number is beyond all bounds", () => {
      const numbers = paths.filter((path) => typeof valueAt(shipped, path) === "number");
      for (const wrong of [1e308, 2 ** 53, -2e9, 1e-320]) {
        assertEach(
          numbers.filter((path) => wrong !== 1e-320 || !isFraction(path)),
          (path) => assert.ok(isRefused(withValue(shipped, path, wrong), path), `${wrong} is accepted`),
        );
      }
    });

    it("are refused at the very place when a quantity or a duration is beyond all bounds", () => {
      const quantities = paths.filter((path) => QUANTITY.test(String(valueAt(shipped, path))));
      assertEach(quantities.filter(isText), (path) => {
        const [, number, unit] = QUANTITY.exec(String(valueAt(shipped, path)))!;
        const wrong = [
          `${"9".repeat(400)}${unit}`,
          `-${number}${unit}`,
          `0${unit}`,
          `1e308${unit}`,
          "",
          "NaN",
        ];
        for (const each of wrong) {
          assert.ok(isRefused(withValue(shipped, path, each), path), `${each} is accepted`);
        }
      });

      function isText(path: Path): boolean {
        return typeof valueAt(shipped, path) === "string" && !path.includes("labels");
      }
    });

    it("are refused with a misspelt name beside a setting, and the right name is proposed", () => {
      assertEach(paths.filter(isNamed), (path) => {
        const name = String(path.at(-1));
        const misspelt = [...path.slice(0, -1), name + name.at(-1)];
        const found = onlyProblem(problemsOf(withValue(shipped, misspelt, valueAt(shipped, path))), misspelt);
        assert.match(found.allowed, new RegExp(`did you mean "${name}"`));
      });
    });
  });
}

/** Whether the schema gives the setting its name, other than an entry of a list or a map. */
function isNamed(path: Path): boolean {
  const holder = path.slice(0, -1);
  return typeof path.at(-1) === "string" && !MAPS.some((pattern) => matches(holder, pattern));
}

const QUANTITY = /^(\d+(?:\.\d+)?)(m|Mi|Gi|s|h|d)?$/;

/** Settings that may be as small as one likes. */
function isFraction(path: Path): boolean {
  const key = String(path.at(-1));
  return (
    ["hourlyCeilingUsd", "scaleDownUtilization", "percent", "deviationPercent"].includes(key) ||
    path[1] === "usage"
  );
}

function isRefused(settings: Settings, path: Path): boolean {
  return problemsOf(settings).some((problem) => settingName(problem.path) === settingName(path));
}

/** Triggers that are the only one of their service, as text. */
function onlyTriggers(optional: Path[]): string[] {
  const triggers = optional.filter((path) => path[2] === "triggers");
  return triggers
    .filter((path) => triggers.filter(([, service]) => service === path[1]).length === 1)
    .map((path) => path.join("."));
}

function ofAnotherType(value: unknown): unknown {
  return typeof value === "string" ? 7 : "seven";
}

function onlyProblem(problems: Problem[], path: Path): Problem {
  assert.deepEqual(
    problems.map((problem) => settingName(problem.path)),
    [settingName(path)],
  );
  assert.ok(problems[0]!.allowed.length > 0);
  return problems[0]!;
}

/** Runs a check for every path, and reports all that fail: there are hundreds. */
function assertEach(paths: Path[], check: (path: Path) => void): void {
  assert.ok(paths.length > 0);
  const failures = paths.flatMap((path) => {
    try {
      check(path);
      return [];
    } catch (error) {
      return [`${settingName(path)}: ${(error as Error).message}`];
    }
  });
  assert.deepEqual(failures, []);
}
