import assert from "node:assert/strict";
import { faults, TestAccount } from "./test-account";

const KEY = "aws:kms/key:Key";
const ALIAS = "aws:kms/alias:Alias";
const LOGS = "aws:cloudwatch/logGroup:LogGroup";

describe("the sandbox's keys", () => {
  it("wait 7 to 30 days for their deletion", () => {
    for (const days of [7, 30]) assert.deepEqual(faults(KEY, { deletionWindowInDays: days }), []);
    for (const days of [6, 31])
      assert.deepEqual(faults(KEY, { deletionWindowInDays: days }), ["deletionWindowInDays"]);
  });

  it("are all that a clean account keeps, scheduled for deletion; their aliases go", () => {
    const aws = new TestAccount();
    const key = aws.make(KEY, {});
    aws.make(ALIAS, { name: "alias/it", targetKeyId: key.id });
    aws.delete(key);
    assert.deepEqual(aws.account.state.resources, []);
    assert.deepEqual(aws.account.state.keysPendingDeletion, [key.id]);
  });

  it("have aliases of their own", () => {
    const aws = new TestAccount();
    const key = aws.make(KEY, {});
    aws.refuses(/NotFoundException: Key 'k' does not exist/, () =>
      aws.make(ALIAS, { name: "alias/it", targetKeyId: "k" }),
    );
    aws.make(ALIAS, { name: "alias/it", targetKeyId: key.id });
    aws.refuses(/AlreadyExistsException/, () => aws.make(ALIAS, { name: "alias/it", targetKeyId: key.id }));
    assert.deepEqual(faults(ALIAS, { name: "it" }), ["name"]);
    assert.deepEqual(faults(ALIAS, { name: "alias/aws/it" }), ["name"]);
  });
});

describe("the sandbox's log groups", () => {
  it("keep what they hold for one of CloudWatch's times", () => {
    assert.deepEqual(faults(LOGS, { name: "/aws/eks/main/cluster", retentionInDays: 30 }), []);
    assert.deepEqual(faults(LOGS, { name: "a b", retentionInDays: 31 }), ["name", "retentionInDays"]);
  });

  it("are made once", () => {
    const aws = new TestAccount();
    aws.make(LOGS, { name: "it" });
    aws.refuses("ResourceAlreadyExistsException: The specified log group already exists", () =>
      aws.make(LOGS, { name: "it" }),
    );
  });
});
