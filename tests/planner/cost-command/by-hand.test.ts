import assert from "node:assert/strict";
import fc from "fast-check";
import { SITUATIONS } from "../../../policy-pack/pricing/money";
import { bandByHand } from "./by-hand";
import { priced } from "./priced";

/** A resource of a random program, with the launch template that it has for itself. */
interface Made {
  type: string;
  inputs: Record<string, unknown>;
  template?: Record<string, unknown>;
}

const REGIONS = ["us-east-1", "us-east-2", "us-west-2", "eu-west-1", "eu-west-2", "eu-central-1", "ap-northeast-1", "ap-southeast-1"]; // prettier-ignore

/** Types that all of these regions sell, on-demand and spot. */
const type = fc.constantFrom("t3.medium", "t3a.large", "t3.2xlarge", "t4g.xlarge", "m5.large", "m6i.xlarge", "m6g.2xlarge", "c5.xlarge", "c6i.4xlarge", "r5.2xlarge", "i3.large", "g4dn.xlarge", "p3.2xlarge"); // prettier-ignore
const types = fc.uniqueArray(type, { minLength: 1, maxLength: 5 });
const sizes = fc
  .tuple(fc.nat(20), fc.nat(20), fc.nat(20))
  .map((three) => three.sort((one, other) => one - other));

const volume = fc
  .oneof(
    fc.record({ type: fc.constantFrom("gp2", "st1", "sc1"), size: fc.integer({ min: 125, max: 16_384 }) }),
    fc.record({
      type: fc.constant("gp3"),
      size: fc.integer({ min: 200, max: 16_384 }),
      iops: fc.option(fc.integer({ min: 3000, max: 80_000 }), { nil: undefined }),
      throughput: fc.option(fc.integer({ min: 125, max: 2000 }), { nil: undefined }),
    }),
    fc.record({
      type: fc.constant("io1"),
      size: fc.integer({ min: 2000, max: 16_384 }),
      iops: fc.integer({ min: 100, max: 64_000 }),
    }),
    fc.record({
      type: fc.constant("io2"),
      size: fc.integer({ min: 1000, max: 16_384 }),
      iops: fc.integer({ min: 100, max: 256_000 }),
    }),
  )
  .filter(({ size, ...rest }) => !("iops" in rest) || (rest.iops ?? 0) <= size * 50);

const device = volume.map(({ type: volumeType, size: volumeSize, ...rest }) => ({
  volumeType,
  volumeSize,
  ...rest,
}));

const mappings = fc
  .tuple(fc.option(device, { nil: undefined }), fc.array(device, { maxLength: 2 }))
  .map(([root, others]) => [
    ...(root ? [{ deviceName: "/dev/xvda", ebs: root }] : []),
    ...others.map((ebs, index) => ({ deviceName: `/dev/sd${"fg"[index]}`, ebs })),
  ]);

const template = fc.record({
  instanceType: type,
  blockDeviceMappings: fc.option(mappings, { nil: undefined }),
  creditSpecification: fc.constantFrom(undefined, { cpuCredits: "standard" }, { cpuCredits: "unlimited" }),
});

const spotTemplate = template.map((props) => ({ ...props, instanceMarketOptions: { marketType: "spot" } }));

const nodeGroup: fc.Arbitrary<Made> = fc
  .record({
    sizes,
    instanceTypes: types,
    capacityType: fc.constantFrom("SPOT", "ON_DEMAND", undefined),
    diskSize: fc.option(fc.integer({ min: 20, max: 500 }), { nil: undefined }),
    template: fc.option(template, { nil: undefined }),
  })
  .map(({ sizes: [minSize, desiredSize, maxSize], template: own, diskSize, ...rest }) => ({
    type: "aws:eks/nodeGroup:NodeGroup",
    // A group with a template has no disk size of its own.
    inputs: { ...rest, scalingConfig: { minSize, desiredSize, maxSize }, ...(own ? {} : { diskSize }) },
    ...(own ? { template: own } : {}),
  }));

const templateGroup: fc.Arbitrary<Made> = fc
  .tuple(sizes, fc.oneof(template, spotTemplate))
  .map(([[minSize, desiredSize, maxSize], own]) => ({
    type: "aws:eks/nodeGroup:NodeGroup",
    inputs: { scalingConfig: { minSize, desiredSize, maxSize } },
    template: own,
  }));

const autoScalingGroup: fc.Arbitrary<Made> = fc
  .tuple(sizes, fc.oneof(template, spotTemplate), fc.boolean())
  .map(([[minSize, desiredCapacity, maxSize], own, isPublic]) => ({
    type: "aws:autoscaling/group:Group",
    inputs: { minSize, desiredCapacity, maxSize },
    template: isPublic ? { ...own, networkInterfaces: [{ associatePublicIpAddress: "true" }] } : own,
  }));

const mixedGroup: fc.Arbitrary<Made> = fc
  .record({
    sizes,
    types,
    onDemandBaseCapacity: fc.option(fc.nat(10), { nil: undefined }),
    onDemandPercentageAboveBaseCapacity: fc.option(fc.nat(100), { nil: undefined }),
    spotAllocationStrategy: fc.constantFrom(
      undefined,
      "lowest-price",
      "capacity-optimized",
      "price-capacity-optimized",
    ),
    template,
  })
  .map(
    ({
      sizes: [minSize, desiredCapacity, maxSize],
      types: overrides,
      template: own,
      ...instancesDistribution
    }) => ({
      type: "aws:autoscaling/group:Group",
      inputs: {
        minSize,
        desiredCapacity,
        maxSize,
        mixedInstancesPolicy: {
          instancesDistribution,
          launchTemplate: { overrides: overrides.map((instanceType) => ({ instanceType })) },
        },
      },
      template: own,
    }),
  );

const instance: fc.Arbitrary<Made> = fc
  .record({
    instanceType: type,
    rootBlockDevice: fc.option(device, { nil: undefined }),
    ebsBlockDevices: fc.array(
      device.map((ebs) => ({ ...ebs, deviceName: "/dev/sdh" })),
      { maxLength: 1 },
    ),
    creditSpecification: fc.constantFrom(undefined, { cpuCredits: "standard" }),
    instanceMarketOptions: fc.constantFrom(undefined, { marketType: "spot" }),
    associatePublicIpAddress: fc.boolean(),
  })
  .map((inputs) => ({ type: "aws:ec2/instance:Instance", inputs }));

const cluster: fc.Arbitrary<Made> = fc
  .record({
    version: fc.constantFrom("1.32", "1.33", "1.34", "1.35"),
    upgradePolicy: fc.constantFrom(undefined, { supportType: "STANDARD" }, { supportType: "EXTENDED" }),
  })
  .map((inputs) => ({ type: "aws:eks/cluster:Cluster", inputs }));

const balancer: fc.Arbitrary<Made> = fc
  .record({
    loadBalancerType: fc.constantFrom(undefined, "application", "network", "classic"),
    internal: fc.constantFrom(undefined, false, true),
    subnets: fc.constantFrom(["a", "b"], ["a", "b", "c"]),
  })
  .map(({ loadBalancerType, ...inputs }) =>
    loadBalancerType === "classic"
      ? { type: "aws:elb/loadBalancer:LoadBalancer", inputs }
      : { type: "aws:lb/loadBalancer:LoadBalancer", inputs: { ...inputs, loadBalancerType } },
  );

const claim: fc.Arbitrary<Made> = fc
  .tuple(fc.constantFrom("gp2", "gp3"), fc.integer({ min: 1, max: 16_384 }))
  .map(([storageClassName, size]) => ({
    type: "kubernetes:core/v1:PersistentVolumeClaim",
    inputs: { spec: { storageClassName, resources: { requests: { storage: `${size}Gi` } } } },
  }));

const simple: fc.Arbitrary<Made> = fc.oneof(
  volume.map((inputs) => ({ type: "aws:ebs/volume:Volume", inputs })),
  fc.constantFrom("aws:ec2/eip:Eip", "aws:ec2/natGateway:NatGateway", "aws:kms/key:Key", "aws:iam/role:Role", "aws:secretsmanager/secret:Secret", "aws:route53/zone:Zone").map((name) => ({ type: name, inputs: {} })), // prettier-ignore
  fc
    .constantFrom({ vpcEndpointType: "Interface", subnetIds: ["a", "b"] }, { vpcEndpointType: "Gateway" }, {})
    .map((inputs) => ({ type: "aws:ec2/vpcEndpoint:VpcEndpoint", inputs })),
);

const database: fc.Arbitrary<Made> = fc
  .record(
    {
      engine: fc.constantFrom("postgres", "mysql", "mariadb"),
      instanceClass: fc.constantFrom("db.t4g.medium", "db.m6g.large", "db.r5.xlarge"),
      allocatedStorage: fc.integer({ min: 20, max: 2000 }),
      storage: fc.constantFrom(
        {},
        { storageType: "gp2" },
        { storageType: "gp3" },
        { storageType: "gp3", iops: 12_001 },
        { storageType: "gp3", iops: 3000 },
        { storageType: "io1", iops: 4000 },
      ),
      multiAz: fc.boolean(),
    },
    { requiredKeys: ["engine", "instanceClass", "allocatedStorage", "storage"] },
  )
  .map(({ storage, ...inputs }) => ({
    type: "aws:rds/instance:Instance",
    inputs: { ...inputs, ...storage },
  }));

const cache: fc.Arbitrary<Made> = fc
  .tuple(
    fc.constantFrom("redis", "valkey"),
    fc.constantFrom("cache.t4g.small", "cache.m6g.large"),
    fc.oneof(
      fc.record({ numCacheClusters: fc.integer({ min: 1, max: 6 }) }),
      fc.record({ numNodeGroups: fc.integer({ min: 1, max: 9 }), replicasPerNodeGroup: fc.nat(5) }),
    ),
  )
  .map(([engine, nodeType, sizes]) => ({
    type: "aws:elasticache/replicationGroup:ReplicationGroup",
    inputs: { engine, nodeType, ...sizes },
  }));

const nodePool: fc.Arbitrary<Made> = fc
  .tuple(
    fc.integer({ min: 1, max: 2000 }),
    fc.subarray(["m5.large", "m6i.xlarge", "m6g.2xlarge", "c6i.4xlarge", "r5.2xlarge"], { minLength: 1 }),
  )
  .map(([cpu, values]) => ({
    type: "kubernetes:karpenter.sh/v1:NodePool",
    inputs: {
      apiVersion: "karpenter.sh/v1",
      kind: "NodePool",
      spec: {
        limits: { cpu },
        template: {
          spec: {
            requirements: [
              { key: "node.kubernetes.io/instance-type", operator: "In", values },
              { key: "karpenter.sh/capacity-type", operator: "In", values: ["on-demand"] },
            ],
          },
        },
      },
    },
  }));

const deployment: fc.Arbitrary<Made> = fc
  .record({
    namespace: fc.constantFrom("jobs", "web"),
    replicas: fc.nat(10),
    cpu: fc.integer({ min: 1, max: 4000 }),
    memory: fc.integer({ min: 1, max: 29_000 }),
  })
  .map(({ namespace, replicas, cpu, memory }) => ({
    type: "kubernetes:apps/v1:Deployment",
    inputs: {
      metadata: { namespace, name: "pods" },
      spec: {
        replicas,
        template: {
          spec: { containers: [{ resources: { requests: { cpu: `${cpu}m`, memory: `${memory}Mi` } } }] },
        },
      },
    },
  }));

/** At most one in a program: what two of them match is counted at the first. */
const profile: Made = {
  type: "aws:eks/fargateProfile:FargateProfile",
  inputs: { selectors: [{ namespace: "jobs" }] },
};

const resources = fc.array(
  fc.oneof(
    nodeGroup,
    templateGroup,
    autoScalingGroup,
    mixedGroup,
    instance,
    cluster,
    balancer,
    database,
    cache,
    simple,
    nodePool,
    deployment,
    claim,
  ),
  { minLength: 1, maxLength: 8 },
);

const program = fc.tuple(resources, fc.boolean()).map(([made, has]) => (has ? [...made, profile] : made));

interface State {
  urn: string;
  type: string;
  custom: true;
  inputs: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  dependencies: string[];
}

/** The states of a program's resources. */
function statesOf(made: Made[]): State[] {
  return made.flatMap(({ type: of, inputs, template: own }, index): State[] => {
    const urn = (name: string, ofType: string) => `urn:pulumi:dev::shop::${ofType}::${name}-${index}`;
    const templateType = "aws:ec2/launchTemplate:LaunchTemplate";
    if (!own) return [{ urn: urn("it", of), type: of, custom: true as const, inputs, dependencies: [] }];
    const id = `lt-${index}`;
    const reference = { id, version: "1" };
    const policy = inputs["mixedInstancesPolicy"] as { launchTemplate: object } | undefined;
    const withReference = policy
      ? {
          ...inputs,
          mixedInstancesPolicy: {
            ...policy,
            launchTemplate: { ...policy.launchTemplate, launchTemplateSpecification: { launchTemplateId: id, version: "1" } },
          },
        }
      : { ...inputs, launchTemplate: reference };
    const templateUrn = urn("template", templateType);
    return [
      { urn: templateUrn, type: templateType, custom: true as const, inputs: own, outputs: { ...own, id, latestVersion: 1 }, dependencies: [] },
      { urn: urn("it", of), type: of, custom: true as const, inputs: withReference, dependencies: [templateUrn] },
    ];
  }); // prettier-ignore
}

const previewOf = (states: State[], region: string) => ({
  config: { "aws:region": region },
  steps: states.map((newState) => ({ op: "create", urn: newState.urn, newState })),
  changeSummary: { create: states.length },
});

/** An export says what AWS answered beside the inputs, and null where nothing is named. */
const exportOf = (states: State[], region: string) => ({
  version: 3,
  deployment: {
    resources: states.map((state) => ({
      ...state,
      inputs: { ...state.inputs, region },
      outputs: { ...nothing(state.type), ...state.inputs, ...state.outputs, region },
    })),
  },
});

function nothing(of: string): Record<string, unknown> {
  return of === "aws:eks/nodeGroup:NodeGroup" ? { launchTemplate: null, instanceTypes: null, diskSize: 0, capacityType: "ON_DEMAND" } : {}; // prettier-ignore
}

function assertSame(file: unknown): void {
  const { total, programs } = priced(file);
  const reasons = programs[0]!.total!.unpriced.map(({ reason }) => reason);
  assert.deepEqual(
    reasons.filter((reason) => !/^no price for [\w-]+ in [\w-]+$/.test(reason)),
    [],
  );
  const byHand = bandByHand(file);
  SITUATIONS.forEach((situation, index) => {
    const [found, wanted] = [total!.total[situation], byHand[index]!];
    assert.ok(
      Math.abs(found - wanted) < 1e-9 * Math.max(1, wanted),
      `${situation}: ${found}, by hand ${wanted}`,
    );
  });
}

describe("what any program costs, computed a second time", () => {
  it("is the same for previews", () => {
    fc.assert(
      fc.property(program, fc.constantFrom(...REGIONS), (made, region) =>
        assertSame(previewOf(statesOf(made), region)),
      ),
      { numRuns: 1000 },
    );
  });

  it("is the same for exports", () => {
    fc.assert(
      fc.property(program, fc.constantFrom(...REGIONS), (made, region) =>
        assertSame(exportOf(statesOf(made), region)),
      ),
      { numRuns: 1000 },
    );
  });
});

describe("what a change of any program costs, computed a second time", () => {
  /** A program, and what becomes of it: some of its resources stay, others go or become others. */
  const pair = fc.tuple(resources, resources, fc.array(fc.boolean(), { minLength: 8, maxLength: 8 })).map(
    ([before, others, stay]) => [before, before.map((made, index) => (stay[index] ? made : (others[index] ?? made))).concat(others.slice(before.length))] as const,
  ); // prettier-ignore

  /** A preview without what is the same; a template and what is made from it are in it together. */
  function changeOf(before: Made[], after: Made[], region: string) {
    const steps = Array.from({ length: Math.max(before.length, after.length) }, (_, index) => {
      const [olds, news] = [before, after].map((made) =>
        statesOf(made).filter(({ urn }) => urn.endsWith(`-${index}`)),
      ) as [State[], State[]];
      if (JSON.stringify(olds) === JSON.stringify(news)) return [];
      const found = (states: State[], urn: string) => states.find((state) => state.urn === urn);
      return [
        ...news.map((newState) => {
          const oldState = found(olds, newState.urn);
          return { op: oldState ? "update" : "create", urn: newState.urn, oldState, newState };
        }),
        ...olds
          .filter(({ urn }) => !found(news, urn))
          .map((oldState) => ({ op: "delete", urn: oldState.urn, oldState })),
      ];
    }).flat();
    const shown = new Set(steps.map(({ urn }) => urn));
    const same = statesOf(after).filter(({ urn }) => !shown.has(urn)).length;
    return {
      config: { "aws:region": region },
      steps,
      changeSummary: { create: 1, ...(same > 0 ? { same } : {}) },
    };
  }

  function assertChange(
    found: ReturnType<typeof priced>,
    before: Made[],
    after: Made[],
    region: string,
  ): void {
    const [old, made] = [before, after].map((each) => bandByHand(previewOf(statesOf(each), region)));
    SITUATIONS.forEach((situation, index) => {
      const [difference, wanted] = [found.change!.difference[situation], made![index]! - old![index]!];
      assert.ok(Math.abs(difference - wanted) < 1e-6, `${situation}: ${difference}, by hand ${wanted}`);
    });
  }

  it("is the same for previews that leave out what is the same, which have no total", () => {
    fc.assert(
      fc.property(pair, fc.constantFrom(...REGIONS), ([before, after], region) => {
        const preview = changeOf(before, after, region);
        fc.pre(preview.steps.length > 0);
        const found = priced(preview);
        assertChange(found, before, after, region);
        assert.equal(found.total === undefined, preview.changeSummary.same !== undefined);
      }),
      { numRuns: 500 },
    );
  });

  it("is the same with a base, from which the total follows", () => {
    fc.assert(
      fc.property(pair, fc.constantFrom(...REGIONS), ([before, after], region) => {
        const base = exportOf(statesOf(before), region);
        const [full, changes] = [previewOf(statesOf(after), region), changeOf(before, after, region)];
        assertChange(priced(full, base), before, after, region);
        fc.pre(changes.steps.length > 0);
        const found = priced(changes, base);
        assertChange(found, before, after, region);
        const wanted = bandByHand(full);
        SITUATIONS.forEach((situation, index) =>
          assert.ok(Math.abs(found.total!.total[situation] - wanted[index]!) < 1e-6),
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe("the cost of any program", () => {
  const total = (made: State[]) => priced(previewOf(made, "us-east-1")).total!.total;

  it("is never lower with one resource more", () => {
    fc.assert(
      fc.property(program, (made) => {
        const states = statesOf(made);
        const [all, fewer] = [
          total(states),
          total(statesOf(made.slice(0, -1)).concat(statesOf([SOMETHING]))),
        ];
        for (const situation of SITUATIONS) {
          const less = fewer[situation] - total(statesOf([SOMETHING]))[situation];
          assert.ok(all[situation] >= less - 1e-9);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("is a band in order", () => {
    fc.assert(
      fc.property(program, (made) => {
        const { floor, expected, ceiling } = total(statesOf(made));
        assert.ok(floor <= expected + 1e-9 && expected <= ceiling + 1e-9);
      }),
      { numRuns: 300 },
    );
  });

  it("doesn't depend on the order of the resources", () => {
    fc.assert(
      fc.property(program, fc.infiniteStream(fc.nat()), (made, numbers) => {
        const states = statesOf(made);
        const shuffled = states
          .map((state) => ({ state, at: numbers.next().value as number }))
          .sort((one, other) => one.at - other.at)
          .map(({ state }) => state);
        const [before, after] = [total(states), total(shuffled)];
        for (const situation of SITUATIONS) assert.ok(Math.abs(before[situation] - after[situation]) < 1e-6);
      }),
      { numRuns: 300 },
    );
  });
});

/** A program is not empty. */
const SOMETHING: Made = { type: "aws:ec2/eip:Eip", inputs: {} };
