import assert from "node:assert/strict";
import { parseInstanceTypes } from "../../../planner/prices/parse-instance-types";
import { factsOf } from "../../../policy-pack/pricing/instance-facts";
import { INSTANCE_TYPES } from "./recorded-instance-types";

describe("instance types as AWS describes them", () => {
  const types = parseInstanceTypes(INSTANCE_TYPES);

  it("have the facts that the catalog has from elsewhere, but for the baseline of burstable types", () => {
    for (const type of ["g5.xlarge", "t4g.nano", "t2.micro", "g4ad.xlarge"]) {
      const { baselineVcpu, ...facts } = factsOf(type)!;
      assert.equal(baselineVcpu !== undefined, type.startsWith("t"), type);
      assert.deepEqual(types.get(type), facts, type);
    }
  });

  it("have a GPU only if NVIDIA made it", () => {
    assert.deepEqual(types.get("g5.xlarge")?.gpu, { count: 1, name: "A10G", memoryGiB: 24 });
    assert.equal(types.get("g4ad.xlarge")?.gpu, null);
    assert.deepEqual(types.get("g6f.large")?.gpu, { count: 1, name: "L4", memoryGiB: 3 }); // a part of a GPU
  });

  it("are left out if they are Macs, which can't be nodes, or lack a fact", () => {
    assert.deepEqual([...types.keys()].sort(), [
      "g4ad.xlarge",
      "g5.xlarge",
      "g6f.large",
      "t2.micro",
      "t4g.nano",
    ]);
  });
});
