/**
 * The zones of each region in which EKS accepts a cluster's subnets, by letter: the regions of policy-pack/pricing/prices
 * but us-west-1, which has two zones for an account where this stack needs three, and GovCloud, whose ARNs have another
 * partition than this stack's. Sources: AWS's list in skypilot's catalog (tests/conftest.py, 2023), spot prices by zone of
 * September 2026, and for newer regions public Terraform modules. EKS refuses use1-az3, usw1-az2 and cac1-az3 (EKS User
 * Guide, "Subnet requirements for clusters"). use1-az3 is us-east-1e in accounts since November 2025 and in most older ones.
 */
const ZONE_LETTERS: Record<string, string> = {
  "af-south-1": "abc",
  "ap-east-1": "abc",
  "ap-northeast-1": "acd",
  "ap-northeast-2": "abcd",
  "ap-northeast-3": "abc",
  "ap-south-1": "abc",
  "ap-south-2": "abc",
  "ap-southeast-1": "abc",
  "ap-southeast-2": "abc",
  "ap-southeast-3": "abc",
  "ap-southeast-4": "abc",
  "ap-southeast-5": "abc",
  "ap-southeast-7": "abc",
  "ca-central-1": "abd",
  "ca-west-1": "abc",
  "eu-central-1": "abc",
  "eu-central-2": "abc",
  "eu-north-1": "abc",
  "eu-south-1": "abc",
  "eu-south-2": "abc",
  "eu-west-1": "abc",
  "eu-west-2": "abc",
  "eu-west-3": "abc",
  "il-central-1": "abc",
  "me-central-1": "abc",
  "me-south-1": "abc",
  "mx-central-1": "abc",
  "sa-east-1": "abc",
  "us-east-1": "abcdf",
  "us-east-2": "abc",
  "us-west-2": "abcd",
};

export const REGIONS = Object.keys(ZONE_LETTERS);

/** Names of a region's zones in which a cluster can have subnets. */
export function zonesOf(region: string): string[] {
  return [...(ZONE_LETTERS[region] ?? "")].map((letter) => region + letter);
}
