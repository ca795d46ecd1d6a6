import assert from "node:assert/strict";
import { UNKNOWN, type ResourceView } from "../../../../policy-pack/stack-view";
import {
  assertLines,
  assertPartlyPriced,
  assertUnpriced,
  LAUNCH_TEMPLATE,
  priced,
  resource,
} from "../small-stack";

const GIGABYTE = 0.08 / 730; // of gp3, an hour
const EXPORTED_NOTHING = { id: "", name: null, version: "" };

const group = (props: Record<string, unknown>, dependsOn: string[] = []) =>
  resource(
    "aws:autoscaling/group:Group",
    "nodes",
    { minSize: 1, maxSize: 5, desiredCapacity: 2, ...props },
    { dependsOn },
  );
const template = (props: Record<string, unknown> = {}) =>
  resource(LAUNCH_TEMPLATE, "lt", { id: "lt-1", name: "nodes", instanceType: "m5.large", ...props });
const launchTemplate = { id: "lt-1", version: "$Latest" };

const volumes = (gigabytes: number, counts: number[]): [string, number[]] => [
  `root volumes, ${gigabytes} GB gp3 each`,
  counts.map((count) => count * gigabytes * GIGABYTE),
];

// us-east-1: m5.large 0.096, spot 0.03168 on average and 0.0383 at most; c5.large 0.085, 0.03485, 0.0387;
// m5.xlarge 0.192, 0.0672, 0.0672
describe("the price of an Auto Scaling group", () => {
  const onDemand: [string, number[]] = [
    "on-demand nodes, m5.large",
    [0.096, 2 * 0.096, 5 * 0.096, 2 * 0.096],
  ];

  it("is that of its launch template's type and volumes, at minimum, desired and maximum size", () => {
    const lt = template({
      blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { volumeSize: 50, volumeType: "gp3" } }],
    });
    const lines: [string, number[]][] = [onDemand, volumes(50, [1, 2, 5, 2])];
    assertLines(priced([lt, group({ launchTemplate })]), lines);
    assertLines(priced([lt, group({ launchTemplate: { name: "nodes", version: "1" } })]), lines);
    const elsewhere = { launchTemplate: { id: "04da6b54-80e4-46f7-96ec-b56ff0331ba9", version: "$Latest" } };
    assertLines(priced([lt, group(elsewhere, [lt.urn])]), lines);
    assertUnpriced(priced([lt, group(elsewhere)]), /its launch template doesn't show/);
  });

  it("assumes the disk of EKS's images where the template sizes none, and says so", () => {
    const cost = priced([template(), group({ launchTemplate })]);
    assertLines(cost, [onDemand, volumes(20, [1, 2, 5, 2])]);
    assert.deepEqual(
      cost.lines.map(({ derived }) => derived),
      [undefined, "its image doesn't show; EKS's images have this size"],
    );
  });

  it("starts with the minimum where no desired capacity is named, which may be text", () => {
    for (const desiredCapacity of [undefined, null]) {
      assertLines(priced([template(), group({ launchTemplate, desiredCapacity })]), [
        ["on-demand nodes, m5.large", [0.096, 0.096, 0.48, 0.096]],
        volumes(20, [1, 1, 5, 1]),
      ]);
    }
    assertLines(
      priced([template(), group({ launchTemplate, minSize: "1", desiredCapacity: "2", maxSize: "5" })]),
      [onDemand, volumes(20, [1, 2, 5, 2])],
    );
  });

  it("is not known with sizes that can't be, or that are counted in another unit", () => {
    const sized = (props: Record<string, unknown>) =>
      priced([template(), group({ launchTemplate, ...props })]);
    assertUnpriced(sized({ desiredCapacity: 6 }), /minimum 1, desired 6, maximum 5/);
    assertUnpriced(sized({ desiredCapacity: 0 }), /minimum 1, desired 0, maximum 5/);
    assertUnpriced(sized({ minSize: 6, desiredCapacity: null }), /minimum 6, desired 6, maximum 5/);
    assertUnpriced(sized({ maxSize: UNKNOWN }), /maxSize is unknown until up/);
    assertUnpriced(sized({ desiredCapacityType: "vcpu" }), /its sizes are counted in vcpu/);
    assert.deepEqual(sized({ desiredCapacity: 5 }).unpriced, []);
    assert.deepEqual(sized({ desiredCapacity: 1, desiredCapacityType: "units" }).unpriced, []);
  });

  it("is spot's where the launch template asks for spot", () => {
    const lt = template({ instanceMarketOptions: { marketType: "spot" } });
    assertLines(priced([lt, group({ launchTemplate })]), [
      ["spot nodes, m5.large", [0.03168, 2 * 0.03168, 5 * 0.0383, 2 * 0.096]],
      volumes(20, [1, 2, 5, 2]),
    ]);
  });

  it("follows a launch configuration, found by name or by dependency, with its volumes and its spot price", () => {
    const configuration = (props: Record<string, unknown> = {}) =>
      resource("aws:ec2/launchConfiguration:LaunchConfiguration", "lc", {
        name: "lc-1",
        instanceType: "m5.large",
        ...props,
      });
    const lc = configuration({
      rootBlockDevice: { volumeSize: 40, volumeType: "gp2" },
      ebsBlockDevices: [{ deviceName: "/dev/xvdb", volumeSize: 10, volumeType: "gp3" }],
    });
    const lines: [string, number[]][] = [
      onDemand,
      ["root volumes, 40 GB gp2 each", [1, 2, 5, 2].map((count) => (count * 40 * 0.1) / 730)],
      ["volumes /dev/xvdb, 10 GB gp3 each", [1, 2, 5, 2].map((count) => count * 10 * GIGABYTE)],
    ];
    const exported = { launchTemplate: null, mixedInstancesPolicy: null, launchConfiguration: "lc-1" };
    assertLines(priced([lc, group(exported)]), lines);
    assertLines(
      priced([lc, group({ launchConfiguration: UNKNOWN, launchTemplate: EXPORTED_NOTHING }, [lc.urn])]),
      lines,
    );
    assertUnpriced(priced([lc, group({ launchConfiguration: "lc-2" })]), /launch configuration doesn't show/);
    assertLines(priced([configuration({ spotPrice: "0.05" }), group(exported)]), [
      ["spot nodes, m5.large", [0.03168, 2 * 0.03168, 5 * 0.0383, 2 * 0.096]],
      volumes(20, [1, 2, 5, 2]),
    ]);
    assertLines(priced([configuration({ spotPrice: "" }), group(exported)]), [
      onDemand,
      volumes(20, [1, 2, 5, 2]),
    ]);
    assertUnpriced(
      priced([configuration({ placementTenancy: "dedicated" }), group(exported)]),
      /dedicated tenancy/,
    );
  });

  it("counts the public addresses that its launch gives", () => {
    const lt = template({ networkInterfaces: [{ associatePublicIpAddress: "true" }] });
    assertLines(priced([lt, group({ launchTemplate })]), [
      onDemand,
      volumes(20, [1, 2, 5, 2]),
      ["public IPv4 addresses", [0.005, 0.01, 0.025, 0.01]],
    ]);
  });

  it("has CPU credits of burstable types at the ceiling", () => {
    const [, , credits] = priced([template({ instanceType: "t3.medium" }), group({ launchTemplate })]).lines;
    assert.equal(credits?.item, "CPU credits above the baseline");
    assert.ok(Math.abs(credits.cost.ceiling - 5 * 1.6 * 0.05) < 1e-9);
  });

  it("has no price for a warm pool", () => {
    const lt = template();
    const warm = group({ launchTemplate, warmPool: { minSize: 1, poolState: "Stopped" } });
    assertPartlyPriced(priced([lt, warm]), [onDemand, volumes(20, [1, 2, 5, 2])], /warm pool/);
    assert.deepEqual(priced([lt, group({ launchTemplate, warmPool: null })]).unpriced, []);
  });

  it("takes groups of nothing in an export for no group", () => {
    const nothing = { mixedInstancesPolicy: { launchTemplate: null, overrides: [] }, warmPool: {} };
    const lt = template({ instanceRequirements: { cpuManufacturers: [], vcpuCount: null } });
    assertLines(priced([lt, group({ launchTemplate, ...nothing })]), [onDemand, volumes(20, [1, 2, 5, 2])]);
  });

  it("is not known on dedicated hardware, or without a type", () => {
    const cost = (props: Record<string, unknown>) => priced([template(props), group({ launchTemplate })]);
    assertUnpriced(cost({ placement: { tenancy: "dedicated" } }), /dedicated tenancy/);
    assertUnpriced(cost({ instanceType: "", instanceRequirements: null }), /names no instance type/);
  });
});

describe("the price of a mixed instances policy", () => {
  const mixed = (
    instancesDistribution: Record<string, unknown>,
    overrides: Record<string, unknown>[] = [],
    sizes: Record<string, unknown> = { minSize: 1, desiredCapacity: 4, maxSize: 10 },
  ) =>
    group({
      ...sizes,
      mixedInstancesPolicy: {
        instancesDistribution,
        launchTemplate: {
          launchTemplateSpecification: { launchTemplateId: "lt-1", launchTemplateName: null, version: "1" },
          overrides,
        },
      },
    });
  const types = (...names: string[]) => names.map((instanceType) => ({ instanceType }));
  const cost = (each: ResourceView) => priced([template(), each]);

  it("is on-demand without a distribution", () => {
    for (const distribution of [
      {},
      { onDemandBaseCapacity: null, onDemandPercentageAboveBaseCapacity: null },
    ]) {
      assertLines(cost(mixed(distribution)), [
        ["on-demand nodes, m5.large", [0.096, 4 * 0.096, 10 * 0.096, 4 * 0.096]],
        volumes(20, [1, 4, 10, 4]),
      ]);
    }
  });

  it("has a base of on-demand instances, and spot above it", () => {
    const distribution = { onDemandBaseCapacity: 2, onDemandPercentageAboveBaseCapacity: 0 };
    assertLines(cost(mixed(distribution)), [
      ["on-demand nodes, m5.large", [0.096, 2 * 0.096, 2 * 0.096, 2 * 0.096]],
      ["spot nodes, m5.large", [0, 2 * 0.03168, 8 * 0.0383, 2 * 0.096]],
      volumes(20, [1, 4, 10, 4]),
    ]);
  });

  it("has the percentage of on-demand above the base, rounded up", () => {
    // of 1, 4 and 10: base 1, and 25 % of 0, 3 and 9
    const distribution = { onDemandBaseCapacity: 1, onDemandPercentageAboveBaseCapacity: 25 };
    assertLines(cost(mixed(distribution)), [
      ["on-demand nodes, m5.large", [0.096, 2 * 0.096, 4 * 0.096, 2 * 0.096]],
      ["spot nodes, m5.large", [0, 2 * 0.03168, 6 * 0.0383, 2 * 0.096]],
      volumes(20, [1, 4, 10, 4]),
    ]);
    const all = { onDemandPercentageAboveBaseCapacity: 100 };
    assert.deepEqual(
      cost(mixed(all)).lines.map(({ item }) => item),
      ["on-demand nodes, m5.large", "root volumes, 20 GB gp3 each"],
    );
    assertUnpriced(cost(mixed({ onDemandPercentageAboveBaseCapacity: 101 })), /can't be 101/);
  });

  it("takes the first type on-demand and the cheapest on spot, unless a strategy says otherwise", () => {
    const overrides = types("m5.large", "c5.large", "m5.xlarge");
    const half = { onDemandBaseCapacity: 2, onDemandPercentageAboveBaseCapacity: 0 };
    const names = "m5.large c5.large m5.xlarge";
    assertLines(cost(mixed(half, overrides)), [
      [`on-demand nodes, ${names}`, [0.085, 2 * 0.096, 2 * 0.192, 2 * 0.096]],
      [`spot nodes, ${names}`, [0, 2 * 0.03168, 8 * 0.0672, 2 * 0.085]],
      volumes(20, [1, 4, 10, 4]),
    ]);
    const strategies = {
      onDemandAllocationStrategy: "lowest-price",
      spotAllocationStrategy: "price-capacity-optimized",
    };
    assertLines(cost(mixed({ ...half, ...strategies }, overrides)), [
      [`on-demand nodes, ${names}`, [0.085, 2 * 0.085, 2 * 0.192, 2 * 0.085]],
      [`spot nodes, ${names}`, [0, 2 * 0.03485, 8 * 0.0672, 2 * 0.096]], // the middle one of three
      volumes(20, [1, 4, 10, 4]),
    ]);
  });

  it("divides the sizes by the weights, and rounds the instances up", () => {
    // 1, 4 and 10 units: 1, 2 and 5 m5.large of 2 units, or 1, 1 and 3 m5.xlarge of 4
    const overrides = [
      { instanceType: "m5.large", weightedCapacity: "2" },
      { instanceType: "m5.xlarge", weightedCapacity: "4" },
    ];
    assertLines(cost(mixed({}, overrides)), [
      ["on-demand nodes, m5.large m5.xlarge", [0.096, 2 * 0.096, 3 * 0.192, 2 * 0.096]],
      volumes(20, [1, 2, 5, 2]),
    ]);
    const zero = [{ instanceType: "m5.large", weightedCapacity: "0" }];
    assertUnpriced(cost(mixed({}, zero)), /weightedCapacity can't be 0/);
  });

  it("has the nodes' price where the launch template doesn't show but the overrides name the types", () => {
    assertPartlyPriced(
      priced([mixed({}, types("m5.large"))]),
      [["on-demand nodes, m5.large", [0.096, 4 * 0.096, 10 * 0.096, 4 * 0.096]]],
      /its launch template doesn't show/,
    );
    assertUnpriced(priced([mixed({})]), /its launch template doesn't show/);
  });

  it("is not known where only an up will know its types", () => {
    assertUnpriced(cost(mixed({}, types(UNKNOWN))), /instance types are unknown until up/);
    assertUnpriced(cost(group({ mixedInstancesPolicy: UNKNOWN })), /mixed instances policy is unknown/);
  });
});

describe("instances whose type AWS chooses by requirements", () => {
  const some = { allowedInstanceTypes: ["m5.large", "c5.large"] };
  const uniform = (requirements: unknown, more: Record<string, unknown> = {}) => {
    const lt = template({ instanceType: null, instanceRequirements: requirements, ...more });
    return priced([lt, group({ launchTemplate })]);
  };

  it("cost the cheapest that fits, at the ceiling the dearest", () => {
    assertLines(uniform(some), [
      ["on-demand nodes, one of 2 types that fit its requirements", [0.085, 2 * 0.085, 5 * 0.096, 2 * 0.085]],
      volumes(20, [1, 2, 5, 2]),
    ]);
    assertLines(uniform(some, { instanceMarketOptions: { marketType: "spot" } }), [
      ["spot nodes, one of 2 types that fit its requirements", [0.03168, 2 * 0.03168, 5 * 0.0387, 2 * 0.085]],
      volumes(20, [1, 2, 5, 2]),
    ]);
  });

  it("may be asked for by an override of a mixed instances policy, of both kinds", () => {
    const mixed = (...overrides: unknown[]) =>
      group({
        mixedInstancesPolicy: {
          instancesDistribution: { onDemandBaseCapacity: 1, onDemandPercentageAboveBaseCapacity: 0 },
          launchTemplate: { launchTemplateSpecification: { launchTemplateId: "lt-1" }, overrides },
        },
      });
    assertLines(priced([template({ instanceType: null }), mixed({ instanceRequirements: some })]), [
      ["on-demand nodes, one of 2 types that fit its requirements", [0.085, 0.085, 0.096, 0.085]],
      ["spot nodes, one of 2 types that fit its requirements", [0, 0.03168, 4 * 0.0387, 0.085]],
      volumes(20, [1, 2, 5, 2]),
    ]);
    const twice = mixed({ instanceRequirements: some }, { instanceRequirements: some });
    assertUnpriced(priced([template(), twice]), /by several requirements/);
  });

  for (const [what, requirements, types] of [
    ["vCPUs", { vcpuCount: { min: 2, max: 2 } }, "m5.large r5.large"],
    [
      "vCPUs without a maximum, as exports write it",
      { vcpuCount: { min: 3, max: 0 } },
      "m5.xlarge g5.xlarge",
    ],
    ["memory in MiB", { memoryMib: { min: 8193 } }, "m5.xlarge r5.large g5.xlarge"],
    ["memory for each vCPU", { memoryGibPerVcpu: { min: 5 } }, "r5.large"],
    ["no accelerators", { acceleratorCount: { max: 0 } }, "m5.large m5.xlarge r5.large"],
    ["bare metal alone", { bareMetal: "required" }, "m5.metal"],
    [
      "burstable ones too",
      { burstablePerformance: "included", vcpuCount: { max: 2 } },
      "m5.large t3.medium r5.large",
    ],
    ["patterns to leave out", { excludedInstanceTypes: ["m5*", "g5.?large"] }, "r5.large"],
  ] as const) {
    it(`fit ${what}`, () => {
      const all = ["m5.large", "m5.xlarge", "m5.metal", "t3.medium", "r5.large", "g5.xlarge"];
      const fitting = all.filter(
        (type) => uniform({ allowedInstanceTypes: [type], ...requirements }).unpriced.length === 0,
      );
      assert.equal(fitting.join(" "), types);
    });
  }

  it("are not known where nothing fits, or only an up will know the requirements", () => {
    assertUnpriced(
      uniform({ allowedInstanceTypes: ["p9.*"] }),
      /no instance type with a price in us-east-1 fits/,
    );
    assertUnpriced(uniform(UNKNOWN), /instance requirements are unknown until up/);
  });
});

describe("the price of a fleet", () => {
  const fleet = (targetCapacitySpecification: Record<string, unknown>) =>
    resource("aws:ec2/fleet:Fleet", "batch", {
      targetCapacitySpecification,
      launchTemplateConfigs: [
        {
          launchTemplateSpecification: { launchTemplateId: "lt-1", version: "1" },
          overrides: [{ instanceType: "m5.large" }, { instanceType: "c5.large" }],
        },
      ],
    });

  it("is that of its on-demand and its spot capacity", () => {
    const capacity = { totalTargetCapacity: 5, onDemandTargetCapacity: 2, defaultTargetCapacityType: "spot" };
    assertLines(priced([template(), fleet(capacity)]), [
      ["on-demand nodes, m5.large c5.large", [2 * 0.085, 2 * 0.085, 2 * 0.096, 2 * 0.085]],
      ["spot nodes, m5.large c5.large", [3 * 0.03168, 3 * 0.03168, 3 * 0.0387, 3 * 0.085]],
      volumes(20, [5, 5, 5, 5]),
    ]);
  });

  it("is of the default kind where no other target is named", () => {
    const items = (defaultTargetCapacityType: string) =>
      priced([
        template(),
        fleet({ totalTargetCapacity: 5, onDemandTargetCapacity: 0, defaultTargetCapacityType }),
      ]).lines.map(({ item }) => item)[0];
    assert.equal(items("spot"), "spot nodes, m5.large c5.large");
    assert.equal(items("on-demand"), "on-demand nodes, m5.large c5.large");
    assertUnpriced(priced([template(), fleet({})]), /its capacity doesn't show/);
  });
});

describe("the price of a CloudFormation stack", () => {
  const stack = (templateBody: unknown, more: Record<string, unknown> = {}) =>
    resource("aws:cloudformation/stack:Stack", "nodes", { templateBody, ...more });
  const lc = resource("aws:ec2/launchConfiguration:LaunchConfiguration", "lc", {
    id: "cluster-nodeLaunchConfiguration-1",
    instanceType: "m5.large",
    rootBlockDevice: { volumeSize: 20, volumeType: "gp2" },
    associatePublicIpAddress: true,
  });
  const lines: [string, number[]][] = [
    ["on-demand nodes, m5.large", [0.096, 2 * 0.096, 3 * 0.096, 2 * 0.096]],
    ["root volumes, 20 GB gp2 each", [1, 2, 3, 2].map((count) => (count * 20 * 0.1) / 730)],
    ["public IPv4 addresses", [0.005, 0.01, 0.015, 0.01]],
  ];
  const body = (more = "") => `
    AWSTemplateFormatVersion: '2010-09-09'
    Outputs:
        NodeGroup:
            Value: !Ref NodeGroup
    Resources:
        NodeGroup:
            Type: AWS::AutoScaling::AutoScalingGroup
            Properties:
              DesiredCapacity: 2
              LaunchConfigurationName: cluster-nodeLaunchConfiguration-1
              MinSize: 1
              MaxSize: 3
              VPCZoneIdentifier: ["subnet-1","subnet-2"]
              Tags:
              - Key: Name
                Value: worker
                PropagateAtLaunch: 'true'
            UpdatePolicy:
              AutoScalingRollingUpdate:
                MinInstancesInService: '1'
                MaxBatchSize: '1'
${more}`;

  it("is that of the Auto Scaling group in its template, as YAML or JSON", () => {
    assertLines(priced([lc, stack(body())]), lines);
    const json = {
      Parameters: { Most: { Type: "Number", Default: 9 } },
      Resources: {
        NodeGroup: {
          Type: "AWS::AutoScaling::AutoScalingGroup",
          Properties: {
            MinSize: "1",
            DesiredCapacity: "2",
            MaxSize: { Ref: "Most" },
            LaunchConfigurationName: "cluster-nodeLaunchConfiguration-1",
          },
        },
      },
    };
    assertLines(priced([lc, stack(JSON.stringify(json), { parameters: { Most: "3" } })]), lines);
    const [nodes] = priced([lc, stack(JSON.stringify(json))]).lines;
    assert.ok(Math.abs(nodes!.cost.ceiling - 9 * 0.096) < 1e-9); // the parameter's default
  });

  it("follows a launch template of the same template", () => {
    const own = `
    Resources:
      Template:
        Type: AWS::EC2::LaunchTemplate
        Properties:
          LaunchTemplateData:
            InstanceType: c5.large
            BlockDeviceMappings:
              - DeviceName: /dev/xvda
                Ebs: { VolumeSize: 30, VolumeType: gp3 }
      Nodes:
        Type: AWS::AutoScaling::AutoScalingGroup
        Properties:
          MinSize: 1
          MaxSize: 2
          LaunchTemplate:
            LaunchTemplateId: !Ref Template
            Version: !GetAtt Template.LatestVersionNumber
`;
    assertLines(priced([stack(own)]), [
      ["on-demand nodes, c5.large", [0.085, 0.085, 0.17, 0.085]],
      volumes(30, [1, 1, 2, 1]),
    ]);
  });

  it("names what else its template makes, unless that is free", () => {
    const bucket =
      "        Files:\n            Type: AWS::S3::Bucket\n        Role:\n            Type: AWS::IAM::Role\n";
    assertPartlyPriced(priced([lc, stack(body(bucket))]), lines, /what its template makes: AWS::S3::Bucket$/);
    const role = { Resources: { Role: { Type: "AWS::IAM::Role" } } };
    assertLines(priced([stack(JSON.stringify(role))]), []);
  });

  it("is not known where the template doesn't show or can't be read", () => {
    assertUnpriced(priced([stack(UNKNOWN)]), /nodes made by a CloudFormation stack are not seen/);
    assertUnpriced(
      priced([stack(null, { templateUrl: "https://x" })]),
      /what its template makes, which doesn't show/,
    );
    for (const text of ["{", "plain text", "[]", "Resources: []", "Resources: ["]) {
      assertUnpriced(priced([stack(text)]), /its template can't be read/);
    }
    assertUnpriced(
      priced([stack(body().replace("MaxSize: 3", "MaxSize: !If [Big, 9, 3]")), lc]),
      /maxSize is unknown/,
    );
  });
});
