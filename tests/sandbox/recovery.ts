import { execFileSync } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { SimulatedAws } from "../../sandbox/aws/simulated-aws";
import { readState } from "../../sandbox/aws/state";
import type { Engine, StateResource } from "../../sandbox/engine/engine";
import type { Sandbox } from "../../sandbox/session/sandbox";
import { kindOf, type Manifest } from "../kubernetes/manifests";
import { createPath, discover } from "./discovery";

/** Types that take AWS minutes to create, so they are imported and not deleted. */
const IMPORTED = ["aws:eks/cluster:Cluster", "aws:eks/nodeGroup:NodeGroup"];

const RELEASE = "kubernetes:helm.sh/v3:Release";

/** What a killed `up` left. */
export interface Aftermath {
  /** "creating aws:eks/nodeGroup:NodeGroup::spot" */
  pending: string[];
  /** Names of the created resources that were imported or deleted. */
  imported: string[];
  deleted: string[];
  /** Names of releases that were uninstalled, with Helm's status: "keda pending-install". */
  releases: string[];
}

/** The steps of docs/operations after a killed `up`, before the next `up`. */
export async function recover(sandbox: Sandbox, engine: Engine): Promise<Aftermath> {
  await engine.cancel();
  const pending = (await engine.exported()).pending_operations ?? [];
  const creating = pending.filter(({ type }) => type === "creating").map(({ resource }) => resource);
  const aftermath: Aftermath = {
    pending: pending.map(({ type, resource }) => `${type} ${resource.urn.split("$").pop()}`),
    imported: [],
    deleted: [],
    releases: [],
  };

  const charts = creating.filter(({ type }) => type === RELEASE).map(({ urn }) => nameOf(urn));
  for (const { name, namespace, status } of await helmReleases(sandbox)) {
    if (!charts.includes(name)) continue;
    const args = ["uninstall", name, "--namespace", namespace, "--kubeconfig", sandbox.kubeconfig];
    execFileSync(sandbox.tools["helm"]!, args, { stdio: "ignore" });
    aftermath.releases.push(`${name} ${status}`);
  }

  const aws = new SimulatedAws(sandbox.stateFile, { region: "us-east-1", defaultTags: {} });
  const existing = readState(sandbox.stateFile).resources;
  for (const resource of creating) {
    const made = existing.find(({ urn }) => urn === resource.urn);
    if (!made) continue;
    if (IMPORTED.includes(resource.type)) {
      await engine.import(resource, made.id);
      aftermath.imported.push(nameOf(resource.urn));
    } else {
      aws.delete(resource.urn, made.id);
      aftermath.deleted.push(nameOf(resource.urn));
    }
  }
  aftermath.deleted.push(...(await deleteObjects(sandbox, creating)));
  await engine.forgetPendingCreates();
  return aftermath;
}

/** Deletes objects from the cluster, and waits until they are gone; returns the names of those that existed. */
async function deleteObjects({ kubernetes }: Sandbox, resources: StateResource[]): Promise<string[]> {
  const kinds = await discover(kubernetes);
  const deleted: string[] = [];
  for (const { urn, type, inputs } of resources) {
    if (!type.startsWith("kubernetes:") || type === RELEASE) continue;
    const manifest = inputs as unknown as Manifest;
    if (!kinds.has(kindOf(manifest))) continue; // its definition doesn't exist yet
    const path = `${createPath(kinds, manifest)}/${manifest.metadata.name}`;
    if (!(await kubernetes.get(path))) continue;
    await kubernetes.delete(path);
    while (await kubernetes.get(path)) await wait(100); // its finalizers are removed first
    deleted.push(nameOf(urn));
  }
  return deleted;
}

/** Helm's releases; it stores one Secret for each revision. */
export async function helmReleases({
  kubernetes,
}: Sandbox): Promise<{ name: string; namespace: string; status: string }[]> {
  const secrets = await kubernetes.list("/api/v1/secrets?labelSelector=owner%3Dhelm");
  return secrets.map(({ metadata }) => ({
    name: metadata.labels!["name"]!,
    namespace: metadata.namespace!,
    status: metadata.labels!["status"]!,
  }));
}

function nameOf(urn: string): string {
  return urn.split("::").pop()!;
}
