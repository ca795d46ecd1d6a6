import assert from "node:assert/strict";
import { faults, replaces, TestAccount } from "./test-account";

const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

function withVolume(volumeType: string, volumeSize: number) {
  return { blockDeviceMappings: [{ ebs: { volumeType, volumeSize } }] };
}

describe("the sandbox's launch templates", () => {
  it("count their versions, and update the default version if the program says so", () => {
    const aws = new TestAccount();
    const followed = aws.make(TEMPLATE, { namePrefix: "a-", updateDefaultVersion: true });
    assert.deepEqual([followed.outputs["latestVersion"], followed.outputs["defaultVersion"]], [1, 1]);
    const changed = aws.change(followed, { ebsOptimized: "true" });
    assert.deepEqual([changed["latestVersion"], changed["defaultVersion"]], [2, 2]);
    const fixed = aws.make(TEMPLATE, { namePrefix: "b-" });
    const later = aws.change(fixed, { ebsOptimized: "true" });
    assert.deepEqual([later["latestVersion"], later["defaultVersion"]], [2, 1]);
  });

  it("have no new version for other tags", () => {
    const aws = new TestAccount();
    const template = aws.make(TEMPLATE, { namePrefix: "a-", updateDefaultVersion: true });
    assert.equal(aws.change(template, { tags: { a: "b" }, updateDefaultVersion: false })["latestVersion"], 1);
  });

  it("accept names of 3 to 128 characters, including the provider's suffix", () => {
    for (const name of ["abc", "x".repeat(128)]) assert.deepEqual(faults(TEMPLATE, { name }), []);
    for (const name of ["ab", "x".repeat(129), "a b c"])
      assert.deepEqual(faults(TEMPLATE, { name }), ["name"]);
    assert.deepEqual(faults(TEMPLATE, { namePrefix: "x".repeat(102) }), []);
    assert.deepEqual(faults(TEMPLATE, { namePrefix: "x".repeat(103) }), ["namePrefix"]);
    assert.equal(replaces(TEMPLATE, { namePrefix: "a-" }, { namePrefix: "b-" }), true);
  });

  it("accept volumes of an existing type, within its sizes", () => {
    assert.deepEqual(faults(TEMPLATE, withVolume("gp3", 30)), []);
    for (const size of [1, 65_536]) assert.deepEqual(faults(TEMPLATE, withVolume("gp3", size)), []);
    for (const size of [0, 65_537]) {
      assert.deepEqual(faults(TEMPLATE, withVolume("gp3", size)), ["blockDeviceMappings[0].ebs"]);
    }
    assert.deepEqual(faults(TEMPLATE, withVolume("st1", 124)), ["blockDeviceMappings[0].ebs"]);
    assert.deepEqual(faults(TEMPLATE, withVolume("gp4", 30)), ["blockDeviceMappings[0].ebs.volumeType"]);
  });

  it("accept EC2's options of the metadata service", () => {
    const metadataOptions = { httpTokens: "required", httpPutResponseHopLimit: 1 };
    assert.deepEqual(faults(TEMPLATE, { metadataOptions }), []);
    assert.deepEqual(
      faults(TEMPLATE, { metadataOptions: { httpTokens: "yes", httpPutResponseHopLimit: 65 } }),
      ["metadataOptions.httpTokens", "metadataOptions.httpPutResponseHopLimit"],
    );
  });
});
