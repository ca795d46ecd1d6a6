import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * A second calculation of what the resources of a preview or an export cost. It shares no code with the cost command:
 * it reads the file and the prices itself, and knows only what is written here.
 */

/** US dollars an hour: at every minimum, usually, at every maximum, and usually without any spot capacity. */
export type Band = [floor: number, expected: number, ceiling: number, spotGone: number];

type Group = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- as JSON has it

interface Resource {
  urn: string;
  type: string;
  /** What exports write as null counts as absent. */
  props: Group;
  needs: string[];
}

const PRICING = join(__dirname, "../../../policy-pack/pricing");
const json = (path: string) => JSON.parse(readFileSync(join(PRICING, path), "utf8")) as Group;
const books: Group = {};
const bookOf = (region: string) => (books[region] ??= json(`prices/${region}.json`)) as Group;

/** The price of one unit for an hour; what has no price in the region counts as nothing. */
function unit(region: string, name: string, hours = 1): number {
  return (bookOf(region)["services"][name]?.usd ?? 0) / hours;
}

const MONTH = 730;

const databases: Group = {};

/** An hour of an instance of RDS or ElastiCache in one zone; what has no price in the region counts as nothing. */
function instanceHour(region: string, service: string, engine: string, name: string): number {
  databases[region] ??= json(`databases/${region}.json`);
  return databases[region][service][engine]?.[name] ?? 0;
}

const RDS_ENGINES: Group = { postgres: "PostgreSQL", mysql: "MySQL", mariadb: "MariaDB" };
const CACHE_ENGINES: Group = { redis: "Redis", valkey: "Valkey" };

export function bandByHand(file: unknown): Band {
  const all = resourcesOf(file as Group);
  const total: Band = [0, 0, 0, 0];
  const home = String((file as Group)["config"]?.["aws:region"] ?? "us-east-1");
  for (const resource of all) {
    const region = resource.props["region"] ?? home;
    const band = (BY_TYPE[resource.type] ?? (() => []))(resource, region, all);
    for (const part of band) part.forEach((usd, index) => (total[index]! += usd));
  }
  return total;
}

function resourcesOf(file: Group): Resource[] {
  const states: Group[] =
    file["deployment"]?.resources ??
    file["steps"]
      .filter(({ op }: Group) => !/delete|discard/.test(op))
      .map(({ newState }: Group) => newState);
  return states
    .filter((state) => state["custom"] && !state["delete"] && !state["external"])
    .map((state) => ({
      urn: state["urn"],
      type: state["type"],
      props: withoutEmpty({ ...state["outputs"], ...state["inputs"] }),
      needs: state["dependencies"] ?? [],
    }));
}

function withoutEmpty(props: Group): Group {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== null && value !== ""));
}

const always = (usd: number): Band => [usd, usd, usd, usd];
const scaled = ([floor, expected, ceiling, gone]: Band, usd: number): Band => [
  floor * usd,
  expected * usd,
  ceiling * usd,
  gone * usd,
];

/** Shares of a vCPU that T types use without credits: EC2 User Guide, "Key concepts for burstable performance instances". */
const T_SIZES: Group = {
  nano: [2, 0.05],
  micro: [2, 0.1],
  small: [2, 0.2],
  medium: [2, 0.2],
  large: [2, 0.3],
  xlarge: [4, 0.4],
  "2xlarge": [8, 0.4],
};

/** vCPU above the baseline. */
function burst(type: string): number {
  const [family, size] = type.split(".");
  if (!/^t(3|3a|4g)$/.test(family!)) return 0;
  const [vcpu, share] = T_SIZES[size!];
  return vcpu * (1 - share);
}

interface Nodes {
  counts: Band;
  types: string[];
  spot: boolean;
  usualSpot: "first" | "cheapest" | "middle";
  credits: unknown;
  devices: Group[];
  /** GiB of the image's root. */
  root: number;
  isPublic?: boolean;
}

function nodes(
  region: string,
  { counts, types, spot, usualSpot, credits, devices, root, isPublic }: Nodes,
): Band[] {
  const ec2 = types.map((type) => bookOf(region)["ec2"][type]);
  const onDemand: number[] = ec2.map((prices) => prices.onDemand);
  const average: number[] = spot ? ec2.map((prices) => prices.spot[1]) : [];
  const dearest = Math.max(...(spot ? ec2.map((prices) => prices.spot[2]) : onDemand));
  const sorted = [...average].sort((one, other) => one - other);
  const half = sorted.length / 2;
  const middle = sorted.length % 2 ? sorted[half - 0.5]! : (sorted[half - 1]! + sorted[half]!) / 2;
  const usual = !spot ? onDemand[0]! : { first: average[0]!, cheapest: sorted[0]!, middle }[usualSpot];
  const cheapest = Math.min(...(spot ? average : onDemand));
  // Without spot, an on-demand node: of the cheapest type where the group takes the cheapest, else of the first.
  const withoutSpot = spot && usualSpot === "cheapest" ? Math.min(...onDemand) : onDemand[0]!;
  const [floor, expected, ceiling, gone] = counts;
  const bands: Band[] = [[floor * cheapest, expected * usual, ceiling * dearest, gone * withoutSpot]];
  const tops = types.map((type, index) => {
    const credit = unit(
      region,
      types.some((each) => each.startsWith("t4g")) ? "cpu-credits-arm" : "cpu-credits",
    );
    return (spot ? ec2[index].spot[2] : onDemand[index]!) + burst(type) * credit;
  });
  if (credits !== "standard" && types.some((type) => burst(type) > 0)) {
    bands.push([0, 0, ceiling * (Math.max(...tops) - dearest), 0]);
  }
  const isRoot = ({ deviceName }: Group) =>
    deviceName === undefined || /^\/dev\/(xvda|sda1?)$/.test(deviceName);
  const rest = devices.filter((device) => !isRoot(device));
  const own = devices.find(isRoot) ?? {};
  const disks = [
    { ...own, volumeType: own["volumeType"] || "gp3", volumeSize: own["volumeSize"] || root },
    ...rest,
  ];
  for (const { volumeType = "gp2", volumeSize, iops, throughput } of disks) {
    bands.push(scaled(counts, volume(region, { type: volumeType, size: volumeSize, iops, throughput })));
  }
  if (isPublic) bands.push(scaled(counts, unit(region, "public-ipv4")));
  return bands;
}

function volume(region: string, { type = "gp2", size, iops, throughput }: Group): number {
  const per = (name: string) => unit(region, `ebs-${name}`, MONTH);
  const base = size * per(type);
  if (type === "gp3") {
    const more = Math.max(0, (iops || 3000) - 3000) * per("gp3-iops");
    return base + more + Math.max(0, (throughput || 125) - 125) * per("gp3-throughput");
  }
  if (type === "io1") return base + iops * per("io1-iops");
  if (type !== "io2") return base;
  const [first, second, third] = [Math.min(iops, 32e3), Math.min(iops, 64e3) - 32e3, iops - 64e3];
  const tiers = Math.max(0, second) * per("io2-iops-tier2") + Math.max(0, third) * per("io2-iops-tier3");
  return base + first * per("io2-iops") + tiers;
}

function templateOf({ needs }: Resource, reference: Group, all: Resource[]): Group {
  const templates = all.filter(({ type }) => type === "aws:ec2/launchTemplate:LaunchTemplate");
  const found =
    templates.find((each) => needs.includes(each.urn)) ??
    templates.find((each) => each.props["id"] !== undefined && each.props["id"] === reference?.["id"]);
  return found?.props ?? {};
}

const devicesOf = (template: Group): Group[] =>
  (template["blockDeviceMappings"] ?? []).map(({ deviceName, ebs }: Group) => ({ ...ebs, deviceName }));
const isSpotMarket = (props: Group) => props["instanceMarketOptions"]?.marketType === "spot";

/** Extended support begins after this day: EKS User Guide, "Understand the Kubernetes version lifecycle". */
const SUPPORTED_UNTIL: Group = {
  "1.32": "2026-03-23",
  "1.33": "2026-07-29",
  "1.34": "2026-12-02",
  "1.35": "2027-03-27",
};
const TODAY = "2026-11-29";

/** vCPU of the sizes of the types that random programs have, but T and g4dn. */
const vcpuOf = (type: string): number => {
  const [, factor = "", size] = /\.(\d*)(large|xlarge)$/.exec(type)!;
  return size === "large" ? 2 : 4 * Number(factor || 1);
};

/** vCPU -> GB: EKS User Guide, "Understand Fargate Pod configuration details". */
const FARGATE: Record<string, number[]> = {
  0.25: [0.5, 1, 2],
  0.5: [1, 2, 3, 4],
  1: [2, 3, 4, 5, 6, 7, 8],
  2: [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
  4: Array.from({ length: 23 }, (_, index) => index + 8),
};

const BY_TYPE: Record<string, (resource: Resource, region: string, all: Resource[]) => Band[]> = {
  "aws:eks/cluster:Cluster": ({ props }, region) => {
    const late =
      SUPPORTED_UNTIL[props["version"]] < TODAY && props["upgradePolicy"]?.supportType !== "STANDARD";
    const tier = props["controlPlaneScalingConfig"]?.tier;
    return [
      always(unit(region, late ? "eks-control-plane-extended" : "eks-control-plane")),
      ...(tier ? [always(unit(region, `eks-provisioned-control-plane-${tier.replace("tier-", "")}`))] : []),
    ];
  },
  "aws:eks/nodeGroup:NodeGroup": (group, region, all) => {
    const { props } = group;
    const { minSize, desiredSize, maxSize } = props["scalingConfig"];
    const template = templateOf(group, props["launchTemplate"], all);
    const types = props["instanceTypes"] ?? [template["instanceType"] ?? "t3.medium"];
    return nodes(region, {
      counts: [minSize, desiredSize, maxSize, desiredSize].map(Number) as Band,
      types,
      spot: props["capacityType"] === "SPOT" || isSpotMarket(template),
      usualSpot: "middle",
      credits: template["creditSpecification"]?.cpuCredits,
      devices: devicesOf(template),
      root: props["diskSize"] || 20,
    });
  },
  "aws:autoscaling/group:Group": (group, region, all) => {
    const { props } = group;
    const sizes = [props["minSize"], props["desiredCapacity"] ?? props["minSize"], props["maxSize"]];
    const policy = props["mixedInstancesPolicy"];
    const reference = props["launchTemplate"] ?? policy?.launchTemplate?.launchTemplateSpecification;
    const template = templateOf(group, reference, all);
    const common = {
      credits: template["creditSpecification"]?.cpuCredits,
      devices: devicesOf(template),
      root: 20,
      isPublic: template["networkInterfaces"]?.[0]?.associatePublicIpAddress === "true",
    };
    const counts = [...sizes, sizes[1]] as Band;
    if (!policy) {
      const spot = isSpotMarket(template);
      return nodes(region, {
        ...common,
        counts,
        types: [template["instanceType"]],
        spot,
        usualSpot: "first",
      });
    }
    const {
      onDemandBaseCapacity: base = 0,
      onDemandPercentageAboveBaseCapacity: percent = 100,
      spotAllocationStrategy,
    } = policy.instancesDistribution ?? {};
    const first = counts.map((size) =>
      size <= base ? size : base + Math.ceil(((size - base) * percent) / 100),
    ) as Band;
    const rest = counts.map((size, index) => size - first[index]!) as Band;
    const types = policy.launchTemplate.overrides.map(({ instanceType }: Group) => instanceType);
    const usualSpot = /optimized/.test(spotAllocationStrategy ?? "") ? "middle" : "cheapest";
    return [
      ...(Math.max(...first) > 0
        ? nodes(region, { ...common, counts: first, types, spot: false, usualSpot })
        : []),
      ...(Math.max(...rest) > 0
        ? nodes(region, { ...common, counts: rest, types, spot: true, usualSpot })
        : []),
    ];
  },
  "aws:ec2/instance:Instance": ({ props }, region) =>
    nodes(region, {
      counts: always(1),
      types: [props["instanceType"]],
      spot: isSpotMarket(props),
      usualSpot: "first",
      credits: props["creditSpecification"]?.cpuCredits,
      devices: [props["rootBlockDevice"] ?? {}, ...(props["ebsBlockDevices"] ?? [])],
      root: 8,
      isPublic: props["associatePublicIpAddress"] === true,
    }),
  // Nodes for the whole limit, all of the type that costs most for a vCPU; a disk of 20 GB with each.
  "kubernetes:karpenter.sh/v1:NodePool": ({ props }, region) => {
    const limit: number = props["spec"].limits.cpu;
    const names: string[] = props["spec"].template.spec.requirements[0].values;
    const disk = volume(region, { type: "gp3", size: 20 });
    const usable = names.filter((name) => vcpuOf(name) <= limit);
    const most = usable.map((name) => (bookOf(region)["ec2"][name].onDemand + disk) / vcpuOf(name));
    return [[0, 0, usable.length === 0 ? 0 : limit * Math.max(...most), 0]];
  },
  // Of each matching Deployment, pods of the smallest of Fargate's sizes that fit with 256 MB beside.
  "aws:eks/fargateProfile:FargateProfile": ({ props }, region, all) => {
    const namespaces: string[] = props["selectors"].map(({ namespace }: Group) => namespace);
    const pods = all.filter(
      ({ type, props: { metadata } }) =>
        type === "kubernetes:apps/v1:Deployment" && namespaces.includes(metadata.namespace),
    );
    return pods.map(({ props: { spec } }) => {
      const { cpu, memory } = spec.template.spec.containers[0].resources.requests;
      const gigabytes = parseInt(memory) / 1024 + 0.25;
      const cores = parseInt(cpu) / 1000;
      const [vcpu, size] = [...Object.entries(FARGATE)]
        .map(([name, sizes]) => [Number(name), sizes.find((each) => each >= gigabytes)] as const)
        .sort(([one], [other]) => one - other)
        .find(([name, found]) => name >= cores && found !== undefined)!;
      return always(
        spec.replicas * (vcpu * unit(region, "fargate-vcpu") + size! * unit(region, "fargate-memory")),
      );
    });
  },
  // A standby in a second zone has instance, storage and IOPS of its own.
  "aws:rds/instance:Instance": ({ props }, region) => {
    const { engine, instanceClass, allocatedStorage, storageType = "gp2", iops = 0, multiAz } = props;
    const included = storageType === "io1" ? 0 : allocatedStorage >= 400 ? 12_000 : 3000; // RDS User Guide, "gp3 storage"
    const storage =
      allocatedStorage * unit(region, `rds-${storageType}`, MONTH) +
      Math.max(0, iops - included) * unit(region, `rds-${storageType}-iops`, MONTH);
    const hour = instanceHour(region, "rds", RDS_ENGINES[engine], instanceClass);
    return [always((multiAz ? 2 : 1) * (hour + storage))];
  },
  "aws:elasticache/replicationGroup:ReplicationGroup": ({ props }, region) => {
    const { engine, nodeType, numCacheClusters, numNodeGroups, replicasPerNodeGroup } = props;
    const count = numCacheClusters ?? numNodeGroups * (1 + replicasPerNodeGroup);
    return [always(count * instanceHour(region, "elasticache", CACHE_ENGINES[engine], nodeType))];
  },
  "aws:secretsmanager/secret:Secret": (_, region) => [always(unit(region, "secret", MONTH))],
  "aws:route53/zone:Zone": (_, region) => [always(unit(region, "route53-zone", MONTH))],
  "aws:ebs/volume:Volume": ({ props }, region) => [always(volume(region, props))],
  "aws:ec2/eip:Eip": (_, region) => [always(unit(region, "public-ipv4"))],
  "aws:ec2/natGateway:NatGateway": (_, region) => [always(unit(region, "nat-gateway"))],
  "aws:kms/key:Key": (_, region) => [always(unit(region, "kms-key", MONTH))],
  "aws:ec2/vpcEndpoint:VpcEndpoint": ({ props }, region) =>
    props["vpcEndpointType"] === "Interface"
      ? [always(props["subnetIds"].length * unit(region, "interface-endpoint"))]
      : [],
  "kubernetes:core/v1:PersistentVolumeClaim": ({ props: { spec } }, region) => [
    always(volume(region, { type: spec.storageClassName, size: parseInt(spec.resources.requests.storage) })),
  ],
  "aws:elb/loadBalancer:LoadBalancer": ({ props }, region) => [
    always(unit(region, "classic-load-balancer")),
    always(props["internal"] ? 0 : props["subnets"].length * unit(region, "public-ipv4")),
  ],
  "aws:lb/loadBalancer:LoadBalancer": ({ props }, region) => {
    const kind = props["loadBalancerType"] ?? "application";
    const addresses = props["internal"] ? 0 : props["subnets"].length;
    return [always(unit(region, `${kind}-load-balancer`)), always(addresses * unit(region, "public-ipv4"))];
  },
};
