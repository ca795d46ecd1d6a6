import assert from "node:assert/strict";
import { settingName, type Problem } from "../../stacks/problems";
import { shippedSettings } from "../recordings";
import { problemsOf, withValue, type Path } from "./breaking";
import type { BrokenSetting } from "./broken/broken-setting";
import { CLUSTER_CASES } from "./broken/cluster";
import { GRAFANA_ACCESS_CASES } from "./broken/grafana-access";
import { MONITORING_CASES } from "./broken/monitoring";
import { NAMESPACE_CASES } from "./broken/namespaces";
import { NETWORK_CASES } from "./broken/network";
import { NOTIFICATION_CASES } from "./broken/notifications";
import { OTHER_CASES } from "./broken/others";
import { POOL_CASES } from "./broken/pools";
import { SERVICE_CASES } from "./broken/services";

const CASES: Record<string, BrokenSetting[]> = {
  "region and network": NETWORK_CASES,
  cluster: CLUSTER_CASES,
  pools: POOL_CASES,
  services: SERVICE_CASES,
  namespaces: NAMESPACE_CASES,
  notifications: NOTIFICATION_CASES,
  "monitoring, across sections": MONITORING_CASES,
  "Grafana from outside": GRAFANA_ACCESS_CASES,
  "the other sections": OTHER_CASES,
};

for (const [sections, cases] of Object.entries(CASES)) {
  describe(`broken settings of ${sections}`, () => {
    for (const each of cases) {
      it(`${each.it} is refused`, () => {
        const base = Object.entries(each.given ?? {}).reduce(
          (settings, [path, value]) => withValue(settings, keys(path), value),
          shippedSettings(each.stack ?? "production"),
        );
        const path = keys(each.set);
        const places = [each.at ?? each.set].flat().map(keys);
        for (const problem of only(problemsOf(withValue(base, path, each.wrong)), places)) {
          assert.match(problem.allowed, each.allowed);
          if (each.at === undefined)
            assert.deepEqual(problem.found, "found" in each ? each.found : each.wrong);
        }
        if ("right" in each) assert.deepEqual(problemsOf(withValue(base, path, each.right)), []);
      });
    }
  });
}

describe("a namespace with a name of Kubernetes or the controllers", () => {
  for (const name of ["default", "kube-system", "monitoring", "keda", "opencost", "spot-reserve"]) {
    it(`is refused: ${name}`, () => {
      const settings = shippedSettings("production");
      const { production } = settings["namespaces"] as Record<string, unknown>;
      settings["namespaces"] = { [name]: production };
      const [problem] = only(problemsOf(settings), [["namespaces", name]]);
      assert.match(problem!.allowed, /a name that Kubernetes and the controllers don't use/);
    });
  }
});

/** Keys of a path written with "/"; numbers are places in a list, "~1" is a slash. */
function keys(path: string): Path {
  return path.split("/").map((key) => (/^\d+$/.test(key) ? Number(key) : key.replaceAll("~1", "/")));
}

function only(problems: Problem[], paths: Path[]): Problem[] {
  assert.deepEqual(
    problems.map((problem) => settingName(problem.path)),
    paths.map(settingName),
  );
  return problems;
}
