import type { Account } from "../account";
import { SUFFIX_LENGTH, suffixed } from "../naming";
import { valueAt } from "../paths";
import { each, oneOf, text } from "../rules";
import type { StoredResource } from "../state";
import type { AwsTypes } from "./aws-type";

const SCHEDULE_NAME = /^[0-9A-Za-z_.-]+$/;
const LONGEST_SCHEDULE_NAME = 64;

/** Tags on Auto Scaling groups that EKS created, and schedules of calls about them. */
export const autoScalingTags: AwsTypes = {
  "aws:autoscaling/tag:Tag": {
    rules: [text("tag.key", /^(?!aws:)/i, 128), text("tag.value", /^/, 256)],
    refuse: ({ inputs, account }) => {
      const name = inputs["autoscalingGroupName"];
      return account.autoScalingGroup(name)
        ? undefined
        : `ValidationError: AutoScalingGroup name not found - AutoScalingGroup '${name}' not found`;
    },
    create: ({ inputs }) => ({ id: `${inputs["autoscalingGroupName"]},${valueAt(inputs, "tag.key")}` }),
    created: writeTag,
    updated: writeTag,
    deleted: ({ inputs }, account) => {
      const group = account.autoScalingGroup(inputs["autoscalingGroupName"]);
      if (group) delete group.tags[String(valueAt(inputs, "tag.key"))];
    },
  },

  // https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
  "aws:scheduler/schedule:Schedule": {
    rules: [
      text("name", SCHEDULE_NAME, LONGEST_SCHEDULE_NAME),
      text("namePrefix", SCHEDULE_NAME, LONGEST_SCHEDULE_NAME - SUFFIX_LENGTH),
      text("description", /^/, 512),
      text(
        "scheduleExpression",
        /^(rate\([1-9]\d* (minute|hour|day)s?\)|cron\(\S+( \S+){5}\)|at\([\dT:-]+\))$/,
        256,
      ),
      oneOf("flexibleTimeWindow.mode", ["OFF", "FLEXIBLE"]),
      each("target.input", (input) =>
        isJson(String(input)) ? undefined : "ValidationException: Invalid RequestJson provided.",
      ),
    ],
    references: [{ path: "target.roleArn", type: "aws:iam/role:Role", by: "arn", whenGone: "dangle" }],
    unique: [{ paths: ["name"], taken: ([name]) => `ConflictException: Schedule ${name} already exists.` }],
    naming: { input: "name", prefix: "namePrefix", longest: LONGEST_SCHEDULE_NAME },
    create: ({ inputs, account }) => {
      const name = inputs["name"] ?? suffixed(inputs["namePrefix"], account);
      const id = `${String(inputs["groupName"] ?? "default")}/${String(name)}`;
      return { id, name, arn: account.arn("scheduler", `schedule/${id}`) };
    },
  },
};

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function writeTag({ inputs }: StoredResource, account: Account): void {
  const group = account.autoScalingGroup(inputs["autoscalingGroupName"]);
  if (group) group.tags[String(valueAt(inputs, "tag.key"))] = String(valueAt(inputs, "tag.value"));
}
