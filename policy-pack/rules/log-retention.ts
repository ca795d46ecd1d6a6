import { isUnknown, numberIn } from "../reading/values";
import { broken, NO_PARAMETERS, resourceRule, undecided } from "../rule";
import { at } from "../stack-view";

export const logRetention = resourceRule({
  id: "log-retention",
  level: "mandatory",
  requires: "Every log group names how long it keeps its lines.",
  reason: "A log group without a retention keeps every line forever, and AWS bills for it.",
  fix: "Set retentionInDays.",
  parameters: NO_PARAMETERS,
  types: ["aws:cloudwatch/logGroup:LogGroup"],
  check(group) {
    const days = at(group.props, "retentionInDays");
    if (isUnknown(days)) return [undecided(group, "retentionInDays")];
    return (numberIn(days) ?? 0) > 0 ? [] : [broken(group, "keeps its lines for ever")];
  },
});
