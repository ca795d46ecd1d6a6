import { at, entries, UNKNOWN, type ResourceView } from "../../stack-view";
import type { Money } from "../money";
import {
  addressLines,
  EKS_IMAGE_ASSUMED,
  launchOfTemplate,
  launchTemplate,
  NO_LAUNCH,
  isSpot,
  LAUNCH_TEMPLATE,
  NODE_IMAGES,
  refuseDedicated,
  stated,
  volumeLines,
  volumesOf,
  type ImageVolume,
  type Launch,
} from "./launch";
import { countIn, creditLines, equalOptions, impossibleSizes, nodeLine } from "./nodes";
import { NoPrice, numberIn, type Pricer, type PricingContext, textOf } from "./pricer";

/** EKS's default for a node group whose launch template names none either (API reference, CreateNodegroup). */
const DEFAULT_TYPE = "t3.medium";

/** The nodes of a managed node group, their volumes and their public addresses. */
export const priceNodeGroup: Pricer = (group, context) => {
  const nodes = nodeCounts(group, context);
  const found = launchOf(group, context);
  const launch = found instanceof NoPrice ? NO_LAUNCH : found;
  const types = instanceTypes(group, found);
  const image = imageOf(group);
  refuseDedicated(launch);
  const isSpotNode = isSpotGroup(group) || isSpot(launch);
  const machines = {
    options: equalOptions(types),
    isSpot: isSpotNode,
    isWindows: image === "windows",
    choice: isSpotNode ? "middle" : "first",
  } as const;
  // A template that doesn't show may limit credits; the volumes say that it is hidden.
  const cpuCredits = found instanceof NoPrice ? "standard" : launch.cpuCredits;
  const diskSize = stated(at(group.props, "diskSize"));
  const volumes = () => {
    if (found instanceof NoPrice) throw found;
    const gibibytes = diskSize === undefined ? 0 : numberIn(diskSize, "the size of its root volume");
    return volumesOf(launch, gibibytes === 0 ? NODE_IMAGES[image] : withDisk(NODE_IMAGES[image], gibibytes));
  };
  return [
    nodeLine(nodes, machines, context),
    ...volumeLines(volumes, nodes, context, launch.imageId === undefined ? undefined : EKS_IMAGE_ASSUMED),
    ...creditLines(nodes, machines, cpuCredits, context),
    ...addressLines(group, launch, at(group.props, "subnetIds"), nodes, context),
  ];
};

/** The group's disk size is that of the image's last volume: pods have their files there. */
function withDisk(image: readonly ImageVolume[], gibibytes: number): ImageVolume[] {
  return image.map((volume, index) => (index === image.length - 1 ? { ...volume, gibibytes } : volume));
}

/** Nodes in each situation. */
function nodeCounts(group: ResourceView, { nodes }: Pick<PricingContext, "nodes">): Money {
  const size = (key: string) => countIn(at(group.props, "scalingConfig", key), `scalingConfig.${key}`);
  const [floor, ceiling] = [size("minSize"), size("maxSize")];
  const needed = nodes.get(group.urn);
  const expected = needed ? needed.expected : size("desiredSize");
  if (floor > ceiling || (!needed && (expected < floor || expected > ceiling))) {
    throw new NoPrice(impossibleSizes(floor, expected, ceiling));
  }
  return { floor, ceiling, expected, spotGone: needed ? needed.spotGone : expected };
}

/** What its launch template says, or why it doesn't show. */
function launchOf(group: ResourceView, { stack }: PricingContext): Launch | NoPrice {
  const reference = at(group.props, "launchTemplate");
  const [id, name, version] = ["id", "name", "version"].map((key) => stated(at(reference, key)));
  const isNamed = reference === UNKNOWN || id !== undefined || name !== undefined;
  if (!isNamed && stack.dependencies(group, LAUNCH_TEMPLATE).length === 0) {
    return NO_LAUNCH;
  }
  try {
    return launchOfTemplate(launchTemplate(group, { id, name, version }, stack).props);
  } catch (error) {
    if (error instanceof NoPrice) return error;
    throw error;
  }
}

/** Of the group, or of its launch template. */
function instanceTypes(group: ResourceView, launch: Launch | NoPrice): string[] {
  const types = at(group.props, "instanceTypes");
  if (types === UNKNOWN || entries(types).includes(UNKNOWN)) {
    throw new NoPrice("its instance types are unknown until up");
  }
  const named = entries(types).map(textOf);
  if (named.length > 0) return named;
  if (launch instanceof NoPrice) throw launch;
  if (launch.instanceType === UNKNOWN) throw new NoPrice("its instance type is unknown until up");
  if (launch.requirements !== undefined) throw new NoPrice("AWS chooses its instance types by requirements");
  return [launch.instanceType === undefined ? DEFAULT_TYPE : textOf(launch.instanceType)];
}

function isSpotGroup({ props }: ResourceView): boolean {
  const capacityType = stated(at(props, "capacityType")) ?? "ON_DEMAND";
  if (capacityType === UNKNOWN) throw new NoPrice("its capacity type is unknown until up");
  if (capacityType !== "SPOT" && capacityType !== "ON_DEMAND") {
    throw new NoPrice(`no price for nodes of capacity type ${textOf(capacityType)}`);
  }
  return capacityType === "SPOT";
}

function imageOf({ props }: ResourceView): keyof typeof NODE_IMAGES {
  const amiType = at(props, "amiType");
  if (amiType === UNKNOWN) throw new NoPrice("its type of image is unknown until up");
  if (textOf(amiType).startsWith("WINDOWS")) return "windows";
  return textOf(amiType).startsWith("BOTTLEROCKET") ? "bottlerocket" : "linux";
}
