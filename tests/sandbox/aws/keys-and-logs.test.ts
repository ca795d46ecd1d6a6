import assert from "node:assert/strict";
import { faults, TestAccount } from "./test-account";

const KEY = "aws:kms/key:Key";
const ALIAS = "aws:kms/alias:Alias";
const LOGS = "aws:cloudwatch/logGroup:LogGroup";

describe("the sandbox's keys", () => {
  it("are deleted after 7 to 30 days", () => {
    for (const days of [7, 30]) assert.deepEqual(faults(KEY, { deletionWindowInDays: days }), []);
    for (const days of [6, 31])
      assert.deepEqual(faults(KEY, { deletionWindowInDays: days }), ["deletionWindowInDays"]);
  });

  it("are the only things left in an account, scheduled for deletion, without aliases", () => {
    const aws = new TestAccount();
    const key = aws.make(KEY, {});
    aws.make(ALIAS, { name: "alias/it", targetKeyId: key.id });
    aws.delete(key);
    assert.deepEqual(aws.account.state.resources, []);
    assert.deepEqual(aws.account.state.keysPendingDeletion, [key.id]);
  });

  it("have unique aliases", () => {
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
  it("have a retention that CloudWatch allows", () => {
    assert.deepEqual(faults(LOGS, { name: "/aws/eks/main/cluster", retentionInDays: 30 }), []);
    assert.deepEqual(faults(LOGS, { name: "a b", retentionInDays: 31 }), ["name", "retentionInDays"]);
  });

  it("have unique names", () => {
    const aws = new TestAccount();
    aws.make(LOGS, { name: "it" });
    aws.refuses("ResourceAlreadyExistsException: The specified log group already exists", () =>
      aws.make(LOGS, { name: "it" }),
    );
  });
});
