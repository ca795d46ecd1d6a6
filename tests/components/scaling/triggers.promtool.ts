import assert from "node:assert/strict";
import { gpuUtilizationQuery } from "../../../components/scaling/queries";
import { findPromtool } from "../../../tools/find";
import { single } from "../../telemetry/expected/sample";
import { verdicts } from "../../telemetry/verdicts";
import { steady, type Series } from "../../telemetry/world/series";
import { exportedAgain, scraped } from "../../telemetry/world/targets";
import { shippedService } from "../shipped";

/** A pod of a Deployment; the name is as Kubernetes makes it. */
function pod(service: string, ending: string, node: string, namespace = "production"): Series[] {
  const labels = { namespace, pod: `${service}-5d4b9c7f68-${ending}` };
  return [
    scraped("kube_pod_info", { ...labels, node, created_by_kind: "ReplicaSet" }, steady(1)),
    scraped("kube_pod_labels", { ...labels, label_app_kubernetes_io_name: service }, steady(1)),
  ];
}

function gpu(Hostname: string, percent: number): Series {
  return scraped("DCGM_FI_DEV_GPU_UTIL", { Hostname, gpu: "0" }, steady(percent));
}

describe("the query of the GPU trigger", () => {
  it("averages over the nodes of the service's own pods alone", async () => {
    const series = [
      ...pod("torchserve", "4bx2z", "gpu-1"),
      ...pod("torchserve", "6cx2z", "gpu-2"),
      ...pod("torchserve", "7dx2z", "gpu-2"), // two on one node count it once
      ...pod("torchserve-batch", "8fx2z", "gpu-3"), // its name begins with the other's
      ...pod("torchserve", "9gx2z", "gpu-4", "development"),
      ...[gpu("gpu-1", 60), gpu("gpu-2", 20), gpu("gpu-3", 100), gpu("gpu-4", 100)],
    ].flatMap(exportedAgain);
    const query = gpuUtilizationQuery(shippedService("production", "torchserve"));
    const [found] = await verdicts(findPromtool(), { series }, [], [{ query, expected: single(40) }]);
    assert.equal(found, undefined);
  });
});
