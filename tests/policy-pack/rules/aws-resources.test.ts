import { UNKNOWN } from "../../../policy-pack/stack-view";
import assert from "node:assert/strict";
import { accepts, and, isUndecided, changed, found, refuses, unknown, without } from "./breaking";
import { TAGS } from "./compliant-stack";

describe("the rule encrypted-volumes", () => {
  const EBS = "blockDeviceMappings.0.ebs";
  const places = {
    "a launch template": {
      name: "spot-template",
      type: `${EBS}.volumeType`,
      on: `${EBS}.encrypted`,
      size: `${EBS}.volumeSize`,
    },
    "a volume": { name: "disk", type: "type", on: "encrypted", size: "size" },
  };
  for (const [place, { name, type, on, size }] of Object.entries(places)) {
    it(`refuses another type than gp3 in ${place}`, () => {
      refuses("encrypted-volumes", changed([name, type, "gp2"]), /of type gp2, not gp3/);
      refuses("encrypted-volumes", changed([name, type, undefined]), /the default, not gp3/);
    });
    it(`refuses ${place} without encryption`, () => {
      for (const value of [false, "false", undefined]) {
        refuses("encrypted-volumes", changed([name, on, value]), /not encrypted/);
      }
    });
    it(`accepts the largest size in ${place}, and refuses a gibibyte more`, () => {
      accepts("encrypted-volumes", changed([name, size, 200]));
      refuses("encrypted-volumes", changed([name, size, 201]), /201 GiB, at most 200/);
    });
    it(`is undecided while a value of ${place} is unknown`, () => {
      for (const path of [type, on, size]) isUndecided("encrypted-volumes", unknown(name, path));
    });
  }

  it("refuses a launch template that leaves its volumes to the image", () => {
    refuses(
      "encrypted-volumes",
      changed(["spot-template", "blockDeviceMappings", undefined]),
      /image's defaults/,
    );
  });

  it("leaves an instance's own disks alone", () => {
    const devices = [{ deviceName: "/dev/sdb", virtualName: "ephemeral0" }];
    accepts("encrypted-volumes", changed(["spot-template", "blockDeviceMappings", devices]));
  });

  it("is undecided while the devices of a launch template are unknown", () => {
    for (const path of ["blockDeviceMappings", "blockDeviceMappings.0", EBS]) {
      isUndecided("encrypted-volumes", unknown("spot-template", path));
    }
  });

  it("refuses a storage class that makes other volumes", () => {
    refuses("encrypted-volumes", changed(["storage-class", "parameters.type", "io2"]), /io2, not gp3/);
    refuses(
      "encrypted-volumes",
      changed(["storage-class", "parameters.encrypted", undefined]),
      /not encrypted/,
    );
    refuses("encrypted-volumes", changed(["storage-class", "parameters", undefined]), /not encrypted/);
  });

  it("takes a storage class without a type as gp3, as the driver does", () => {
    accepts("encrypted-volumes", changed(["storage-class", "parameters.type", undefined]));
  });

  it("leaves other drivers' storage classes alone", () => {
    const changes = changed(
      ["storage-class", "provisioner", "efs.csi.aws.com"],
      ["storage-class", "parameters", {}],
    );
    accepts("encrypted-volumes", changes);
  });

  it("is undecided while a storage class is unknown", () => {
    for (const path of ["provisioner", "parameters", "parameters.type", "parameters.encrypted"]) {
      isUndecided("encrypted-volumes", unknown("storage-class", path));
    }
  });
});

describe("the rule nat-count", () => {
  const two = and("aws:ec2/natGateway:NatGateway", { tags: TAGS });

  it("accepts two gateways in production", () => accepts("nat-count", two));
  it("accepts one elsewhere", () => accepts("nat-count", changed(), { environment: "staging" }));
  it("refuses two elsewhere", () => {
    refuses("nat-count", two, /2 NAT gateways in staging, at most 1/, { environment: "staging" });
  });
  it("refuses two when nobody configured the environment", () => {
    refuses("nat-count", two, /no environment is configured/, { environment: undefined });
  });
  it("takes the names of productive environments from its configuration", () => {
    const parameters = { "nat-count": { productionEnvironments: ["live"] } };
    accepts("nat-count", two, { environment: "live", parameters });
    refuses("nat-count", two, /in production/, { parameters });
  });
});

describe("the rule cost-allocation-tags", () => {
  for (const key of Object.keys(TAGS)) {
    it(`refuses a volume without the tag ${key}`, () => {
      refuses(
        "cost-allocation-tags",
        changed(["disk", ["tags", key], undefined]),
        new RegExp(`lacks ${key} in the tags`),
      );
    });
  }

  it("refuses an untagged volume", () => {
    refuses(
      "cost-allocation-tags",
      changed(["disk", "tags", undefined]),
      /lacks project, environment, owner/,
    );
  });

  it("refuses an empty tag", () =>
    refuses("cost-allocation-tags", changed(["disk", "tags.owner", ""]), /lacks owner/));

  it("accepts tags that the AWS provider gives by default", () => {
    const stack = changed(["disk", "tags", undefined], ["nat", "tags", { Name: "nat" }]);
    accepts("cost-allocation-tags", stack, { defaultTags: TAGS });
  });

  it("refuses a launch template without the tags, which the provider's don't reach", () => {
    for (const [index, kind] of [
      [0, "instance"],
      [1, "volume"],
    ] as const) {
      const stack = changed(["spot-template", `tagSpecifications.${index}.tags`, {}]);
      refuses("cost-allocation-tags", stack, new RegExp(`in the tags of its ${kind}s`), {
        defaultTags: TAGS,
      });
    }
    const none = changed(["spot-template", "tagSpecifications", undefined]);
    assert.equal(found("cost-allocation-tags", none, { defaultTags: TAGS }).length, 2);
  });

  it("refuses a node group without a launch template", () => {
    refuses("cost-allocation-tags", changed(["spot", "launchTemplate", undefined]), /no launch template/);
  });

  it("accepts a tag whose value isn't known yet", () => {
    accepts("cost-allocation-tags", changed(["disk", "tags.owner", UNKNOWN]));
  });

  it("is undecided while the tags are unknown", () => {
    isUndecided("cost-allocation-tags", unknown("disk", "tags"));
    isUndecided("cost-allocation-tags", unknown("control-plane", "tagsAll"));
    isUndecided("cost-allocation-tags", changed(["disk", "tags", undefined], ["nat", "tags", undefined]), {
      defaultTags: UNKNOWN,
    });
    for (const path of [
      "tagSpecifications",
      "tagSpecifications.0",
      "tagSpecifications.0.resourceType",
      "tagSpecifications.0.tags",
    ]) {
      isUndecided("cost-allocation-tags", unknown("spot-template", path));
    }
  });
});

describe("the rule supported-kubernetes", () => {
  const on = (today: string) => found("supported-kubernetes", changed(), { today });

  it("is silent 91 days before the end of standard support", () => assert.deepEqual(on("2026-12-26"), []));

  it("warns 90 days ahead, without stopping anything", () => {
    const [warning, ...more] = on("2026-12-27");
    assert.deepEqual(more, []);
    assert.equal(warning!.level, "advisory");
    assert.match(warning!.message, /ends in 90 days, on 2027-03-27/);
  });

  it("still only warns on the last day", () => {
    assert.deepEqual(
      on("2027-03-27").map(({ level }) => level),
      ["advisory"],
    );
  });

  it("refuses a version from the first day of extended support", () => {
    refuses("supported-kubernetes", changed(), /1\.35: in extended support since 2027-03-27/, {
      today: "2027-03-28",
    });
  });

  it("refuses versions older than its table", () => {
    refuses(
      "supported-kubernetes",
      changed(["control-plane", "version", "1.29"]),
      /in extended support for long/,
    );
  });

  it("only warns of a version that is newer than its table, and of none", () => {
    for (const version of ["1.99", undefined]) {
      const [warning] = found("supported-kubernetes", changed(["control-plane", "version", version]));
      assert.equal(warning!.level, "advisory");
    }
  });

  it("looks at the cluster of @pulumi/eks too", () => {
    refuses(
      "supported-kubernetes",
      and("eks:index:Cluster", { version: "1.33" }),
      /Cluster "more" runs 1\.33/,
    );
  });

  it("leaves that to the cluster which it makes where the engine shows no inputs of it", () => {
    accepts("supported-kubernetes", and("eks:index:Cluster", {}));
  });

  it("is undecided while the version is unknown", () => {
    isUndecided("supported-kubernetes", unknown("control-plane", "version"));
  });
});

describe("the rule log-retention", () => {
  it("refuses log groups that keep everything", () => {
    for (const days of [0, undefined]) {
      refuses(
        "log-retention",
        changed(["logs", "retentionInDays", days]),
        /LogGroup "logs" keeps its lines for ever/,
      );
    }
  });
  it("accepts one day", () => accepts("log-retention", changed(["logs", "retentionInDays", 1])));
  it("accepts a stack without log groups", () => accepts("log-retention", without("logs")));
  it("is undecided while the retention is unknown", () => {
    isUndecided("log-retention", unknown("logs", "retentionInDays"));
  });
});
