import assert from "node:assert/strict";
import { recordStack, shippedRecording, shippedSettings } from "../recordings";

describe("the offline engine", () => {
  it("records the same resources in every run", async () => {
    const first = await shippedRecording("production");
    const second = await recordStack("production");
    assert.deepEqual(
      second.resources.map(({ urn }) => urn).sort(),
      first.resources.map(({ urn }) => urn).sort(),
    );
  });

  it("forms URNs as the engine does, with the types of all ancestors but the stack", async () => {
    const { resources } = await shippedRecording("production");
    const role = resources.find(({ type, name }) => type === "aws:iam/role:Role" && name === "opencost");
    assert.equal(
      role?.urn,
      "urn:pulumi:production::betterprompts::betterprompts:controllers:Controllers$betterprompts:controllers:OpenCost$betterprompts:components:ServiceAccountRole$aws:iam/role:Role::opencost",
    );
  });

  it("hides secrets in inputs and in stack outputs", async () => {
    const { resources, outputs } = await shippedRecording("production");
    const grafana = resources.find(({ name }) => name === "grafana-admin");
    assert.equal(grafana?.inputs["stringData"], "[secret]");
    assert.equal(outputs["kubeconfig"], "[secret]");
  });

  it("fails when the program fails", async () => {
    const settings = shippedSettings("production");
    delete settings["network"];
    await assert.rejects(recordStack("production", settings), /betterprompts:network/);
  });

  it("can run a second stack after the first", async () => {
    const staging = await shippedRecording("staging");
    assert.equal(staging.outputs["clusterName"], "betterprompts-staging");
    assert.ok(staging.resources.every(({ urn }) => urn.startsWith("urn:pulumi:staging::")));
  });
});
