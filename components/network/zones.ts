/**
 * The zones of each region in which EKS accepts a cluster's subnets, by letter. Sources: AWS's list in skypilot's
 * catalog (tests/conftest.py, 2023) and spot prices by zone of September 2026. EKS refuses use1-az3, usw1-az2 and
 * cac1-az3 (EKS User Guide, "Subnet requirements for clusters"). use1-az3 is us-east-1e in accounts since November
 * 2025 and in most older ones. us-west-1 has two zones for an account, and this stack needs three.
 */
const ZONE_LETTERS: Record<string, string> = {
  "ap-northeast-1": "acd",
  "ap-northeast-2": "abcd",
  "ap-northeast-3": "abc",
  "ap-south-1": "abc",
  "ap-southeast-1": "abc",
  "ap-southeast-2": "abc",
  "ca-central-1": "abd",
  "eu-central-1": "abc",
  "eu-north-1": "abc",
  "eu-west-1": "abc",
  "eu-west-2": "abc",
  "eu-west-3": "abc",
  "us-east-1": "abcdf",
  "us-east-2": "abc",
  "us-west-2": "abcd",
};

export const REGIONS = Object.keys(ZONE_LETTERS);

/** Names of a region's zones in which a cluster can have subnets. */
export function zonesOf(region: string): string[] {
  return [...(ZONE_LETTERS[region] ?? "")].map((letter) => region + letter);
}
