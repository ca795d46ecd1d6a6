import { between, each, oneOf, text } from "../rules";
import type { AwsTypes } from "./aws-type";

const KEY = "aws:kms/key:Key";

/** Retention that CloudWatch allows, in days; 0 means without end (PutRetentionPolicy). */
const RETENTION_DAYS = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** Encryption keys and log groups. */
export const keysAndLogs: AwsTypes = {
  [KEY]: {
    rules: [
      between("deletionWindowInDays", 7, 30),
      between("rotationPeriodInDays", 90, 2560),
      oneOf("keyUsage", ["ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC"]),
      text("description", /^/, 8192),
    ],
    taggable: true,
    notFound: (key) => `NotFoundException: Key '${key}' does not exist`,
    // KMS would schedule the deletion, after which the data that the key encrypted can't be read.
    inUse: ({ id }, user) => `KMSInvalidStateException: key ${id} is used by ${user.id}`,
    create: ({ account }) => {
      const keyId = account.nextUuid("key");
      return { id: keyId, keyId, arn: account.arn("kms", `key/${keyId}`) };
    },
    deleted: ({ id }, { state }) => state.keysPendingDeletion.push(id),
  },

  "aws:kms/alias:Alias": {
    rules: [
      text("name", /^alias\/[a-zA-Z0-9/_-]+$/, 256),
      each("name", (name) =>
        String(name).startsWith("alias/aws/")
          ? `NotAuthorizedException: the alias prefix "alias/aws/" is reserved for AWS`
          : undefined,
      ),
    ],
    references: [{ path: "targetKeyId", type: KEY, whenGone: "delete" }],
    unique: [
      {
        paths: ["name"],
        taken: ([name], account) =>
          `AlreadyExistsException: An alias with the name ${account.arn("kms", name!)} already exists`,
      },
    ],
    create: ({ inputs, account }) => {
      const id = String(inputs["name"]);
      return { id, arn: account.arn("kms", id) };
    },
  },

  "aws:cloudwatch/logGroup:LogGroup": {
    rules: [text("name", /^[.\-_/#A-Za-z0-9]+$/, 512), oneOf("retentionInDays", RETENTION_DAYS)],
    unique: [
      {
        paths: ["name"],
        taken: () => "ResourceAlreadyExistsException: The specified log group already exists",
      },
    ],
    naming: { input: "name", prefix: "namePrefix", longest: 512 },
    taggable: true,
    create: ({ inputs, account }) => {
      const id = String(inputs["name"]);
      return { id, arn: account.arn("logs", `log-group:${id}`) };
    },
  },
};
