import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { podSecurityLabels, type PodSecurityLevel } from "../governance/pod-security";

/** A namespace that one controller has to itself. */
export function controllerNamespace(
  name: string,
  level: PodSecurityLevel,
  opts: pulumi.CustomResourceOptions,
): kubernetes.core.v1.Namespace {
  return new kubernetes.core.v1.Namespace(
    name,
    { metadata: { name, labels: podSecurityLabels(level) } },
    opts,
  );
}
