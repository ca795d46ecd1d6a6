import { LAUNCH_TEMPLATE, NODE_GROUP } from "../reading/node-groups";
import { isUnknown, isUnknownList } from "../reading/values";
import { broken, resourceRule, undecided, type Finding } from "../rule";
import { at, entries, type ResourceView } from "../stack-view";

/** Types that bill and can have tags. */
const BILLED = [
  "aws:cloudwatch/logGroup:LogGroup",
  "aws:ebs/volume:Volume",
  "aws:ec2/eip:Eip",
  "aws:ec2/instance:Instance",
  "aws:ec2/natGateway:NatGateway",
  "aws:ec2/vpcEndpoint:VpcEndpoint",
  "aws:eks/cluster:Cluster",
  "aws:globalaccelerator/accelerator:Accelerator",
  "aws:kms/key:Key",
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:amp/workspace:Workspace",
  "aws:s3/bucket:Bucket",
  "aws:sqs/queue:Queue",
];

export const costAllocationTags = resourceRule({
  id: "cost-allocation-tags",
  level: "mandatory",
  requires: "Everything that bills has the cost-allocation tags.",
  reason: "The budget and the bill's breakdown filter by these tags; what lacks one is in nobody's sum.",
  fix: "Set the tags by the AWS provider's defaultTags, and in tagSpecifications of launch templates, which those don't reach.",
  parameters: {
    schema: {
      requiredTags: {
        type: "array",
        items: { type: "string" },
        description: "Keys that everything must carry.",
      },
    },
    defaults: {
      requiredTags: ["project", "environment", "owner", "cost-center", "managed-by"] as readonly string[],
    },
  },
  types: [...BILLED, LAUNCH_TEMPLATE, NODE_GROUP],
  check(resource, { requiredTags }, { defaultTags }) {
    if (resource.type === NODE_GROUP) return nodeGroupFindings(resource);
    if (resource.type === LAUNCH_TEMPLATE) return templateFindings(resource, requiredTags);
    const sources = [at(resource.props, "tags"), at(resource.props, "tagsAll"), defaultTags];
    return tagFindings(resource, requiredTags, sources, "tags");
  },
});

function nodeGroupFindings(group: ResourceView): Finding[] {
  return at(group.props, "launchTemplate") === undefined
    ? [broken(group, "has no launch template, so its instances and volumes carry no tags")]
    : [];
}

function templateFindings(template: ResourceView, keys: readonly string[]): Finding[] {
  const specifications = at(template.props, "tagSpecifications");
  const kinds = entries(specifications).map((specification) => at(specification, "resourceType"));
  if (isUnknownList(specifications) || kinds.some(isUnknown))
    return [undecided(template, "tagSpecifications")];
  return ["instance", "volume"].flatMap((kind) => {
    const tags = entries(specifications)
      .filter((specification) => at(specification, "resourceType") === kind)
      .map((specification) => at(specification, "tags"));
    return tagFindings(template, keys, tags, `tags of its ${kind}s`);
  });
}

/** @param sources groups of tags, each of which may be missing or unknown */
function tagFindings(
  resource: ResourceView,
  keys: readonly string[],
  sources: unknown[],
  what: string,
): Finding[] {
  const missing = keys.filter((key) => !sources.some((tags) => has(tags, key)));
  if (missing.length === 0) return [];
  return sources.some(isUnknown)
    ? [undecided(resource, `${missing.join(", ")} in the ${what}`)]
    : [broken(resource, `lacks ${missing.join(", ")} in the ${what}`)];
}

function has(tags: unknown, key: string): boolean {
  const value = isUnknown(tags) ? undefined : at(tags, key);
  return value !== undefined && value !== null && value !== "";
}
