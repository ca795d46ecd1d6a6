/** A quota of an account for running instances, in vCPU. */
export interface Quota {
  code: string;
  name: string;
}

interface FamilyQuotas {
  onDemand: Quota;
  /** Absent: AWS has no spot capacity of the family. */
  spot?: Quota;
}

const quotas = (
  onDemand: [code: string, name: string],
  spot?: [code: string, name: string],
): FamilyQuotas => ({
  onDemand: { code: onDemand[0], name: onDemand[1] },
  ...(spot ? { spot: { code: spot[0], name: spot[1] } } : {}),
});

const STANDARD = quotas(
  ["L-1216C47A", "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances"],
  ["L-34B43A08", "All Standard (A, C, D, H, I, M, R, T, Z) Spot Instance Requests"],
);
const GRAPHICS = quotas(
  ["L-DB2E81BA", "Running On-Demand G and VT instances"],
  ["L-3819A6DF", "All G and VT Spot Instance Requests"],
);
const P: [string, string] = ["L-417A185B", "Running On-Demand P instances"];

/** By the start of a type's name, the first that matches. AWS's names and codes: Service Quotas, "Amazon EC2", per region. */
const QUOTAS: [start: RegExp, quotas: FamilyQuotas][] = [
  [/^([acdhimrtz]|im|is)\d/, STANDARD],
  [/^(g|gr|vt)\d/, GRAPHICS],
  [/^p[234]/, quotas(P, ["L-7212CCBC", "All P4, P3 and P2 Spot Instance Requests"])],
  [/^p\d/, quotas(P, ["L-C4BD4855", "All P5 Spot Instance Requests"])],
  [/^dl\d/, quotas(["L-6E869C2A", "Running On-Demand DL instances"], ["L-85EED4F7", "All DL Spot Instance Requests"])],
  [/^f\d/, quotas(["L-74FC7D96", "Running On-Demand F instances"], ["L-88CF9481", "All F Spot Instance Requests"])],
  [/^hpc\d/, quotas(["L-F7808C92", "Running On-Demand HPC instances"])],
  [/^inf\d/, quotas(["L-1945791B", "Running On-Demand Inf instances"], ["L-B5D1601B", "All Inf Spot Instance Requests"])],
  [/^trn\d/, quotas(["L-2C3B7624", "Running On-Demand Trn instances"], ["L-6B0D517C", "All Trn Spot Instance Requests"])],
  [/^u(-|\d)/, quotas(["L-43DA4232", "Running On-Demand High Memory instances"])],
  [/^x\d/, quotas(["L-7295265B", "Running On-Demand X instances"], ["L-E3A00192", "All X Spot Instance Requests"])],
]; // prettier-ignore

/** The quota that nodes of an instance type count against; undefined for spot where AWS has none, and for an unknown family. */
export function quotaOf(instanceType: string, capacity: "on-demand" | "spot"): Quota | undefined {
  const found = QUOTAS.find(([start]) => start.test(instanceType))?.[1];
  return capacity === "spot" ? found?.spot : found?.onDemand;
}

/** Why nodes of a type would not work here, as the end of the sentence "allowed is ..."; undefined if they would. */
export function whyNoNodes(instanceType: string): string | undefined {
  const [family] = instanceType.split(".");
  if (/^(mac|g5g$|p2$|g3s?$)/.test(family!)) return `another type: EKS has no image for ${family}`; // User Guide, "Choose an optimal EC2 node instance type"
  if (family === "a1") return "another type: EKS's image, Amazon Linux 2023, needs Graviton2 or newer"; // same page
  if (/^(dl|f|g4ad|inf|trn|vt)/.test(family!)) {
    return `another type: this stack offers pods no accelerator but NVIDIA's, so those of ${family} would be paid for and idle`;
  }
  if (!quotaOf(instanceType, "on-demand")) {
    return `a type whose quota is known: add that of ${family} to components/nodes/instance-families.ts`;
  }
  return undefined;
}

/** AWS has these types in one zone of a region: https://aws.amazon.com/ec2/instance-types/hpc7g/ */
export function isInOneZone(instanceType: string): boolean {
  return instanceType.startsWith("hpc");
}
