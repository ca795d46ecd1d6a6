import type { InstanceTypeInfo } from "../../../planner/prices/parse-instance-types";

const network = (MaximumNetworkInterfaces: number, Ipv4AddressesPerInterface: number) => ({
  NetworkInfo: { MaximumNetworkInterfaces, Ipv4AddressesPerInterface, Ipv6Supported: true },
});

/** Entries of DescribeInstanceTypes' `InstanceTypes`, with the fields that are read and some others. */
export const INSTANCE_TYPES: readonly (InstanceTypeInfo & Record<string, unknown>)[] = [
  {
    InstanceType: "g5.xlarge",
    CurrentGeneration: true,
    VCpuInfo: { DefaultVCpus: 4 },
    MemoryInfo: { SizeInMiB: 16384 },
    ProcessorInfo: { SupportedArchitectures: ["x86_64"] },
    GpuInfo: {
      Gpus: [{ Name: "A10G", Manufacturer: "NVIDIA", Count: 1, MemoryInfo: { SizeInMiB: 24576 } }],
    },
    ...network(4, 15),
  },
  {
    InstanceType: "g6f.large",
    VCpuInfo: { DefaultVCpus: 2 },
    MemoryInfo: { SizeInMiB: 8192 },
    ProcessorInfo: { SupportedArchitectures: ["x86_64"] },
    GpuInfo: {
      Gpus: [
        {
          Name: "L4",
          Manufacturer: "NVIDIA",
          LogicalGpuCount: 1,
          GpuPartitionSize: 0.125,
          MemoryInfo: { SizeInMiB: 2861 },
        } as object,
      ],
    },
    ...network(2, 10),
  },
  {
    InstanceType: "t4g.nano",
    BurstablePerformanceSupported: true,
    VCpuInfo: { DefaultVCpus: 2 },
    MemoryInfo: { SizeInMiB: 512 },
    ProcessorInfo: { SupportedArchitectures: ["arm64"] },
    ...network(2, 2),
  },
  {
    InstanceType: "t2.micro",
    VCpuInfo: { DefaultVCpus: 1 },
    MemoryInfo: { SizeInMiB: 1024 },
    ProcessorInfo: { SupportedArchitectures: ["i386", "x86_64"] },
    ...network(2, 2),
  },
  {
    InstanceType: "g4ad.xlarge",
    VCpuInfo: { DefaultVCpus: 4 },
    MemoryInfo: { SizeInMiB: 16384 },
    ProcessorInfo: { SupportedArchitectures: ["x86_64"] },
    GpuInfo: {
      Gpus: [{ Name: "Radeon Pro V520", Manufacturer: "AMD", Count: 1, MemoryInfo: { SizeInMiB: 8192 } }],
    },
    ...network(2, 4),
  },
  {
    InstanceType: "mac2.metal",
    VCpuInfo: { DefaultVCpus: 8 },
    MemoryInfo: { SizeInMiB: 16384 },
    ProcessorInfo: { SupportedArchitectures: ["arm64_mac"] },
    ...network(8, 30),
  },
  { InstanceType: "m9.new", VCpuInfo: { DefaultVCpus: 8 } },
];
