import type { InstanceFacts } from "../../policy-pack/pricing/instance-facts";

/** What is read of an instance type as DescribeInstanceTypes returns it. */
export interface InstanceTypeInfo {
  InstanceType?: string | undefined;
  VCpuInfo?: { DefaultVCpus?: number | undefined } | undefined;
  MemoryInfo?: { SizeInMiB?: number | undefined } | undefined;
  ProcessorInfo?: { SupportedArchitectures?: readonly string[] | undefined } | undefined;
  GpuInfo?: { Gpus?: readonly Gpu[] | undefined } | undefined;
  NetworkInfo?:
    | { MaximumNetworkInterfaces?: number | undefined; Ipv4AddressesPerInterface?: number | undefined }
    | undefined;
}

interface Gpu {
  Manufacturer?: string | undefined;
  Name?: string | undefined;
  Count?: number | undefined;
  /** Devices that a node has: a type may have a part of a GPU. */
  LogicalGpuCount?: number | undefined;
  MemoryInfo?: { SizeInMiB?: number | undefined } | undefined;
}

/**
 * Facts by instance type. Types that lack one, and Macs, which can't be nodes of EKS, are left out. The API doesn't have
 * the baseline of burstable types.
 */
export function parseInstanceTypes(infos: readonly InstanceTypeInfo[]): Map<string, InstanceFacts> {
  return new Map(
    infos.flatMap((info) => {
      const facts = factsOf(info);
      return info.InstanceType !== undefined && facts ? [[info.InstanceType, facts]] : [];
    }),
  );
}

function factsOf(info: InstanceTypeInfo): InstanceFacts | undefined {
  const arch = (["x86_64", "arm64"] as const).find((name) =>
    info.ProcessorInfo?.SupportedArchitectures?.includes(name),
  );
  const vcpu = info.VCpuInfo?.DefaultVCpus;
  const memoryMiB = info.MemoryInfo?.SizeInMiB;
  const networkInterfaces = info.NetworkInfo?.MaximumNetworkInterfaces;
  const addressesPerInterface = info.NetworkInfo?.Ipv4AddressesPerInterface;
  if (!arch || !vcpu || !memoryMiB || !networkInterfaces || !addressesPerInterface) return undefined;
  const gpu = gpuOf(info);
  return { arch, vcpu, memoryGiB: memoryMiB / 1024, gpu, networkInterfaces, addressesPerInterface };
}

function gpuOf({ GpuInfo }: InstanceTypeInfo): InstanceFacts["gpu"] {
  const gpu = GpuInfo?.Gpus?.find(({ Manufacturer }) => Manufacturer === "NVIDIA");
  const count = gpu?.LogicalGpuCount || gpu?.Count;
  if (!count || !gpu?.Name) return null;
  return { count, name: gpu.Name, memoryGiB: Math.round((gpu.MemoryInfo?.SizeInMiB ?? 0) / 1024) };
}
