import { each, oneOf, policyDocument, text } from "../rules";
import type { AwsTypes } from "./aws-type";

const TOPIC = "aws:sns/topic:Topic";

/** The format of an endpoint, by protocol (Subscribe). */
const ENDPOINTS: Record<string, RegExp> = {
  email: /^[^@\s]+@[^@\s]+\.[^@\s]+$/,
  "email-json": /^[^@\s]+@[^@\s]+\.[^@\s]+$/,
  http: /^http:\/\//,
  https: /^https:\/\//,
  lambda: /^arn:aws:lambda:/,
  sms: /^\+[0-9]{7,15}$/,
  sqs: /^arn:aws:sqs:/,
  firehose: /^arn:aws:firehose:/,
  application: /^arn:aws:sns:/,
};

/** Topics with their policies and subscriptions. */
export const notifications: AwsTypes = {
  [TOPIC]: {
    rules: [text("name", /^[A-Za-z0-9_-]+(\.fifo)?$/, 256), text("displayName", /^/, 100)],
    naming: { input: "name", prefix: "namePrefix", longest: 256 },
    taggable: true,
    notFound: () => "NotFound: Topic does not exist",
    // A second CreateTopic with the same name returns the first one's ARN.
    create: ({ inputs, account }) => {
      const arn = account.arn("sns", String(inputs["name"]));
      return { id: arn, arn };
    },
  },

  "aws:sns/topicPolicy:TopicPolicy": {
    rules: [policyDocument("policy", 30_720)],
    references: [{ path: "arn", type: TOPIC, by: "arn", whenGone: "delete" }],
    create: ({ inputs }) => ({ id: String(inputs["arn"]) }),
  },

  "aws:sns/topicSubscription:TopicSubscription": {
    rules: [
      oneOf("protocol", Object.keys(ENDPOINTS)),
      ({ protocol, endpoint }) =>
        each("endpoint", (value) =>
          ENDPOINTS[String(protocol)]?.test(String(value)) === false
            ? `InvalidParameter: Invalid parameter: Endpoint "${value}" for protocol ${protocol}`
            : undefined,
        )({ endpoint }),
    ],
    references: [{ path: "topic", type: TOPIC, by: "arn", whenGone: "delete" }],
    create: ({ inputs, account }) => {
      const arn = `${inputs["topic"]}:${account.nextUuid("subscription")}`;
      return { id: arn, arn, pendingConfirmation: String(inputs["protocol"]).startsWith("email") };
    },
  },
};
