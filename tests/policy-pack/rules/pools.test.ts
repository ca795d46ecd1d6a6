import { StackView, UNKNOWN, type ResourceView } from "../../../policy-pack/stack-view";
import { accepts, and, isUndecided, changed, refuses, unknown, without } from "./breaking";

const max = (name: string, nodes: unknown) => changed([name, "scalingConfig.maxSize", nodes]);

describe("the rule pool-bounds", () => {
  it("accepts a pool of the largest size that is allowed", () => accepts("pool-bounds", max("spot", 20)));

  it("refuses a pool of one node more", () => {
    refuses("pool-bounds", max("spot", 21), /NodeGroup "spot" may grow to 21 nodes, a pool may have 20/);
  });

  it("takes the bound from its configuration", () => {
    const parameters = { "pool-bounds": { maxNodesPerPool: 5 } };
    refuses("pool-bounds", max("spot", 4), /"application" may grow to 6/, { parameters });
  });

  it("accepts a minimum that equals the maximum", () => {
    accepts("pool-bounds", changed(["spot", "scalingConfig.minSize", 4]));
  });

  it("refuses a minimum above the maximum", () => {
    refuses("pool-bounds", changed(["spot", "scalingConfig.minSize", 5]), /minSize 5 above maxSize 4/);
  });

  it("refuses a pool that names no maximum", () =>
    refuses("pool-bounds", max("spot", undefined), /names no/));

  for (const path of ["scalingConfig", "scalingConfig.minSize", "scalingConfig.maxSize"]) {
    it(`is undecided while ${path} is unknown`, () => isUndecided("pool-bounds", unknown("spot", path)));
  }

  it("refuses a pool that is too large for any minimum", () => {
    const stack = changed(["spot", "scalingConfig.minSize", UNKNOWN], ["spot", "scalingConfig.maxSize", 21]);
    refuses("pool-bounds", stack, /21/);
  });
});

describe("the rule node-count", () => {
  it("accepts pools that are as many nodes as allowed", () => accepts("node-count", max("application", 34)));

  it("refuses one node more", () =>
    refuses("node-count", max("application", 35), /41 nodes, the stack may have 40/));

  it("is undecided while a maximum is unknown", () => {
    isUndecided("node-count", unknown("spot", "scalingConfig.maxSize"));
  });

  it("refuses when the known pools are too many already", () => {
    refuses(
      "node-count",
      changed(["spot", "scalingConfig", UNKNOWN], ["gpu", "scalingConfig.maxSize", 35]),
      /41/,
    );
  });
});

describe("the rule gpu-pools", () => {
  it("refuses GPUs without a taint", () => refuses("gpu-pools", changed(["gpu", "taints", []]), /no taint/));

  it("refuses GPUs with no taints stated", () => {
    refuses("gpu-pools", changed(["gpu", "taints", undefined]), /no taint/);
  });

  it("refuses a taint that only asks other pods to stay away", () => {
    refuses("gpu-pools", changed(["gpu", "taints.0.effect", "PREFER_NO_SCHEDULE"]), /no taint/);
  });

  it("accepts a taint that also drives pods out", () => {
    accepts("gpu-pools", changed(["gpu", "taints.0.effect", "NO_EXECUTE"]));
  });

  it("accepts as many GPUs as allowed", () => accepts("gpu-pools", max("gpu", 10)));

  it("refuses one GPU more", () => refuses("gpu-pools", max("gpu", 11), /11 GPUs, the stack may have 10/));

  it("refuses an instance type of which nobody knows whether it has GPUs", () => {
    refuses(
      "gpu-pools",
      changed(["application", "instanceTypes", ["p9.huge"]]),
      /nothing is known: p9\.huge/,
    );
  });

  it("sees the GPU type that only the launch template names", () => {
    const stack = changed(
      ["application", "instanceTypes", undefined],
      ["application-template", "instanceType", "g5.xlarge"],
    );
    refuses("gpu-pools", stack, /"application" has GPUs \(g5\.xlarge\)/);
  });

  for (const path of ["taints", "taints.0", "taints.0.effect", "scalingConfig.maxSize", "instanceTypes"]) {
    it(`is undecided while ${path} of the GPU pool is unknown`, () =>
      isUndecided("gpu-pools", unknown("gpu", path)));
  }

  it("is undecided while the launch template's instance type is unknown", () => {
    isUndecided(
      "gpu-pools",
      changed(["gpu", "instanceTypes", undefined], ["gpu-template", "instanceType", UNKNOWN]),
    );
  });
});

describe("the rule spot-diversity", () => {
  const types = (...names: unknown[]) => changed(["spot", "instanceTypes", names]);

  it("refuses three types", () => {
    refuses("spot-diversity", types("t3a.xlarge", "t3.xlarge", "m5.xlarge"), /3 instance types/);
  });

  it("counts a type that is named twice once", () => {
    refuses("spot-diversity", types("t3a.xlarge", "t3.xlarge", "m5.xlarge", "m5.xlarge"), /3 instance types/);
  });

  it("refuses a spot pool that leaves its type to EKS", () => {
    refuses(
      "spot-diversity",
      changed(["spot", "instanceTypes", undefined]),
      /1 instance types \(t3\.medium\)/,
    );
  });

  it("refuses types of other memory", () => {
    refuses("spot-diversity", types("t3a.xlarge", "t3.xlarge", "m5.xlarge", "c5.xlarge"), /4 vCPU and 8 GiB/);
  });

  it("refuses types of other vCPU", () => {
    refuses(
      "spot-diversity",
      types("t3a.xlarge", "t3.xlarge", "m5.xlarge", "r6i.large"),
      /2 vCPU and 16 GiB/,
    );
  });

  it("refuses a type of unknown size", () => {
    refuses(
      "spot-diversity",
      types("t3a.xlarge", "t3.xlarge", "m5.xlarge", "x9.huge"),
      /unknown size: x9\.huge/,
    );
  });

  it("refuses two subnets", () => {
    refuses("spot-diversity", changed(["spot", "subnetIds", ["a", "b"]]), /2 subnets, a spot pool needs 3/);
  });

  it("counts subnets that aren't made yet", () => {
    accepts("spot-diversity", changed(["spot", "subnetIds", [UNKNOWN, UNKNOWN, UNKNOWN]]));
  });

  it("leaves on-demand pools alone", () =>
    accepts("spot-diversity", changed(["application", "subnetIds", ["a"]])));

  it("takes an unstated capacity type as on-demand, as EKS does", () => {
    accepts("spot-diversity", changed(["application", "capacityType", undefined]));
  });

  for (const path of ["capacityType", "instanceTypes", "instanceTypes.0", "subnetIds"]) {
    it(`is undecided while ${path} is unknown`, () => isUndecided("spot-diversity", unknown("spot", path)));
  }
});

describe("the rule spot-share", () => {
  it("accepts a share of exactly 40 %", () => accepts("spot-share", max("spot", 4)));

  it("refuses a share below", () => {
    refuses(
      "spot-share",
      max("application", 7),
      /16 of 44 vCPU for applications are spot: 36\.4 %, at least 40 %/,
    );
  });

  it("refuses a stack without spot", () => refuses("spot-share", without("spot"), /0 of 24 vCPU/));

  it("doesn't count tainted pools", () => {
    const taints = [{ key: "system", effect: "NO_SCHEDULE" }];
    accepts(
      "spot-share",
      changed(["application", "scalingConfig.maxSize", 30], ["application", "taints", taints]),
    );
  });

  it("doesn't count pools with GPUs", () => accepts("spot-share", max("gpu", 30)));

  it("accepts a stack without pools for applications", () =>
    accepts("spot-share", without("spot", "application")));

  for (const path of ["capacityType", "instanceTypes", "taints", "scalingConfig.maxSize"]) {
    it(`is undecided while ${path} is unknown`, () =>
      isUndecided("spot-share", unknown("application", path)));
  }
});

describe("the rule autoscaler-owns-size", () => {
  it("refuses a pool whose Auto Scaling group lacks a discovery tag", () => {
    refuses(
      "autoscaler-owns-size",
      without("spot-enabled"),
      /"spot" .*without the tags k8s.io\/cluster-autoscaler\/enabled$/,
    );
    refuses(
      "autoscaler-owns-size",
      without("spot-cluster"),
      /without the tags k8s.io\/cluster-autoscaler\/shop$/,
    );
  });

  it("refuses a tag of another cluster", () => {
    refuses("autoscaler-owns-size", changed(["spot", "clusterName", "other"]), /cluster-autoscaler\/other/);
  });

  it("refuses a pool whose desired size the stack sets again at each up", () => {
    const group = changed().resources.find(({ name }) => name === "spot")!;
    const stack = and(group.type, group.props, { dependsOn: group.dependsOn });
    const tags = ["enabled", "shop"].map((key) => ({ tag: { key: `k8s.io/cluster-autoscaler/${key}` } }));
    const more = stack.resources.at(-1)!;
    const all = [
      ...stack.resources,
      ...tags.map((props, index) => ({
        ...more,
        urn: `tag-${index}`,
        type: "aws:autoscaling/tag:Tag",
        props,
        dependsOn: [more.urn],
      })),
    ];
    refuses(
      "autoscaler-owns-size",
      new StackView(all satisfies ResourceView[]),
      /does not ignore changes of scalingConfig\.desiredSize/,
    );
  });

  it("is undecided while the cluster's name is unknown", () => {
    isUndecided("autoscaler-owns-size", unknown("spot", "clusterName"));
  });

  it("is undecided while a tag's key is unknown", () => {
    isUndecided("autoscaler-owns-size", unknown("spot-enabled", "tag.key"));
    isUndecided("autoscaler-owns-size", unknown("spot-enabled", "tag"));
  });
});
