import type { Account } from "../account";
import { valueAt } from "../paths";
import { text } from "../rules";
import type { StoredResource } from "../state";
import type { AwsTypes } from "./aws-type";

/** Tags on Auto Scaling groups that something else has made. */
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
};

function writeTag({ inputs }: StoredResource, account: Account): void {
  const group = account.autoScalingGroup(inputs["autoscalingGroupName"]);
  if (group) group.tags[String(valueAt(inputs, "tag.key"))] = String(valueAt(inputs, "tag.value"));
}
