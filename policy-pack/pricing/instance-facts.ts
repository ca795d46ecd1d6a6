import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What AWS sells under the name of one EC2 instance type. */
export interface InstanceFacts {
  arch: "x86_64" | "arm64";
  vcpu: number;
  /** Of burstable types: vCPUs that may be used without end; more takes CPU credits. */
  baselineVcpu?: number;
  memoryGiB: number;
  gpu: { count: number; name: string; memoryGiB: number } | null; // of NVIDIA; memory of one GPU
  networkInterfaces: number;
  /** IPv4 addresses per network interface, the primary one included. */
  addressesPerInterface: number;
}

const catalog = JSON.parse(readFileSync(join(__dirname, "instance-catalog.json"), "utf8")) as {
  instanceTypes: Record<string, InstanceFacts>;
};

/** The instance types whose facts this project has, sorted by name. */
export const knownInstanceTypes: readonly string[] = Object.keys(catalog.instanceTypes);

/** Facts of one instance type; undefined for a type that {@link knownInstanceTypes} lacks. */
export function factsOf(instanceType: string): InstanceFacts | undefined {
  return Object.hasOwn(catalog.instanceTypes, instanceType) ? catalog.instanceTypes[instanceType] : undefined;
}

/** The same. Throws on a type that {@link knownInstanceTypes} lacks. */
export function instanceFacts(instanceType: string): InstanceFacts {
  const facts = factsOf(instanceType);
  if (!facts)
    throw new Error(`instance type "${instanceType}" is not in policy-pack/pricing/instance-catalog.json`);
  return facts;
}
