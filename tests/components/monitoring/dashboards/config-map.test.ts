import assert from "node:assert/strict";
import { dashboards } from "../../../../components/monitoring/dashboards/all";
import { dashboardConfigMap } from "../../../../components/monitoring/dashboards/config-map";
import { schemaProblems } from "../../../kubernetes/schema";
import { Graph } from "../../../platform/graph";
import { shippedRecording, STACKS } from "../../../recordings";
import { shippedMonitoredStack } from "../stack-expressions";

/** Grafana's sidecar and etcd take 1 MiB; a `kubectl apply` keeps a copy in an annotation of 256 KiB. */
const MAX_BYTES = 200_000;

for (const name of STACKS) {
  const built = dashboards(shippedMonitoredStack(name));
  const objects = built.map(dashboardConfigMap);

  describe(`the objects of the dashboards of ${name}`, () => {
    it("are what the API server takes, each with a name of its own", () => {
      assert.deepEqual(
        objects.flatMap((object) => schemaProblems({ ...object })),
        [],
      );
      assert.equal(new Set(objects.map(({ metadata }) => metadata.name)).size, objects.length);
    });

    it("have the dashboard as one file that no other has", () => {
      const files = objects.flatMap(({ data }) => Object.keys(data));
      assert.deepEqual(
        files,
        built.map(({ uid }) => `${uid}.json`),
      );
      assert.deepEqual(
        objects.map(({ data }, place) => JSON.parse(data[files[place]!]!) as object),
        built.map(({ json }) => json),
      );
    });

    it("are small", () => {
      for (const { metadata, data } of objects) {
        const bytes = Buffer.byteLength(JSON.stringify(data));
        assert.ok(bytes < MAX_BYTES, `${metadata.name} has ${bytes} bytes`);
      }
    });

    it("are found by Grafana's sidecar, by the label and the annotation that the chart's values give it", async () => {
      const graph = new Graph(await shippedRecording(name));
      const { values } = graph.one("Release", "kube-prometheus-stack").inputs as unknown as GrafanaRelease;
      const { label, labelValue, folderAnnotation } = values.grafana.sidecar.dashboards;
      for (const { metadata } of objects) {
        assert.equal(metadata.labels[label!], labelValue);
        assert.equal(metadata.annotations[folderAnnotation!], "BetterPrompts");
      }
    });
  });
}

interface GrafanaRelease {
  values: { grafana: { sidecar: { dashboards: Record<string, string> } } };
}
