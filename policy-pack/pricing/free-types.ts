import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Packages whose resources cost nothing: Kubernetes objects are paid for with the nodes, others only compute, or make
 * things inside of what is paid for already.
 */
const FREE_PACKAGES: ReadonlySet<string> = new Set([
  "archive",
  "cloudinit",
  "command",
  "docker",
  "docker-build",
  "external",
  "http",
  "kubernetes",
  "local",
  "mysql",
  "null",
  "postgresql",
  "pulumi",
  "pulumi-nodejs",
  "pulumi-python",
  "random",
  "std",
  "synced-folder",
  "time",
  "tls",
]);

/** Modules of AWS of which nothing bills, types of later SDKs included. */
const FREE_MODULES: ReadonlySet<string> = new Set(["acm", "iam"]);

/**
 * Types of the AWS SDK for Pulumi by module, their names in one text: those that cost nothing by themselves, and those
 * that AWS bills though there is no price here. A test asks that each type of the SDK is in one of the two lists or has
 * a pricer. Some that look as if they billed:
 *
 * - a stopped thing bills where its parts are: a launch template's volumes at the nodes, a record's queries at its zone,
 *   a log stream at its group, an object at its bucket;
 * - `scheduler.Schedule`: of invocations, the first 14 million a month are free; `sns.Topic`: of requests, the first
 *   million a month is free, and deliveries belong to subscriptions;
 * - `budgets.Budget`: those with actions bill, by their actions.
 */
const AWS_TYPES = JSON.parse(readFileSync(join(__dirname, "aws-types.json"), "utf8")) as Record<
  string,
  { free?: string; billed?: string }
>;

/** Names that the package aws-native alone has for free things. */
const FREE_NATIVE_TYPES: Readonly<Record<string, string>> = {
  ec2: "NetworkAclEntry SecurityGroupEgress SecurityGroupIngress SubnetNetworkAclAssociation SubnetRouteTableAssociation VpcCidrBlock VpcGatewayAttachment",
  elasticloadbalancingv2: "Listener ListenerCertificate ListenerRule TargetGroup",
  logs: "LogStream MetricFilter QueryDefinition ResourcePolicy SubscriptionFilter",
  events: "EventBusPolicy Rule",
};

/**
 * Whether a type is known to cost nothing. What is neither free nor has a pricer is reported as unpriced: a guess of
 * $0 would be a silent one. Components only group other resources; their types have no slash in the module.
 */
export function isFree(type: string): boolean {
  const [owner = "", path = "", name = ""] = type.split(":");
  if (FREE_PACKAGES.has(owner)) return true;
  const [module = "", file] = path.split("/");
  if (owner === "aws" && file !== undefined) return FREE_MODULES.has(module) || lists(module, "free", name);
  if (owner === "aws-native") {
    return (
      FREE_MODULES.has(module) || lists(module, "free", name) || names(FREE_NATIVE_TYPES, module).has(name)
    );
  }
  return file === undefined && !owner.endsWith("-native");
}

/** Whether AWS is known to bill a type of the SDK, for which there is no price here. */
export function isBilled(type: string): boolean {
  const [owner, path = "", name = ""] = type.split(":");
  return owner === "aws" && lists(path.split("/")[0]!, "billed", name);
}

function lists(module: string, list: "free" | "billed", name: string): boolean {
  const ofModule = Object.hasOwn(AWS_TYPES, module) ? AWS_TYPES[module]![list] : undefined;
  return ofModule !== undefined && ofModule.split(" ").includes(name);
}

function names(table: Readonly<Record<string, string>>, module: string): Set<string> {
  return new Set(Object.hasOwn(table, module) ? table[module]!.split(" ") : []);
}
