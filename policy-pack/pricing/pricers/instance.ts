import { at, UNKNOWN, type ResourceView, type StackView } from "../../stack-view";
import { constant } from "../money";
import {
  addressLines,
  AMAZON_IMAGES,
  find,
  isSpot,
  launchOfMachine,
  launchOfTemplate,
  launchTemplate,
  refuseDedicated,
  stated,
  volumeLines,
  volumesOf,
  type Launch,
} from "./launch";
import { creditLines, equalOptions, nodeLine } from "./nodes";
import { NoPrice, type Pricer, textOf, oncePerStack } from "./pricer";

const ELASTIC_IP = "aws:ec2/eip:Eip";
const ASSOCIATION = "aws:ec2/eipAssociation:EipAssociation";

/** An instance of its own, the volumes that it is made with, and its public address. */
export const priceInstance: Pricer = (instance, context) => priceMachine(instance, context, false);

export const priceSpotRequest: Pricer = (request, context) => priceMachine(request, context, true);

function priceMachine(instance: ResourceView, context: Parameters<Pricer>[1], onlySpot: boolean) {
  const { props } = instance;
  const launch = launchOf(instance, context.stack);
  if (launch.instanceType === UNKNOWN) throw new NoPrice("its instance type is unknown until up");
  if (launch.instanceType === undefined) throw new NoPrice("it names no instance type");
  refuseDedicated(launch);
  // Only Windows has a password that EC2 gives out.
  const system = at(props, "getPasswordData") === true ? "windows" : "linux";
  const machines = {
    options: equalOptions([textOf(launch.instanceType)]),
    isSpot: onlySpot || isSpot(launch),
    isWindows: system === "windows",
    choice: "first",
  } as const;
  const item = `${machines.isSpot ? "spot " : ""}${machines.isWindows ? "Windows " : ""}instance ${textOf(launch.instanceType)}`;
  return [
    nodeLine(constant(1), machines, context, item),
    ...volumeLines(
      () => volumesOf(launch, AMAZON_IMAGES[system]),
      1,
      context,
      "Amazon's images have this size",
    ),
    ...creditLines(constant(1), machines, launch.cpuCredits, context),
    ...(hasElasticIp(instance, context.stack)
      ? []
      : addressLines(instance, launch, [at(props, "subnetId")], constant(1), context)),
  ];
}

/** What the instance names, and its launch template for the rest. */
function launchOf(instance: ResourceView, stack: StackView): Launch {
  const own = launchOfMachine(instance.props);
  const reference = at(instance.props, "launchTemplate");
  const [id, name, version] = ["id", "name", "version"].map((key) => stated(at(reference, key)));
  if (id === undefined && name === undefined) return own;
  const template = launchOfTemplate(launchTemplate(instance, { id, name, version }, stack).props);
  const hasDevices = !Array.isArray(own.devices) || own.devices.length > 0;
  const named = Object.entries(own).filter(
    ([key, value]) => value !== undefined && (key !== "devices" || hasDevices),
  );
  return { ...template, ...Object.fromEntries(named) };
}

/** An address of its own takes the place of the one that the subnet gives. */
function hasElasticIp(instance: ResourceView, stack: StackView): boolean {
  const id = at(instance.props, "id");
  return (
    find(stack, ELASTIC_IP, "instance", id) !== undefined ||
    find(stack, ASSOCIATION, "instanceId", id) !== undefined ||
    waitedForByAddress(stack).has(instance.urn)
  );
}

/** URNs of what addresses wait for: in a preview, the instance's id isn't known yet. */
const waitedForByAddress = oncePerStack(
  (stack) => new Set(stack.ofTypes([ELASTIC_IP, ASSOCIATION]).flatMap(({ dependsOn }) => dependsOn)),
);
