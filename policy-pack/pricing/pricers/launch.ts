import { at, entries, UNKNOWN, type ResourceView, type StackView } from "../../stack-view";
import { money, type Money } from "../money";
import { blockDevice, priceVolumes, type EbsVolume } from "./ebs";
import {
  guarded,
  hourly,
  NoPrice,
  part,
  type Priced,
  type PricingContext,
  textOf,
  oncePerStack,
} from "./pricer";

export const LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const SUBNET = "aws:ec2/subnet:Subnet";

/** What EC2 starts instances with: as a launch template, a launch configuration or an instance says it. */
export interface Launch {
  instanceType: unknown;
  /** Requirements from which AWS chooses types. */
  requirements: unknown;
  /** "spot": {@link isSpot}. */
  market: unknown;
  /** Not "default": dedicated hardware. */
  tenancy: unknown;
  /** "standard" or "unlimited". */
  cpuCredits: unknown;
  imageId: unknown;
  /** {@link UNKNOWN}, or entries with a device name and the fields of a volume. */
  devices: unknown;
  /** Whether the first network interface has a public address; undefined: as the subnet says. */
  publicAddress: unknown;
}

/** A value, or undefined where inputs or an export name none: exports write null and "". */
export function stated(value: unknown): unknown {
  return value === null || value === "" ? undefined : value;
}

/** The same of a group of values, of which exports write empty ones. */
export function statedGroup(value: unknown): unknown {
  if (value === null || typeof value !== "object") return stated(value);
  const isStated = (inner: unknown) =>
    stated(inner) !== undefined && !(Array.isArray(inner) && inner.length === 0);
  return Object.values(value).some(isStated) ? value : undefined;
}

/** A launch that names nothing. */
export const NO_LAUNCH: Launch = launchOfTemplate({});

export function launchOfTemplate(props: Record<string, unknown>): Launch {
  const mappings = at(props, "blockDeviceMappings");
  const [network] = entries(at(props, "networkInterfaces"));
  return {
    instanceType: stated(at(props, "instanceType")),
    requirements: statedGroup(at(props, "instanceRequirements")),
    market: stated(at(props, "instanceMarketOptions", "marketType")),
    tenancy: stated(at(props, "placement", "tenancy")),
    cpuCredits: stated(at(props, "creditSpecification", "cpuCredits")),
    imageId: stated(at(props, "imageId")),
    devices: mappings === UNKNOWN ? UNKNOWN : entries(mappings).flatMap(deviceOfMapping),
    publicAddress: stated(at(network, "associatePublicIpAddress")),
  };
}

/** Ephemeral disks come with the instance, and a device can be left out. */
function deviceOfMapping(mapping: unknown): unknown[] {
  if (mapping === UNKNOWN || at(mapping, "ebs") === UNKNOWN) return [UNKNOWN];
  if (stated(at(mapping, "virtualName")) !== undefined || stated(at(mapping, "noDevice")) !== undefined)
    return [];
  const ebs = at(mapping, "ebs");
  return [{ ...(ebs !== null && typeof ebs === "object" ? ebs : {}), deviceName: at(mapping, "deviceName") }];
}

/** Of an instance or a launch configuration, which name a root device and others. */
export function launchOfMachine(props: Record<string, unknown>): Launch {
  const others = at(props, "ebsBlockDevices");
  const root = at(props, "rootBlockDevice");
  const spotPrice = stated(at(props, "spotPrice"));
  return {
    instanceType: stated(at(props, "instanceType")),
    requirements: undefined,
    market: spotPrice === undefined ? stated(at(props, "instanceMarketOptions", "marketType")) : "spot",
    tenancy: stated(at(props, "tenancy")) ?? stated(at(props, "placementTenancy")),
    cpuCredits: stated(at(props, "creditSpecification", "cpuCredits")),
    imageId: stated(at(props, "imageId")) ?? stated(at(props, "ami")),
    devices:
      others === UNKNOWN || root === UNKNOWN
        ? UNKNOWN
        : [
            ...(statedGroup(root) === undefined ? [] : [{ ...(root as object), deviceName: ROOT }]),
            ...entries(others).filter((device) => at(device, "noDevice") !== true),
          ],
    publicAddress: stated(at(props, "associatePublicIpAddress")),
  };
}

/** Throws {@link NoPrice} where it doesn't show. */
export function isSpot({ market }: Launch): boolean {
  if (market === UNKNOWN) throw new NoPrice("whether it is spot is unknown until up");
  if (market !== undefined && market !== "spot")
    throw new NoPrice(`no price for nodes of market type ${textOf(market)}`);
  return market === "spot";
}

const indexesOf = oncePerStack(() => new Map<string, Map<unknown, ResourceView>>());

/** The first resource of a type with a value in one of its properties. */
export function find(
  stack: StackView,
  type: string,
  property: string,
  value: unknown,
): ResourceView | undefined {
  if (stated(value) === undefined || value === UNKNOWN) return undefined;
  const indexes = indexesOf(stack);
  const key = `${type} ${property}`;
  const index =
    indexes.get(key) ??
    new Map([...stack.ofType(type)].reverse().map((resource) => [at(resource.props, property), resource]));
  indexes.set(key, index);
  return index.get(value);
}

/** Dedicated hardware has prices of its own, which the book lacks. Throws {@link NoPrice}. */
export function refuseDedicated({ tenancy }: Launch): void {
  if (tenancy === UNKNOWN) throw new NoPrice("its tenancy is unknown until up");
  if (tenancy !== undefined && tenancy !== "default")
    throw new NoPrice(`no price for ${textOf(tenancy)} tenancy`);
}

/**
 * The launch template that a reference means: the one with its id or name, or the only one that the resource waits for.
 * One of another stack may contain anything. Throws {@link NoPrice} where it doesn't show.
 *
 * @param reference has `id` or `name`, and `version`
 */
export function launchTemplate(
  user: ResourceView,
  reference: { id: unknown; name: unknown; version: unknown },
  stack: StackView,
): ResourceView {
  const waitedFor = stack.dependencies(user, LAUNCH_TEMPLATE);
  const template =
    find(stack, LAUNCH_TEMPLATE, "id", reference.id) ??
    waitedFor.find(
      ({ props }) => stated(reference.name) !== undefined && at(props, "name") === reference.name,
    ) ??
    find(stack, LAUNCH_TEMPLATE, "name", reference.name) ??
    (waitedFor.length === 1 ? waitedFor[0] : undefined);
  if (!template) throw new NoPrice("its launch template doesn't show");
  refuseOtherVersion(template, stated(reference.version));
  return template;
}

/** A program shows a template's latest version; a resource may be bound to an older one. */
function refuseOtherVersion({ props }: ResourceView, version: unknown): void {
  const latest = stated(at(props, "latestVersion"));
  const used =
    version === undefined || version === "$Default" ? stated(at(props, "defaultVersion")) : version;
  if ([latest, used].some((each) => each === undefined || each === UNKNOWN) || used === "$Latest") return;
  if (Number(used) < Number(latest)) {
    throw new NoPrice(
      `it uses version ${textOf(used)} of its launch template, and only version ${textOf(latest)} shows`,
    );
  }
}

/** The device name of a root that inputs name apart from the others. */
const ROOT = "root";

/** A volume that an image makes. */
export interface ImageVolume {
  item: string;
  /** What mappings call it. */
  names: readonly string[];
  gibibytes: number;
}

/** Linux images call their root /dev/xvda, those of other makers /dev/sda1. */
const LINUX_ROOTS = [ROOT, "/dev/xvda", "/dev/sda1", "/dev/sda"];

/**
 * The volumes of EKS's images. https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html (diskSize),
 * https://github.com/bottlerocket-os/bottlerocket#default-volumes
 */
export const NODE_IMAGES: Readonly<Record<"linux" | "bottlerocket" | "windows", readonly ImageVolume[]>> = {
  linux: [{ item: "root volumes", names: LINUX_ROOTS, gibibytes: 20 }],
  bottlerocket: [
    { item: "root volumes", names: [ROOT, "/dev/xvda"], gibibytes: 2 },
    { item: "data volumes", names: ["/dev/xvdb"], gibibytes: 20 },
  ],
  windows: [{ item: "root volumes", names: [ROOT, "/dev/sda1"], gibibytes: 50 }],
};

/** Why the size of a node's root is assumed. */
export const EKS_IMAGE_ASSUMED = "its image doesn't show; EKS's images have this size";

/** Amazon's images of Linux, and of Windows. */
export const AMAZON_IMAGES: Readonly<Record<"linux" | "windows", readonly ImageVolume[]>> = {
  linux: [{ item: "root volume", names: LINUX_ROOTS, gibibytes: 8 }],
  windows: [{ item: "root volume", names: [ROOT, "/dev/sda1"], gibibytes: 30 }],
};

/** A volume that each node has. */
export interface NodeVolume {
  item: string;
  volume: EbsVolume;
  /** Whether its size is that of the image. */
  isOfImage: boolean;
}

/** Each node's volumes: those of the image, as far as the launch changes nothing, and the launch's others. */
export function volumesOf({ devices }: Pick<Launch, "devices">, image: readonly ImageVolume[]): NodeVolume[] {
  if (devices === UNKNOWN) throw new NoPrice("its volumes are unknown until up");
  const rest = [...entries(devices)];
  if (rest.includes(UNKNOWN)) throw new NoPrice("its volumes are unknown until up");
  const ofImage = image.map(({ item, names, gibibytes }, index): NodeVolume => {
    const nameOf = (device: unknown) => stated(at(device, "deviceName")) ?? (index === 0 ? ROOT : undefined);
    const position = rest.findIndex((device) => names.includes(textOf(nameOf(device))));
    const [device] = position < 0 ? [] : rest.splice(position, 1);
    const isOfImage = !(Number(at(device, "volumeSize")) > 0);
    return { item, volume: blockDevice(device, { kind: "gp3", gibibytes }), isOfImage };
  });
  const others = rest.map((device) => ({
    item: `volumes ${textOf(stated(at(device, "deviceName")) ?? "beside the root")}`,
    volume: blockDevice(device, { kind: "gp2" }), // AWS's default
    isOfImage: false,
  }));
  return [...ofImage, ...others];
}

/** The lines of so many nodes' volumes, or why they have none. */
export function volumeLines(
  volumes: () => NodeVolume[],
  nodes: number | Money,
  context: PricingContext,
  assumption?: string,
): (Priced | NoPrice)[] {
  return guarded(() =>
    volumes().flatMap(({ item, volume, isOfImage }) =>
      priceVolumes(item, volume, nodes, context).map((line) =>
        isOfImage && assumption !== undefined && !(line instanceof NoPrice)
          ? { ...line, derived: assumption }
          : line,
      ),
    ),
  );
}

/**
 * The public addresses of nodes, where the launch or the subnets show them. Nodes are spread evenly over subnets, so of
 * mixed ones a share counts; at the floor none, at the ceiling all.
 */
export function addressLines(
  user: ResourceView,
  { publicAddress }: Launch,
  subnetIds: unknown,
  nodes: Money,
  context: PricingContext,
): (Priced | NoPrice)[] {
  const share = publicShare(user, publicAddress, subnetIds, context.stack);
  if (share === 0) return [];
  const shares = { floor: Math.floor(share), expected: share, ceiling: 1, spotGone: share };
  const counts = money((situation) => nodes[situation] * shares[situation]);
  return [part(() => hourly("public IPv4 addresses", counts, "public-ipv4", context))];
}

function publicShare(user: ResourceView, stated: unknown, subnetIds: unknown, stack: StackView): number {
  if (stated === true || stated === "true") return 1;
  if (stated === false || stated === "false" || stated === UNKNOWN) return 0;
  const named = entries(subnetIds).flatMap((id) => find(stack, SUBNET, "id", id) ?? []);
  const subnets = named.length > 0 ? named : stack.dependencies(user, SUBNET);
  const isPublic = subnets.filter(({ props }) => at(props, "mapPublicIpOnLaunch") === true);
  return subnets.length === 0 ? 0 : isPublic.length / subnets.length;
}
