import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isBilled, isFree } from "../../../policy-pack/pricing/free-types";
import { PRICERS } from "../../../policy-pack/pricing/pricers/all";

/** All types of the installed AWS SDK for Pulumi, read from its modules without loading them. */
function sdkTypes(): string[] {
  const root = dirname(require.resolve("@pulumi/aws/package.json"));
  const modules = readdirSync(root, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && entry.name !== "node_modules" && entry.name !== "types",
  );
  return modules.flatMap(({ name }) =>
    readdirSync(join(root, name))
      .filter((file) => file.endsWith(".js"))
      .flatMap((file) => [
        ...readFileSync(join(root, name, file), "utf8").matchAll(/__pulumiType = '(aws:.+)'/g),
      ])
      .map((match) => match[1]!),
  );
}

describe("the types of the AWS SDK", () => {
  const types = sdkTypes();

  it("are each priced, free, or known to be billed without a price here, and only one of these", () => {
    assert.ok(types.length > 1700, String(types.length));
    const kinds = types.map((type) => [
      type,
      [Object.hasOwn(PRICERS, type) && "priced", isFree(type) && "free", isBilled(type) && "billed"].filter(
        Boolean,
      ),
    ]);
    assert.deepEqual(
      kinds.filter(([, is]) => is!.length !== 1),
      [],
    );
  });

  it("has no pricer for a type that the SDK lacks", () => {
    const known = new Set(types);
    assert.deepEqual(
      Object.keys(PRICERS).filter((type) => type.startsWith("aws:") && !known.has(type)),
      [],
    );
  });

  it("are free where a usual EKS program has them", () => {
    for (const type of [
      "aws:ec2/subnet:Subnet",
      "aws:ec2/launchConfiguration:LaunchConfiguration",
      "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway",
      "aws:ec2/keyPair:KeyPair",
      "aws:ec2/networkInterface:NetworkInterface",
      "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
      "aws:eks/identityProviderConfig:IdentityProviderConfig",
      "aws:cloudwatch/eventRule:EventRule",
      "aws:cloudwatch/eventTarget:EventTarget",
      "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
      "aws:autoscaling/lifecycleHook:LifecycleHook",
      "aws:efs/mountTarget:MountTarget",
      "aws:ecr/lifecyclePolicy:LifecyclePolicy",
      "aws:ec2transitgateway/transitGateway:TransitGateway", // its attachments bill
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
      "aws:s3/bucketObject:BucketObject",
      "aws:route53/record:Record",
      "aws:secretsmanager/secretVersion:SecretVersion",
    ]) {
      assert.ok(isFree(type), type);
    }
  });
});
