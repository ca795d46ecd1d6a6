import type { BrokenSetting } from "./broken-setting";

export const NETWORK_CASES: BrokenSetting[] = [
  { it: "a zone's name", set: "region", wrong: "us-east-1a", right: "us-east-1", allowed: /an AWS region/ },

  {
    it: "a block larger than AWS takes",
    set: "network/cidr",
    wrong: "10.0.0.0/15",
    right: "10.0.0.0/16",
    allowed: /\/16 to \/20/,
  },
  {
    it: "a block too small for its subnets",
    set: "network/cidr",
    wrong: "10.0.0.0/21",
    right: "10.0.0.0/20",
    allowed: /\/16 to \/20/,
  },
  { it: "a /24", set: "network/cidr", wrong: "10.0.0.0/24", allowed: /private IPv4 block/ },
  {
    it: "a block off its own boundary",
    set: "network/cidr",
    wrong: "10.0.16.0/19",
    right: "10.0.32.0/19",
    allowed: /on its own boundary/,
  },
  {
    it: "a public block",
    set: "network/cidr",
    wrong: "172.32.0.0/16",
    right: "172.31.0.0/16",
    allowed: /private IPv4 block/,
  },
  { it: "a block without a prefix", set: "network/cidr", wrong: "10.0.0.0", allowed: /10\.0\.0\.0\/16/ },
  { it: "a block of IPv6", set: "network/cidr", wrong: "fd00::/16", allowed: /IPv4/ },
  {
    it: "a zone that no region has",
    set: "network/zones/2",
    wrong: "us-east-1",
    right: "us-east-1f",
    allowed: /a zone of the stack's region, for example "us-east-1a"/,
  },
  { it: "a zone of another region", set: "network/zones/1", wrong: "us-west-2a", allowed: /us-east-1a/ },
  { it: "a zone twice", set: "network/zones/2", wrong: "us-east-1a", allowed: /each zone once/ },
  {
    it: "two zones",
    set: "network/zones",
    wrong: ["us-east-1a", "us-east-1b"],
    right: ["us-east-1a", "us-east-1b", "us-east-1d"],
    allowed: /exactly three/,
  },
  {
    it: "four zones",
    set: "network/zones",
    wrong: ["us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d"],
    allowed: /exactly three/,
  },
];
