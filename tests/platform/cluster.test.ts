import assert from "node:assert/strict";
import { recordStack, shippedRecording, shippedSettings, STACKS } from "../recordings";
import { Graph } from "./graph";

describe("network", () => {
  it("spans three zones with a public and a private subnet each, tagged for load balancers", async () => {
    const subnets = new Graph(await shippedRecording("production")).all("Subnet");
    assert.equal(new Set(subnets.map(({ inputs }) => inputs["availabilityZone"])).size, 3);
    for (const { name, inputs } of subnets) {
      const tags = inputs["tags"] as Record<string, string>;
      const role = name.startsWith("public-") ? "kubernetes.io/role/elb" : "kubernetes.io/role/internal-elb";
      assert.equal(tags[role], "1");
      assert.equal(tags["kubernetes.io/cluster/betterprompts-production"], "shared");
    }
    assert.equal(new Set(subnets.map(({ inputs }) => inputs["cidrBlock"])).size, 6);
  });

  it("has a NAT gateway in each zone in production, one in staging, and every private subnet leads to one", async () => {
    for (const [stack, gateways] of [
      ["production", 3],
      ["staging", 1],
    ] as const) {
      const graph = new Graph(await shippedRecording(stack));
      assert.equal(graph.all("NatGateway").length, gateways);
      const routes = graph.all("Route").filter(({ inputs }) => inputs["natGatewayId"] !== undefined);
      assert.equal(routes.length, 3);
      assert.equal(new Set(routes.map(({ inputs }) => inputs["natGatewayId"])).size, gateways);
    }
  });

  it("keeps traffic to S3 off the NAT gateways", async () => {
    const endpoint = new Graph(await shippedRecording("production")).one("VpcEndpoint", "s3").inputs;
    assert.equal(endpoint["vpcEndpointType"], "Gateway");
    assert.equal(endpoint["serviceName"], "com.amazonaws.us-east-1.s3");
    assert.equal((endpoint["routeTableIds"] as string[]).length, 3);
  });
});

describe("cluster", () => {
  for (const stack of STACKS) {
    it(`${stack}: is private, allow-listed, encrypted, logged, with access entries for named roles`, async () => {
      const { inputs } = new Graph(await shippedRecording(stack)).one("Cluster", "control-plane");
      const settings = shippedSettings(stack)["cluster"] as Record<string, unknown>;
      assert.equal(inputs["version"], "1.35");
      assert.equal(inputs["authenticationMode"], "API");
      assert.equal(inputs["endpointPrivateAccess"], true);
      assert.deepEqual(inputs["publicAccessCidrs"], settings["publicAccessCidrs"]);
      assert.deepEqual(inputs["enabledClusterLogTypes"], settings["logTypes"]);
      assert.match(String(inputs["encryptionConfigKeyArn"]), /^arn:aws:kms:us-east-1:/);
      assert.deepEqual(
        Object.keys(inputs["accessEntries"] as object),
        Object.keys(settings["administrators"] as object),
      );
      assert.equal(inputs["skipDefaultNodeGroup"], true);
      assert.equal(inputs["createOidcProvider"], false);
    });
  }

  it("keeps control-plane logs for the configured days", async () => {
    const { inputs } = new Graph(await shippedRecording("production")).one("LogGroup", "control-plane");
    assert.equal(inputs["name"], "/aws/eks/betterprompts-production/cluster");
    assert.equal(inputs["retentionInDays"], 30);
  });

  it("has the five add-ons at pinned versions, overwriting what EKS put there", async () => {
    const addons = new Graph(await shippedRecording("production")).all("Addon");
    assert.deepEqual(addons.map(({ name }) => name).sort(), [
      "aws-ebs-csi-driver",
      "coredns",
      "kube-proxy",
      "metrics-server",
      "vpc-cni",
    ]);
    for (const { inputs } of addons) {
      assert.match(String(inputs["addonVersion"]), /^v\d+\.\d+\.\d+-eksbuild\.\d+$/);
      assert.equal(inputs["resolveConflictsOnCreate"], "OVERWRITE");
      assert.equal(inputs["resolveConflictsOnUpdate"], "OVERWRITE");
    }
  });

  it("makes encrypted gp3 the default storage class", async () => {
    const { inputs } = new Graph(await shippedRecording("production")).one("StorageClass", "gp3");
    assert.deepEqual(inputs["parameters"], { type: "gp3", encrypted: "true" });
    const { annotations } = inputs["metadata"] as { annotations: Record<string, string> };
    assert.equal(annotations["storageclass.kubernetes.io/is-default-class"], "true");
  });
});

describe("node pools", () => {
  for (const stack of STACKS) {
    it(`${stack}: have the sizes, types and taints of the settings`, async () => {
      const graph = new Graph(await shippedRecording(stack));
      const pools = shippedSettings(stack)["pools"] as Record<string, Record<string, unknown>>;
      assert.deepEqual(
        graph.all("NodeGroup").map(({ name }) => name),
        Object.keys(pools),
      );
      for (const [name, pool] of Object.entries(pools)) {
        const { inputs, ignoreChanges } = graph.one("NodeGroup", name);
        assert.deepEqual(inputs["scalingConfig"], {
          minSize: pool["minSize"],
          desiredSize: pool["desiredSize"],
          maxSize: pool["maxSize"],
        });
        assert.deepEqual(inputs["instanceTypes"], pool["instanceTypes"]);
        assert.equal(inputs["capacityType"], pool["capacity"] === "spot" ? "SPOT" : "ON_DEMAND");
        assert.equal((inputs["subnetIds"] as string[]).length, pool["zones"]);
        assert.equal((inputs["taints"] as unknown[]).length, (pool["taints"] as unknown[]).length);
        assert.equal(inputs["nodeGroupNamePrefix"], `${stack}-${name}-`);
        assert.deepEqual(ignoreChanges, ["scalingConfig.desiredSize"], "the autoscaler owns the size");
      }
    });
  }

  it("start from templates with IMDSv2 and an encrypted gp3 root volume", async () => {
    for (const { inputs } of new Graph(await shippedRecording("production")).all("LaunchTemplate")) {
      assert.deepEqual(inputs["metadataOptions"], {
        httpEndpoint: "enabled",
        httpTokens: "required",
        httpPutResponseHopLimit: 1,
      });
      const [root] = inputs["blockDeviceMappings"] as { ebs: Record<string, unknown> }[];
      assert.equal(root?.ebs["volumeType"], "gp3");
      assert.equal(root?.ebs["encrypted"], "true");
    }
  });

  it("take the image with NVIDIA's driver where there are GPUs, and only there", async () => {
    const groups = new Graph(await shippedRecording("production")).all("NodeGroup");
    assert.deepEqual(Object.fromEntries(groups.map(({ name, inputs }) => [name, inputs["amiType"]])), {
      system: "AL2023_x86_64_STANDARD",
      application: "AL2023_x86_64_STANDARD",
      gpu: "AL2023_x86_64_NVIDIA",
      spot: "AL2023_x86_64_STANDARD",
    });
  });

  it("have no rebalancing of zones where they have more than one", async () => {
    const settings = shippedSettings("production");
    const pools = settings["pools"] as Record<string, { zones: number }>;
    pools["system"]!.zones = 1;
    pools["gpu"]!.zones = 2;
    const graph = new Graph(await recordStack("production", settings));
    const spread = Object.keys(pools).filter((name) => pools[name]!.zones > 1);
    const schedules = graph.all("Schedule");
    assert.deepEqual(schedules.map(({ name }) => name).sort(), spread.sort());
    for (const { name, inputs } of schedules) {
      const { arn, input } = inputs["target"] as { arn: string; input: string };
      assert.equal(arn, "arn:aws:scheduler:::aws-sdk:autoscaling:suspendProcesses");
      const { AutoScalingGroupName, ...rest } = JSON.parse(input) as Record<string, unknown>;
      assert.deepEqual(rest, { ScalingProcesses: ["AZRebalance"] });
      const tag = graph.one("Tag", `${name}/k8s.io/cluster-autoscaler/enabled`);
      assert.equal(AutoScalingGroupName, tag.inputs["autoscalingGroupName"]);
    }
  });

  it("put their tags on the Auto Scaling group that EKS made for them", async () => {
    const graph = new Graph(await shippedRecording("production"));
    for (const { inputs, name } of graph.all("Tag")) {
      const pool = name.split("/")[0]!;
      assert.match(String(inputs["autoscalingGroupName"]), new RegExp(`^eks-production-${pool}-`));
    }
  });
});
