import type { output } from "@pulumi/kubernetes/types";
import { ofKind, type Kind, type Written } from "./kinds";
import type { Manifest } from "./manifests";

export type PodSpec = Written<output.core.v1.PodSpec>;
export type Container = Written<output.core.v1.Container>;

/** A container with its path in the Deployment. */
export interface PlacedContainer {
  deployment: Kind<"Deployment">;
  path: string;
  container: Container;
}

/** Every container of every Deployment, those that run first included. */
export function containers(manifests: Manifest[]): PlacedContainer[] {
  return ofKind(manifests, "Deployment").flatMap((deployment) => {
    const pod = podSpec(deployment);
    return (["initContainers", "containers"] as const).flatMap((list) =>
      (pod[list] ?? []).map((container, index) => ({
        deployment,
        path: `spec.template.spec.${list}[${index}]`,
        container,
      })),
    );
  });
}

export function podSpec(deployment: Kind<"Deployment">): PodSpec {
  return deployment.spec.template?.spec ?? {};
}

/** True where all of the wanted labels are there, as a selector asks. */
export function hasLabels(
  labels: Record<string, string | undefined>,
  wanted: Record<string, string | undefined>,
): boolean {
  return Object.entries(wanted).every(([key, value]) => labels[key] === value);
}
