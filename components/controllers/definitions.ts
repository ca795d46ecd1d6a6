import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { ChartName } from "./charts";
import loadBalancerController from "./definitions/aws-load-balancer-controller.json";
import verticalPodAutoscaler from "./definitions/vertical-pod-autoscaler.json";

/** The part of a custom resource definition that is used here. */
export interface Definition {
  apiVersion: string;
  kind: string;
  metadata: { name: string; annotations?: Record<string, string> };
  spec: { group: string; [key: string]: unknown };
}

/**
 * Definitions of the charts that have them in their folder `crds`, which Helm installs once and never upgrades: a newer
 * controller would lose the fields that its definitions lack. `npm run definitions` writes the files.
 */
export const DEFINITIONS = {
  "aws-load-balancer-controller": loadBalancerController,
  "vertical-pod-autoscaler": verticalPodAutoscaler,
} satisfies Partial<Record<ChartName, { chartVersion: string; definitions: Definition[] }>>;

/**
 * The definitions of a chart, which then leaves out its own. They are kept when the stack is destroyed: deleting a
 * definition deletes all objects of its kind.
 */
export function customResourceDefinitions(
  chart: keyof typeof DEFINITIONS,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  return (DEFINITIONS[chart].definitions as Definition[]).map(
    ({ metadata: { name, annotations }, spec }) =>
      new kubernetes.apiextensions.v1.CustomResourceDefinition(
        name,
        {
          // Forced: if Helm installed the definition earlier, Helm still owns its fields.
          metadata: { name, annotations: { ...annotations, "pulumi.com/patchForce": "true" } },
          spec: spec as unknown as kubernetes.types.input.apiextensions.v1.CustomResourceDefinitionSpec,
        },
        { ...opts, retainOnDelete: true },
      ),
  );
}
