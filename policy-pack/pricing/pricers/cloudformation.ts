import { parse, type ScalarTag, type CollectionTag } from "yaml";
import { at, StackView, UNKNOWN, type ResourceView } from "../../stack-view";
import { LAUNCH_CONFIGURATION, priceAutoScalingGroup } from "./auto-scaling-group";
import { LAUNCH_TEMPLATE, stated } from "./launch";
import { MayBill, NoPrice, type Pricer, textOf } from "./pricer";

const GROUP = "AWS::AutoScaling::AutoScalingGroup";

/** What CloudFormation has no reason to bill: accounts and rules, and what only describes instances. */
const FREE = [
  /^AWS::IAM::/,
  /^AWS::EC2::SecurityGroup/,
  /^AWS::EC2::LaunchTemplate$/,
  /^AWS::AutoScaling::(LaunchConfiguration|LifecycleHook|ScalingPolicy|ScheduledAction)$/,
  /^AWS::CloudFormation::WaitConditionHandle$/,
];

/**
 * The Auto Scaling groups of a CloudFormation stack, as @pulumi/eks's NodeGroup makes its nodes. What else its template
 * makes may bill.
 */
export const priceCloudFormationStack: Pricer = (stack, context) => {
  const body = stated(at(stack.props, "templateBody"));
  if (body === UNKNOWN)
    throw new NoPrice("nodes made by a CloudFormation stack are not seen: its template is unknown until up");
  if (body === undefined) return [new MayBill("what its template makes, which doesn't show")];
  const resources = at(templateOf(textOf(body)), "Resources");
  if (resources === null || typeof resources !== "object" || Array.isArray(resources))
    throw new NoPrice("its template can't be read");
  const made = Object.entries(resources).map(([name, resource]) => ({
    name,
    type: textOf(at(resource, "Type")),
    props: at(resource, "Properties"),
  }));
  const parameters = (name: string) =>
    at(stack.props, "parameters", name) ??
    at(templateOf(textOf(body)), "Parameters", name, "Default") ??
    name;
  const view = (type: string, { name, props }: (typeof made)[number]): ResourceView => ({
    ...stack,
    type,
    name,
    props: camelCased(props, parameters) as Record<string, unknown>,
  });
  const launches = made.flatMap((each): ResourceView[] => {
    if (each.type === "AWS::EC2::LaunchTemplate") {
      const { props, ...rest } = view(LAUNCH_TEMPLATE, each);
      const data = at(props, "launchTemplateData");
      const name = at(props, "launchTemplateName");
      return [
        { ...rest, urn: `${stack.urn}::${each.name}`, props: { ...(data as object), id: each.name, name } },
      ];
    }
    if (each.type !== "AWS::AutoScaling::LaunchConfiguration") return [];
    const { props, ...rest } = view(LAUNCH_CONFIGURATION, each);
    return [
      { ...rest, urn: `${stack.urn}::${each.name}`, props: { ...configuration(props), id: each.name } },
    ];
  });
  const all =
    launches.length === 0 ? context.stack : new StackView([...context.stack.resources, ...launches]);
  const groups = made
    .filter(({ type }) => type === GROUP)
    .flatMap((each) => {
      const group = view("aws:autoscaling/group:Group", each);
      const reference = at(group.props, "launchTemplate");
      const [id, name] = ["launchTemplateId", "launchTemplateName"].map((key) => at(reference, key));
      const props = {
        ...group.props,
        launchTemplate: { id, name, version: at(reference, "version") },
        launchConfiguration: at(group.props, "launchConfigurationName"),
        vpcZoneIdentifiers: at(group.props, "vPCZoneIdentifier"),
      };
      return priceAutoScalingGroup({ ...group, props }, { ...context, stack: all });
    });
  const others = [...new Set(made.map(({ type }) => type))].filter(
    (type) => type !== GROUP && !FREE.some((free) => free.test(type)),
  );
  if (others.length === 0) return groups;
  return [...groups, new MayBill(`what its template makes: ${others.join(", ")}`)];
};

/** The block devices of a launch configuration are a root and others only in Pulumi's inputs. */
function configuration(props: Record<string, unknown>): Record<string, unknown> {
  const mappings = at(props, "blockDeviceMappings");
  if (!Array.isArray(mappings)) return props;
  const devices = mappings.map((mapping) => ({
    ...(at(mapping, "ebs") as object | undefined),
    deviceName: at(mapping, "deviceName"),
  }));
  return { ...props, ebsBlockDevices: devices };
}

/** The groups of a template in Pulumi's spelling; references are the value of a parameter, or the resource's name. */
function camelCased(value: unknown, parameters: (name: string) => unknown): unknown {
  if (Array.isArray(value)) return value.map((entry) => camelCased(entry, parameters));
  if (value === null || typeof value !== "object") return value;
  const [[key, inner] = ["", undefined], ...others] = Object.entries(value);
  if (others.length === 0 && key === "Ref") return parameters(textOf(inner));
  if (others.length === 0 && key.startsWith("Fn::")) return UNKNOWN;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [
      `${name.charAt(0).toLowerCase()}${name.slice(1)}`,
      camelCased(entry, parameters),
    ]),
  );
}

const FUNCTIONS = [
  "!GetAtt",
  "!Sub",
  "!Join",
  "!Select",
  "!If",
  "!ImportValue",
  "!FindInMap",
  "!Split",
  "!Base64",
];

/** CloudFormation's short forms of functions: references can be followed, what others compute is unknown. */
const TAGS: (ScalarTag | CollectionTag)[] = [
  { tag: "!Ref", resolve: (name: string) => ({ Ref: name }) },
  ...FUNCTIONS.flatMap((tag): (ScalarTag | CollectionTag)[] => [
    { tag, resolve: () => UNKNOWN },
    { tag, collection: "seq", resolve: () => UNKNOWN },
    { tag, collection: "map", resolve: () => UNKNOWN },
  ]),
];

/** A template in YAML or JSON. Throws {@link NoPrice} where it is neither. */
function templateOf(body: string): unknown {
  try {
    return parse(body, { customTags: TAGS, logLevel: "silent" });
  } catch {
    throw new NoPrice("its template can't be read");
  }
}
