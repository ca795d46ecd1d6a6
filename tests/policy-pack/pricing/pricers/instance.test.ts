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

const instance = (instanceType: unknown, props: Record<string, unknown> = {}) =>
  resource("aws:ec2/instance:Instance", "bastion", { instanceType, ...props });

// us-east-1: m5.large 0.096, spot 0.03168 on average and 0.0383 at most, under Windows 0.188
describe("the price of an instance of its own", () => {
  it("is the on-demand price of its type, and that of the 8 GB of Amazon's images", () => {
    const cost = priced([instance("m5.large")]);
    assertLines(cost, [
      ["instance m5.large", 0.096],
      ["root volume, 8 GB gp3", 8 * GIGABYTE],
    ]);
    assert.deepEqual(
      cost.lines.map(({ derived }) => derived),
      [undefined, "Amazon's images have this size"],
    );
  });

  it("has all volumes that it is made with, of their kinds", () => {
    const more = (deviceName: string, volumeSize: number, volumeType?: string) => ({
      deviceName,
      volumeType,
      volumeSize,
    });
    const root = { rootBlockDevice: { volumeType: "gp3", volumeSize: 30 } };
    const others = { ebsBlockDevices: [more("/dev/sdf", 100, "gp3"), more("/dev/sdg", 50)] };
    assertLines(priced([instance("m5.large", { ...root, ...others })]), [
      ["instance m5.large", 0.096],
      ["root volume, 30 GB gp3", 30 * GIGABYTE],
      ["volumes /dev/sdf, 100 GB gp3", 100 * GIGABYTE],
      ["volumes /dev/sdg, 50 GB gp2", (50 * 0.1) / 730], // AWS's default
    ]);
    assertLines(priced([instance("m5.large", { rootBlockDevice: null, ebsBlockDevices: [] })]), [
      ["instance m5.large", 0.096],
      ["root volume, 8 GB gp3", 8 * GIGABYTE],
    ]);
  });

  it("is not known for volumes that AWS doesn't make, or of a size that isn't known", () => {
    const root = (volume: Record<string, unknown>) =>
      priced([instance("m5.large", { rootBlockDevice: volume })]);
    const nodes: [string, number][] = [["instance m5.large", 0.096]];
    assertPartlyPriced(root({ volumeType: "io2", volumeSize: 30 }), nodes, /needs IOPS/);
    assertPartlyPriced(root({ volumeSize: UNKNOWN }), nodes, /the size of a volume is unknown until up/);
  });

  it("is not known for a type that the book lacks, or that only an up will know", () => {
    assertPartlyPriced(priced([instance("p9.huge")]), [["root volume, 8 GB gp3", 8 * GIGABYTE]], /p9\.huge/);
    assertUnpriced(priced([instance(UNKNOWN)]), /unknown until up/);
    assertUnpriced(priced([instance(null)]), /names no instance type/);
  });

  it("is not known for a group in the type's place, with any keys", () => {
    const group = priced([instance({ toString: 1 })]);
    assert.match(group.unpriced[0]!.reason, /no price for instance type \{"toString":1\}/);
    const long = priced([instance({ name: "x".repeat(1000) })]);
    assert.match(long.unpriced[0]!.reason, /no price for instance type \{"name":"x{51}\.\.\. in us-east-1/);
  });

  it("is spot's where the instance or the request asks for spot", () => {
    const spot: [string, number[]] = ["spot instance m5.large", [0.03168, 0.03168, 0.0383, 0.096]];
    const root: [string, number] = ["root volume, 8 GB gp3", 8 * GIGABYTE];
    const request = resource("aws:ec2/spotInstanceRequest:SpotInstanceRequest", "batch", {
      instanceType: "m5.large",
    });
    assertLines(priced([instance("m5.large", { instanceMarketOptions: { marketType: "spot" } })]), [
      spot,
      root,
    ]);
    assertLines(priced([request]), [spot, root]);
  });

  it("is not known on dedicated hardware", () => {
    for (const tenancy of ["dedicated", "host"]) {
      assertUnpriced(
        priced([instance("m5.large", { tenancy })]),
        new RegExp(`no price for ${tenancy} tenancy`),
      );
    }
    assert.deepEqual(priced([instance("m5.large", { tenancy: "default" })]).unpriced, []);
  });

  it("has the licence of Windows where EC2 gives out a password", () => {
    assertLines(priced([instance("m5.large", { getPasswordData: true })]), [
      ["Windows instance m5.large", 0.188],
      ["root volume, 30 GB gp3", 30 * GIGABYTE],
    ]);
    assert.equal(priced([instance("m5.large", { getPasswordData: false })]).lines[0]?.cost.expected, 0.096);
  });

  it("has CPU credits at the ceiling, unless they are standard", () => {
    const credits = (props: Record<string, unknown>) =>
      priced([instance("t3.medium", props)]).lines.find(({ item }) => item.startsWith("CPU credits"))?.cost
        .ceiling;
    assert.ok(Math.abs(credits({})! - 1.6 * 0.05) < 1e-9);
    assert.equal(credits({ creditSpecification: { cpuCredits: "standard" } }), undefined);
  });

  it("takes from its launch template what it doesn't name itself", () => {
    const template = resource(LAUNCH_TEMPLATE, "lt", {
      name: "bastion",
      instanceType: "m5.large",
      blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { volumeSize: 40 } }],
    });
    const launchTemplate = { name: "bastion", version: "$Latest" };
    assertLines(priced([template, instance(undefined, { launchTemplate })]), [
      ["instance m5.large", 0.096],
      ["root volume, 40 GB gp3", 40 * GIGABYTE],
    ]);
    const own = { launchTemplate, rootBlockDevice: { volumeSize: 10 } };
    assertLines(priced([template, instance("c5.large", own)]), [
      ["instance c5.large", 0.085],
      ["root volume, 10 GB gp3", 10 * GIGABYTE],
    ]);
    assertUnpriced(priced([instance("m5.large", { launchTemplate })]), /launch template doesn't show/);
  });

  it("has a public address where it asks for one or its subnet gives one, but not beside one of its own", () => {
    const subnet = resource("aws:ec2/subnet:Subnet", "public", { id: "subnet-1", mapPublicIpOnLaunch: true });
    const addresses = (resources: ResourceView[]) =>
      priced(resources).lines.filter(({ item }) => item.startsWith("public IPv4 address")).length;
    const open = instance("m5.large", { id: "i-1", associatePublicIpAddress: true });
    const eip = (instanceId: string) => resource("aws:ec2/eip:Eip", "own", { instance: instanceId });
    assert.equal(addresses([open]), 1);
    assert.equal(addresses([instance("m5.large")]), 0);
    assert.equal(addresses([subnet, instance("m5.large", { subnetId: "subnet-1" })]), 1);
    assert.equal(
      addresses([subnet, instance("m5.large", { subnetId: "subnet-1", associatePublicIpAddress: false })]),
      0,
    );
    assert.equal(addresses([open, eip("i-1")]), 1); // that of the Elastic IP
    assert.equal(addresses([open, eip("i-2")]), 2);
  });
});
