import type { BrokenSetting } from "./broken-setting";

const SLACK = { channel: "#alerts", webhookUrl: "[secret]" };

export const NOTIFICATION_CASES: BrokenSetting[] = [
  {
    it: "nobody to write to",
    set: "notifications/emails",
    wrong: [],
    right: ["oncall@betterprompts.example"],
    allowed: /at least 1 entry/,
  },
  {
    it: "an address without a domain",
    set: "notifications/emails/0",
    wrong: "oncall",
    right: "oncall@betterprompts.example",
    allowed: /an e-mail address/,
  },
  {
    it: "an address twice: its two subscriptions would have one name",
    set: "notifications/emails",
    wrong: ["oncall@betterprompts.example", "oncall@betterprompts.example"],
    right: ["oncall@betterprompts.example", "second@betterprompts.example"],
    allowed: /each address once/,
  },
  {
    it: "an address twice in other letters",
    set: "notifications/emails",
    wrong: ["oncall@betterprompts.example", "OnCall@betterprompts.example"],
    right: ["oncall@betterprompts.example", "OnCall2@betterprompts.example"],
    allowed: /each address once/,
  },
  ...["on call@betterprompts.example", "oncall@localhost", "Ana <ana@betterprompts.example>"].map(
    (wrong): BrokenSetting => ({
      it: `an address ${wrong}`,
      set: "notifications/emails/0",
      wrong,
      right: "on.call+alerts@betterprompts.example",
      allowed: /an e-mail address/,
    }),
  ),
  {
    it: "a repetition after Alertmanager has forgotten",
    set: "notifications/repeatEvery/others",
    wrong: "121h",
    right: "120h",
    allowed: /at most 5d/,
  },
  {
    it: "a repetition without a unit",
    set: "notifications/repeatEvery/critical",
    wrong: "4",
    right: "4h",
    allowed: /for example "30s", "5m" or "10d"/,
  },
  {
    it: "a slash at the end of the runbooks' address: links would have two",
    set: "notifications/runbookUrl",
    wrong: "https://docs.betterprompts.example/runbooks/",
    right: "https://docs.betterprompts.example/runbooks",
    allowed: /without a slash at its end/,
  },
  {
    it: "runbooks that are read unencrypted",
    set: "notifications/runbookUrl",
    wrong: "http://docs.betterprompts.example/runbooks",
    right: "https://docs.betterprompts.example/runbooks",
    allowed: /starts with "https:\/\/"/,
  },
  ...["?page=runbooks", "#runbooks", "/{{ .Labels.pod }}", "/$namespace", "/run books"].map((ending) => ({
    it: `runbooks at an address that ends with ${ending}`,
    set: "notifications/runbookUrl",
    wrong: `https://docs.betterprompts.example${ending}`,
    right: "https://docs.betterprompts.example/run-books/v1.0",
    allowed: /no query, no "#", no "\{\{" and no "\$"/,
  })),
  {
    it: "a channel that Alertmanager would read as a template",
    given: { "notifications/slack": SLACK },
    set: "notifications/slack/channel",
    wrong: "#{{.CommonLabels.service}}",
    right: "#alerts-de_1",
    allowed: /at most 80 letters, digits, "-" and "_"/,
  },
  {
    it: "a channel without its sign",
    given: { "notifications/slack": SLACK },
    set: "notifications/slack/channel",
    wrong: "alerts",
    right: "#alerts",
    allowed: /a channel, for example "#alerts"/,
  },
  ...["#our alerts", "#our.alerts", "#{{alerts}}", `#${"a".repeat(81)}`].map(
    (wrong): BrokenSetting => ({
      it: `a channel ${wrong.slice(0, 20)}`,
      given: { "notifications/slack": SLACK },
      set: "notifications/slack/channel",
      wrong,
      right: `#${"a".repeat(78)}-1`,
      allowed: /a channel, for example "#alerts"/,
    }),
  ),
  ...["http://hooks.slack.test/T1", "hooks.slack.test", "https://", "https://hooks.slack.test/ T1"].map(
    (wrong): BrokenSetting => ({
      it: `a webhook ${wrong}`,
      given: { "notifications/slack": SLACK },
      set: "notifications/slack/webhookUrl",
      wrong,
      right: "https://hooks.slack.test/services/T1/B1/x",
      allowed: /an encrypted address that starts with "https:\/\/"/,
    }),
  ),
  {
    it: "a channel without a webhook",
    given: { "notifications/slack": SLACK },
    set: "notifications/slack/webhookUrl",
    wrong: undefined,
    right: "[secret]",
    allowed: /text/,
  },
  {
    it: "a heartbeat to nowhere",
    set: "notifications/heartbeatUrl",
    wrong: "",
    right: "[secret]",
    allowed: /an encrypted address/,
  },
];
