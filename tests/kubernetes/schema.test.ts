import assert from "node:assert/strict";
import { changed } from "./change";
import { schemaProblems } from "./schema";
import { sound } from "./sound-manifests";

describe("the message about an object that a schema refuses", () => {
  it("says which object, where and what, for each problem", () => {
    const deployment = changed(sound("Deployment"), {
      "spec.replicas": "two",
      "spec.template.spec.containers.0.imagePullPolice": "Always",
    });
    assert.deepEqual(schemaProblems(deployment).sort(), [
      "Deployment shop/web: spec.replicas: must be integer",
      'Deployment shop/web: spec.template.spec.containers[0]: unknown field "imagePullPolice"',
    ]);
  });

  it("names the allowed values", () => {
    const binding = changed(sound("TargetGroupBinding"), { "spec.targetType": "pod" });
    assert.deepEqual(schemaProblems(binding), [
      "TargetGroupBinding shop/web: spec.targetType: must be one of instance, ip",
    ]);
  });

  it("says that a kind has no schema", () => {
    const unknown = { apiVersion: "v2", kind: "Pod", metadata: { name: "web" } };
    assert.deepEqual(schemaProblems(unknown), ["Pod web: kind: no schema for v2/Pod"]);
  });
});
