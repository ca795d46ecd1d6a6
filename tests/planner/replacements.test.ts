import assert from "node:assert/strict";
import { createColors } from "picocolors";
import type { PlanReport, ResourceReport } from "../../planner/base";
import { compare, type ResourceChanges } from "../../planner/comparison";
import { jsonReport, planReport } from "../../planner/json-report";
import { changeSummary } from "../../planner/markdown/changes";
import { makePlan, type Plan } from "../../planner/plan";
import { asEngineConfig, PROJECT, readStackFile } from "../../planner/stack-file";
import { comparisonSection } from "../../planner/text/comparison";
import { isUnchangeable, UNCHANGEABLE_INPUTS } from "../../planner/unchangeable-inputs";
import { ownConfiguration, parseSettings } from "../../stacks/parse-settings";
import { SETTINGS, shippedRecording, STACKS } from "../recordings";

const URN = "urn:pulumi:production::shop";

/** A resource whose inputs may take values from others: input -> their names. */
function resource(
  type: string,
  name: string,
  inputs: Record<string, unknown>,
  from: Record<string, [type: string, name: string]> = {},
): ResourceReport {
  const inputDependencies = Object.fromEntries(
    Object.entries(from).map(([input, [otherType, other]]) => [input, [`${URN}::${otherType}::${other}`]]),
  );
  return {
    urn: `${URN}::${type}::${name}`,
    type,
    name,
    parent: null,
    inputs,
    dependsOn: [],
    inputDependencies,
  };
}

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const GROUP = "aws:eks/nodeGroup:NodeGroup";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const TAG = "aws:autoscaling/tag:Tag";
const GATEWAY = "aws:ec2/internetGateway:InternetGateway";
const CLUSTER = "eks:index:Cluster";
const AWS = "pulumi:providers:aws";
const KUBERNETES = "pulumi:providers:kubernetes";
const SERVICE = "kubernetes:core/v1:Service";
const DEPLOYMENT = "kubernetes:apps/v1:Deployment";

/** A small stack in which everything refers to something; a fresh copy each time. */
function stack(): Record<string, ResourceReport> {
  return {
    aws: resource(AWS, "aws", { region: "us-east-1", defaultTags: { tags: { owner: "a" } } }),
    vpc: resource(VPC, "vpc", { cidrBlock: "10.0.0.0/16", tags: { Name: "it" } }),
    gateway: resource(GATEWAY, "gateway", { vpcId: "vpc-1" }, { vpcId: [VPC, "vpc"] }),
    subnet: resource(SUBNET, "a", { vpcId: "vpc-1" }, { vpcId: [VPC, "vpc"] }),
    cluster: resource(
      CLUSTER,
      "main",
      { name: "main", vpcId: "vpc-1", privateSubnetIds: ["subnet-1"] },
      { vpcId: [VPC, "vpc"], privateSubnetIds: [SUBNET, "a"] },
    ),
    kubernetes: resource(KUBERNETES, "main", { kubeconfig: "[secret]" }, { kubeconfig: [CLUSTER, "main"] }),
    service: resource(SERVICE, "web", { metadata: { name: "web" } }),
    deployment: resource(DEPLOYMENT, "web", { spec: { replicas: 1, selector: { app: "web" } } }),
    template: resource(TEMPLATE, "pool", { blockDeviceMappings: [{ size: 50 }], tags: { owner: "a" } }),
    group: resource(
      GROUP,
      "pool",
      {
        scalingConfig: { minSize: 1, desiredSize: 3, maxSize: 9 },
        subnetIds: ["subnet-1", "subnet-2"],
        instanceTypes: ["c5.large"],
        labels: { tier: "web" },
        version: "1.35",
        updateConfig: { maxUnavailablePercentage: 33 },
      },
      { subnetIds: [SUBNET, "a"], launchTemplate: [TEMPLATE, "pool"] },
    ),
    tag: resource(
      TAG,
      "pool/owned",
      { autoscalingGroupName: "eks-1" },
      { autoscalingGroupName: [GROUP, "pool"] },
    ),
  };
}

function report(resources: Record<string, ResourceReport>): PlanReport {
  const nothing = { floor: 0, expected: 0, ceiling: 0, spotGone: 0 };
  return {
    schema: 1,
    stack: "production",
    resources: Object.values(resources),
    capacity: [],
    cost: {
      currency: "USD",
      perHour: nothing,
      hourlyCeiling: 10,
      allOnDemandPerHour: nothing,
      lines: [],
      unpriced: [],
    },
    policies: [],
  };
}

function after(change: (resources: Record<string, ResourceReport>) => void): ResourceChanges {
  const plan = stack();
  change(plan);
  return compare(report(stack()), report(plan)).resources!;
}

const names = (resources: { type: string; name: string }[]) =>
  resources.map(({ type, name }) => `${type.split(":").pop()} ${name}`).sort();

describe("what a change does beside itself", () => {
  it("replaces a resource for an input that its provider can't change, and no other", () => {
    const { replaced, changed } = after(({ group }) => (group!.inputs["instanceTypes"] = ["c6i.large"]));
    assert.deepEqual(names(replaced), ["NodeGroup pool", "Tag pool/owned"]);
    assert.deepEqual(
      replaced.map(({ because }) => because),
      [["instanceTypes"], ["autoscalingGroupName: NodeGroup pool is replaced"]],
    );
    assert.deepEqual(changed, []);
  });

  it("changes labels and sizes of a node group in place, and its nodes stay", () => {
    const { replaced, changed, nodes } = after(({ group }) => {
      group!.inputs["labels"] = { tier: "api" };
      group!.inputs["scalingConfig"] = { minSize: 2, desiredSize: 3, maxSize: 9 };
    });
    assert.deepEqual([replaced, nodes], [[], []]);
    assert.deepEqual(names(changed), ["NodeGroup pool"]);
  });

  it("follows a new VPC to all that is in it; a cluster can't move, so that up stops", () => {
    const { replaced, changed, refused } = after(({ vpc }) => (vpc!.inputs["cidrBlock"] = "10.9.0.0/16"));
    assert.deepEqual(names(replaced), ["NodeGroup pool", "Subnet a", "Tag pool/owned", "Vpc vpc"]);
    assert.equal(replaced[0]!.name, "vpc", "the cause comes first");
    assert.deepEqual(names(changed), ["Cluster main", "InternetGateway gateway"]);
    assert.match(refused.map(({ because }) => because.join()).join(), /can't move a cluster to another VPC/);
  });

  it("gives a cluster other subnets of the same VPC without a refusal", () => {
    const { replaced, refused } = after(({ subnet }) => (subnet!.inputs["availabilityZone"] = "us-east-1b"));
    assert.deepEqual(names(replaced), ["NodeGroup pool", "Subnet a", "Tag pool/owned"]);
    assert.deepEqual(refused, []);
  });

  it("replaces every object in a cluster that is replaced", () => {
    const { replaced } = after(({ cluster }) => (cluster!.inputs["name"] = "other"));
    assert.deepEqual(names(replaced), ["Cluster main", "Deployment web", "Service web"]);
  });

  it("replaces all of AWS in another region, and no object of Kubernetes but for its cluster", () => {
    const { replaced, refused } = after(({ aws }) => (aws!.inputs["region"] = "eu-west-1"));
    assert.equal(replaced.length, Object.keys(stack()).length - 2); // all but the providers
    assert.deepEqual(refused, []);
  });

  it("says that other tags of the provider reach every resource", () => {
    assert.equal(after(({ aws }) => (aws!.inputs["defaultTags"] = { tags: { owner: "b" } })).retagged, true);
    assert.equal(after(({ vpc }) => (vpc!.inputs["tags"] = {})).retagged, false);
  });

  it("exchanges every node for a new version of the launch template", () => {
    const { nodes, changed } = after(
      ({ template }) => (template!.inputs["blockDeviceMappings"] = [{ size: 60 }]),
    );
    assert.deepEqual(
      nodes.map(({ name, kind, nodesBefore, nodesMeanwhile }) => [name, kind, nodesBefore, nodesMeanwhile]),
      [["pool", "rolled", 9, 4]],
    );
    assert.deepEqual(names(changed), ["LaunchTemplate pool", "NodeGroup pool"]);
  });

  it("exchanges none for the template's own tags, which are in no version", () => {
    const { nodes, changed } = after(({ template }) => (template!.inputs["tags"] = { owner: "b" }));
    assert.deepEqual(nodes, []);
    assert.deepEqual(names(changed), ["LaunchTemplate pool"]);
  });

  it("exchanges every node for another version of Kubernetes or of the image", () => {
    for (const input of ["version", "releaseVersion"]) {
      const { nodes } = after(({ group }) => (group!.inputs[input] = "1.36"));
      assert.deepEqual(
        nodes.map(({ kind }) => kind),
        ["rolled"],
      );
    }
  });

  it("adds as many nodes as are exchanged at once where those are more than twice the zones", () => {
    const surge = (updateConfig: object) =>
      after(({ group }) => {
        group!.inputs["version"] = "1.36";
        group!.inputs["updateConfig"] = updateConfig;
      }).nodes[0]!.nodesMeanwhile;
    assert.equal(surge({ maxUnavailable: 4 }), 4);
    assert.equal(surge({ maxUnavailable: 5 }), 5);
    assert.equal(surge({ maxUnavailablePercentage: 50 }), 5); // of nine, rounded up
    assert.equal(surge({ maxUnavailable: 5, updateStrategy: "MINIMAL" }), 0);
  });

  it("says with how many nodes a replaced group starts", () => {
    const { nodes } = after(({ group }) => (group!.inputs["capacityType"] = "SPOT"));
    assert.deepEqual(
      nodes.map(({ kind, nodesBefore, nodesMeanwhile }) => [kind, nodesBefore, nodesMeanwhile]),
      [["replaced", 9, 3]],
    );
    assert.match(nodes[0]!.text, /starts with 3 nodes, the old one has up to 9/);
  });

  it("replaces an object of Kubernetes for its name, a Deployment for its selector, not for its replicas", () => {
    const set = (spec: object) => after(({ deployment }) => (deployment!.inputs["spec"] = spec));
    assert.deepEqual(names(set({ replicas: 1, selector: { app: "api" } }).replaced), ["Deployment web"]);
    assert.deepEqual(names(set({ replicas: 2, selector: { app: "web" } }).replaced), []);
    const { replaced } = after(({ service }) => (service!.inputs["metadata"] = { name: "api" }));
    assert.deepEqual(names(replaced), ["Service web"]);
  });

  it("needs no references in the base, which older reports lack", () => {
    const base = stack();
    for (const each of Object.values(base)) delete each.inputDependencies;
    const plan = stack();
    plan["vpc"]!.inputs["cidrBlock"] = "10.9.0.0/16";
    assert.equal(compare(report(base), report(plan)).resources!.replaced.length, 4);
  });
});

describe("the table of inputs that can't be changed", () => {
  it("is met by the input itself, by what is in it, and by a group that has it", () => {
    assert.ok(isUnchangeable(GROUP, "instanceTypes", false));
    assert.ok(isUnchangeable(GROUP, "instanceTypes[2]", false));
    assert.ok(isUnchangeable(GROUP, "launchTemplate", false));
    assert.ok(!isUnchangeable(GROUP, "launchTemplate.version", false));
    assert.ok(!isUnchangeable(GROUP, "instanceTypesOfOld", false));
  });

  it("distinguishes an input that is removed from one that changes", () => {
    assert.ok(isUnchangeable("aws:eks/cluster:Cluster", "encryptionConfig", true));
    assert.ok(!isUnchangeable("aws:eks/cluster:Cluster", "encryptionConfig", false));
  });

  it("has every type of AWS that the shipped stacks make, but the one that can change wholly", async () => {
    const types = new Set<string>();
    for (const stack of STACKS)
      for (const { type } of (await shippedRecording(stack)).resources) types.add(type);
    const missing = [...types].filter((type) => /^(aws|eks):/.test(type) && !UNCHANGEABLE_INPUTS[type]);
    assert.deepEqual(missing, [GATEWAY], "add the type to planner/unchangeable-inputs.ts");
  });
});

describe("a change of the shipped production stack", function () {
  /** Plans production after a change of its settings. */
  async function planned(
    change: (config: Record<string, Record<string, unknown>>) => void = () => {},
  ): Promise<Plan> {
    const file = readStackFile(SETTINGS, "production");
    const config = structuredClone(file.config);
    change(config as Record<string, Record<string, unknown>>);
    const index = require.resolve("../../index");
    delete require.cache[index]; // it makes its resources when it is loaded
    return makePlan({
      stack: "production",
      file: { ...file, config },
      settings: parseSettings(ownConfiguration(PROJECT, asEngineConfig(config)), file.name),
      today: "2026-11-24",
      loadProgram: () => require(index) as Record<string, unknown>,
    });
  }

  it("to another VPC is neither small nor silent in text, Markdown and JSON", async () => {
    const base = planReport(await planned());
    const plan = await planned((config) => (config[`${PROJECT}:network`]!["cidr"] = "10.9.0.0/16"));
    const comparison = compare(base, planReport(plan));
    const { replaced } = comparison.resources!;
    assert.equal(replaced.filter(({ type }) => type === GROUP).length, 4);
    assert.equal(replaced.filter(({ type }) => type === SUBNET).length, 6);
    const text = comparisonSection(comparison, createColors(false));
    for (const [name, shown] of Object.entries({ text, markdown: changeSummary(comparison) })) {
      assert.match(shown, new RegExp(`none removed, ${replaced.length} replaced`), name);
      assert.match(shown.replace(/\s+/g, " "), /EKS can('|&#39;)t move a cluster to another VPC/, name);
      assert.match(shown.replace(/\s+/g, " "), /During the change, up to 6 more nodes run/, name);
    }
    const json = JSON.parse(jsonReport(plan, comparison)) as { comparison: typeof comparison };
    assert.equal(json.comparison.resources!.replaced.length, replaced.length);
    assert.equal(json.comparison.resources!.refused.length, 2);
  });

  it("of a cost tag exchanges the nodes of every pool", async () => {
    const base = planReport(await planned());
    const plan = await planned((config) => (config[`${PROJECT}:tags`]!["owner"] = "another-team"));
    const { nodes, retagged } = compare(base, planReport(plan)).resources!;
    assert.deepEqual(
      nodes.map(({ name, kind }) => `${kind} ${name}`).sort(),
      Object.keys(plan.settings.pools)
        .map((pool) => `rolled ${pool}`)
        .sort(),
    );
    assert.equal(retagged, true);
  });
});
