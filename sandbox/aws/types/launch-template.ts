import { isDeepStrictEqual } from "node:util";
import { makesTemplateVersion } from "../../../planner/unchangeable-inputs";
import { SUFFIX_LENGTH, suffixed } from "../naming";
import { between, each, oneOf, text } from "../rules";
import type { Properties } from "../state";
import type { AwsTypes } from "./aws-type";

/** EC2's names of launch templates: 3 to 128 of these (CreateLaunchTemplate). */
const NAME = /^[a-zA-Z0-9().\-/_]{3,}$/;
const PREFIX = /^[a-zA-Z0-9().\-/_]*$/;
const LONGEST = 128;

/** GiB that EBS sells of each type: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html */
const VOLUME_GIB: Record<string, [number, number]> = {
  gp2: [1, 16384],
  gp3: [1, 65536],
  io1: [4, 16384],
  io2: [4, 65536],
  sc1: [125, 16384],
  st1: [125, 16384],
  standard: [1, 1024],
};

const VOLUMES = "blockDeviceMappings[*].ebs";

/** Templates for instances, in numbered versions. */
export const launchTemplates: AwsTypes = {
  "aws:ec2/launchTemplate:LaunchTemplate": {
    rules: [
      text("name", NAME, LONGEST),
      text("namePrefix", PREFIX, LONGEST - SUFFIX_LENGTH),
      oneOf(`${VOLUMES}.volumeType`, Object.keys(VOLUME_GIB)),
      each(VOLUMES, volumeSize),
      oneOf("creditSpecification.cpuCredits", ["standard", "unlimited"]),
      oneOf("metadataOptions.httpEndpoint", ["enabled", "disabled"]),
      oneOf("metadataOptions.httpTokens", ["required", "optional"]),
      between("metadataOptions.httpPutResponseHopLimit", 1, 64),
      oneOf("tagSpecifications[*].resourceType", [
        "instance",
        "volume",
        "network-interface",
        "spot-instances-request",
        "elastic-gpu",
      ]),
    ],
    unique: [
      {
        paths: ["name"],
        taken: ([name]) =>
          `InvalidLaunchTemplateName.AlreadyExistsException: Launch template name ${name} already in use.`,
      },
    ],
    naming: { input: "name", prefix: "namePrefix", longest: LONGEST },
    taggable: true,
    notFound: (id) =>
      `InvalidLaunchTemplateId.NotFound: The specified launch template, with template ID ${id}, does not exist.`,
    // EC2 would allow it, and EKS would then report the node group as degraded (Ec2LaunchTemplateNotFound).
    inUse: ({ id }, user) => `ResourceInUse: launch template ${id} is used by node group ${user.id}`,
    create: ({ inputs, account }) => {
      const id = `lt-${account.nextHex("lt")}`;
      return {
        id,
        arn: account.arn("ec2", `launch-template/${id}`),
        name: inputs["name"] ?? suffixed(inputs["namePrefix"], account),
        latestVersion: 1,
        defaultVersion: 1,
      };
    },
    update: ({ inputs, before }) => {
      if (isDeepStrictEqual(content(inputs), content(before.inputs))) return {};
      const latestVersion = Number(before.computed["latestVersion"]) + 1;
      return { latestVersion, ...(inputs["updateDefaultVersion"] ? { defaultVersion: latestVersion } : {}) };
    },
  },
};

/** The inputs that are part of a version. */
function content(inputs: Properties): Properties {
  return Object.fromEntries(Object.entries(inputs).filter(([input]) => makesTemplateVersion(input)));
}

function volumeSize(volume: unknown): string | undefined {
  const { volumeType = "gp2", volumeSize: size } = volume as { volumeType?: string; volumeSize?: unknown };
  const bounds = VOLUME_GIB[volumeType];
  if (!bounds || typeof size !== "number") return undefined;
  return size >= bounds[0] && size <= bounds[1]
    ? undefined
    : `${size} GiB is not between ${bounds[0]} and ${bounds[1]}, the sizes of ${volumeType}`;
}
