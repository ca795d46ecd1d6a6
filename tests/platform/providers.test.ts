import assert from "node:assert/strict";
import { simulatedOutputs } from "../../planner/simulated-outputs";
import { recordStack, shippedRecording, shippedSettings, STACKS } from "../recordings";
import { Graph, providerUrn } from "./graph";

describe("providers", () => {
  for (const stack of STACKS) {
    it(`${stack}: every resource is made by the stack's own providers, none by a default one`, async () => {
      const { resources } = await shippedRecording(stack);
      const providers = resources.filter(({ type }) => type.startsWith("pulumi:providers:"));
      assert.deepEqual(providers.map(({ type, name }) => `${type} ${name}`).sort(), [
        `pulumi:providers:aws ${stack}`,
        `pulumi:providers:kubernetes ${stack}`,
      ]);
      const real = resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:providers:"));
      assert.ok(real.length > 100);
      for (const resource of real) {
        const wanted = providers.find(({ type }) => type.endsWith(`:${resource.type.split(":")[0]}`));
        assert.equal(providerUrn(resource), wanted?.urn, resource.urn);
      }
    });

    it(`${stack}: nothing names a region or a zone other than the stack's`, async () => {
      const { resources } = await shippedRecording(stack);
      const region = shippedSettings(stack)["region"];
      const regions = new Set(JSON.stringify(resources).match(/\b(us|eu|ap|sa|ca|me|af)-[a-z]+-\d/g));
      assert.deepEqual([...regions], [region]);
    });
  }

  for (const stack of STACKS) {
    it(`${stack}: the driver puts the cost-allocation tags on the volumes of claims`, async () => {
      const graph = new Graph(await shippedRecording(stack));
      const { tags } = shippedSettings(stack) as { tags: Record<string, string> };
      const driver = graph.one("Addon", "aws-ebs-csi-driver").inputs;
      const { controller } = JSON.parse(String(driver["configurationValues"]));
      assert.deepEqual(controller.extraVolumeTags, tags);
    });
  }

  it("puts the cost-allocation tags on everything by default, and on instances and volumes by the launch template", async () => {
    const graph = new Graph(await shippedRecording("production"));
    const { tags } = shippedSettings("production") as { tags: Record<string, string> };
    const provider = graph.one("aws", "production").inputs;
    assert.deepEqual(defaultTags(provider), tags);
    for (const template of graph.all("LaunchTemplate")) {
      const specifications = template.inputs["tagSpecifications"] as { resourceType: string; tags: object }[];
      assert.deepEqual(
        specifications.map(({ resourceType }) => resourceType),
        ["instance", "volume", "network-interface"],
      );
      for (const { tags: own } of specifications) {
        for (const [key, value] of Object.entries(tags))
          assert.equal((own as Record<string, string>)[key], value);
      }
    }
  });
});

describe("preview", () => {
  for (const stack of STACKS) {
    it(`${stack}: shows the same resources while every output is unknown, so none is made inside apply`, async () => {
      const known = await shippedRecording(stack);
      const unknown = await recordStack(stack, shippedSettings(stack), unknownOutputs);
      assert.deepEqual(
        unknown.resources.map(({ urn }) => urn).sort(),
        known.resources.map(({ urn }) => urn).sort(),
      );
    });
  }
});

/** The SDK's mark for a value that only an `up` will know (sdk/nodejs/runtime/rpc.ts, unknownValue). */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What a resource computes is unknown, as in the preview of a new stack. */
function unknownOutputs(
  resource: Parameters<typeof simulatedOutputs>[0],
): ReturnType<typeof simulatedOutputs> {
  const { state } = simulatedOutputs(resource);
  const computed = Object.keys(state).filter((key) => !(key in resource.inputs));
  return { id: "", state: { ...state, ...Object.fromEntries(computed.map((key) => [key, UNKNOWN])) } };
}

/** Provider inputs travel as JSON text. */
function defaultTags(inputs: Record<string, unknown>): unknown {
  const value = inputs["defaultTags"];
  return ((typeof value === "string" ? JSON.parse(value) : value) as { tags: unknown }).tags;
}
