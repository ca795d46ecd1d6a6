import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { containerLimits } from "../../components/governance/namespaces";
import type { LimitRangeSettings } from "../../components/governance/namespace.settings";
import { deployment } from "../../components/workload/deployment";
import { clusterService } from "../../components/workload/service-objects";
import { services } from "../../stacks/services";
import { shippedService, shippedStack } from "../components/shipped";
import { shippedRecording, STACKS } from "../recordings";
import { API_SERVER_RULES } from "./api-server-rules";
import { changed } from "./change";
import { ofKind, type Kind, type ResourceList } from "./kinds";
import { manifests, type Manifest } from "./manifests";
import { containers, type Container } from "./pods";
import { quantityValue } from "./quantity";
import { schemaProblems } from "./schema";

const HEADING = "## What your Deployments bring";

/** The manifests that README shows. */
function example(): Manifest[] {
  const text = readFileSync(join(__dirname, "../../README.md"), "utf8").split(HEADING)[1]!;
  const block = /```yaml\n([\s\S]*?)```/.exec(text)![1]!;
  return parseAllDocuments(block).map((document) => document.toJS() as Manifest);
}

const frontend = shippedService("production", "frontend");

describe("the Deployment that README shows", () => {
  const [shown, address] = example();

  it("is the one that the stack would make of the same settings, without a number of pods", () => {
    const { pools } = shippedStack("production");
    const own = made(frontend, containers([shown!])[0]!.container.image!, pools);
    assert.deepEqual(shown, changed(own, { "spec.replicas": undefined }));
    assert.deepEqual(address, clusterService(frontend));
  });

  it("passes the API server's schemas, and its rules beside what the stack makes", async () => {
    assert.deepEqual(example().flatMap(schemaProblems), []);
    const all = [...manifests(await shippedRecording("production")), ...example()];
    for (const [name, rule] of Object.entries(API_SERVER_RULES)) assert.deepEqual(rule(all), [], name);
  });

  it("is refused by the namespace's pod security without its security context", async () => {
    const careless = changed(shown!, { "spec.template.spec.securityContext": undefined });
    const all = [...manifests(await shippedRecording("production")), careless];
    assert.notDeepEqual(API_SERVER_RULES.restrictedPods(all), []);
  });

  it("must not bring an autoscaler of its own", async () => {
    const stack = manifests(await shippedRecording("production"));
    const [autoscaler] = ofKind(stack, "HorizontalPodAutoscaler").filter(
      ({ spec }) => spec.scaleTargetRef?.name === "frontend",
    );
    const second = changed(autoscaler!, { "metadata.name": "own" });
    assert.notDeepEqual(API_SERVER_RULES.oneAutoscalerPerTarget([...stack, second]), []);
  });

  it("fits the namespace's quota at the service's maximum and one pod more", async () => {
    const stack = manifests(await shippedRecording("production"));
    const [range] = ofKind(stack, "LimitRange");
    const { spec } = ofKind(stack, "ResourceQuota")[0]!;
    const { requests, limits } = admitted(containers([shown!])[0]!.container, range!).resources;
    const pods = frontend.replicas.max + 1;
    for (const [list, name] of [
      [requests, "requests.cpu"],
      [requests, "requests.memory"],
      [limits, "limits.cpu"],
      [limits, "limits.memory"],
    ] as const) {
      const used = quantityValue(list[name.split(".")[1]!])! * pods;
      assert.ok(used > 0 && used <= quantityValue(spec.hard![name])!, name);
    }
    assert.ok(pods <= quantityValue(spec.hard!["pods"])!);
  });
});

describe("a Deployment of a service that leaves out requests or limits", () => {
  for (const stack of STACKS) {
    it(`is admitted in every namespace of ${stack}`, async () => {
      const ranges = ofKind(manifests(await shippedRecording(stack)), "LimitRange");
      const { pools } = shippedStack(stack);
      const refused = services(shippedStack(stack)).flatMap((service) => {
        const range = ranges.find(({ metadata }) => metadata.namespace === service.namespace)!;
        const { container } = containers([made(service, "it:1", pools)])[0]!;
        const { requests, limits } = container.resources ?? {};
        return [{ requests, limits }, { requests }, { limits }, {}].flatMap(
          (resources) => admitted({ ...container, resources }, range).refusals,
        );
      });
      assert.deepEqual(refused, []);
    });
  }

  it("would be refused where the default limit is below what it requests", () => {
    const { limitRange } = shippedStack("production").namespaces["production"]!;
    const { requests } = shippedService("production", "torchserve").settings;
    const refusals = (memory: string) =>
      admitted(
        { resources: { requests } },
        ofSettings({ ...limitRange, defaultLimit: { ...limitRange.defaultLimit, memory } }),
      ).refusals;
    assert.deepEqual(refusals("6Gi"), []);
    assert.deepEqual(refusals("6143Mi"), ["memory: request 6Gi is above limit 6143Mi"]);
  });
});

function made(...args: Parameters<typeof deployment>): Manifest {
  return deployment(...args) as unknown as Manifest;
}

function ofSettings(settings: LimitRangeSettings): Kind<"LimitRange"> {
  const metadata = { name: "limits" };
  return {
    apiVersion: "v1",
    kind: "LimitRange",
    metadata,
    spec: { limits: containerLimits(settings) as unknown as Record<string, ResourceList>[] },
  };
}

/**
 * What admission makes of a container: a request that is absent is the limit, where that is given, and then come the
 * LimitRange's defaults (kubernetes, pkg/apis/core/v1/defaults.go and plugin/pkg/admission/limitranger).
 */
function admitted(container: Container, range: Kind<"LimitRange">) {
  const [{ default: defaultLimit = {}, defaultRequest = {}, max = {} } = {}] = range.spec.limits;
  const given = (container.resources ?? {}) as { requests?: ResourceList; limits?: ResourceList };
  const limits: ResourceList = { ...defaultLimit, ...given.limits };
  const requests: ResourceList = { ...defaultRequest, ...given.limits, ...given.requests };
  const refusals = ["cpu", "memory"].flatMap((name) =>
    (
      [
        ["request", requests, "limit", limits],
        ["limit", limits, "max", max],
      ] as const
    )
      .filter(([, lower, , upper]) => quantityValue(lower[name])! > quantityValue(upper[name])!)
      .map(
        ([lowerName, lower, upperName, upper]) =>
          `${name}: ${lowerName} ${lower[name]} is above ${upperName} ${upper[name]}`,
      ),
  );
  return { resources: { requests, limits }, refusals };
}
