import assert from "node:assert/strict";
import { CHARTS, chartSource, type ChartName } from "../../../components/controllers/charts";

const ALL = Object.keys(CHARTS) as ChartName[];

describe("the source of a chart", () => {
  it("is its own repository by name", () => {
    assert.deepEqual(chartSource("keda"), {
      chart: "keda",
      version: CHARTS.keda.version,
      repositoryOpts: { repo: "https://kedacore.github.io/charts" },
    });
  });

  it("is a single reference for a chart in a registry: Helm accepts no repository with it", () => {
    assert.deepEqual(chartSource("aws-node-termination-handler"), {
      chart: "oci://public.ecr.aws/aws-ec2/helm/aws-node-termination-handler",
      version: CHARTS["aws-node-termination-handler"].version,
    });
  });

  for (const mirror of ["https://charts.example.com", "http://charts.example.com/stable"]) {
    it(`is the mirror for every chart, also for those from registries: ${mirror}`, () => {
      for (const name of ALL) {
        const { version } = CHARTS[name];
        const expected = { chart: name, version, repositoryOpts: { repo: mirror } };
        assert.deepEqual(chartSource(name, mirror), expected);
        assert.deepEqual(chartSource(name, `${mirror}/`), expected);
      }
    });
  }

  it("is a reference below the mirror if the mirror is a registry", () => {
    for (const name of ALL) {
      const expected = { chart: `oci://registry.example.com/charts/${name}`, version: CHARTS[name].version };
      assert.deepEqual(chartSource(name, "oci://registry.example.com/charts"), expected);
      assert.deepEqual(chartSource(name, "oci://registry.example.com/charts/"), expected);
    }
  });

  it("has a version for every chart, none of them a range", () => {
    for (const name of ALL) assert.match(CHARTS[name].version, /^\d+\.\d+\.\d+$/);
  });
});
