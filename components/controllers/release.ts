import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { IdentityProvider } from "../cluster/service-account-role";
import type { PoolSettings } from "../nodes/node-pool.settings";
import { chartSource, type ChartName } from "./charts";

/** What every controller needs to know of its stack. */
export interface ControllerArgs {
  stack: string;
  region: string;
  accountId: pulumi.Input<string>;
  clusterName: string;
  identityProvider: IdentityProvider;
  chartMirror: string | undefined;
  pools: Record<string, PoolSettings>;
}

export interface ReleaseArgs {
  namespace: pulumi.Input<string>;
  chartMirror: string | undefined;
  values: pulumi.Input<Record<string, unknown>>;
  /** Whether the stack creates the chart's custom resource definitions itself. */
  skipCrds?: boolean;
  /** Time limit until all pods of the release are ready. */
  timeoutSeconds?: number;
}

/**
 * Installs a chart under its own name, so that the names of its services and service accounts are known, and waits
 * for its pods. A failed install or upgrade is rolled back: the next `up` then starts from a clean state.
 */
export function installChart(
  name: ChartName,
  args: ReleaseArgs,
  opts: pulumi.CustomResourceOptions,
): kubernetes.helm.v3.Release {
  return new kubernetes.helm.v3.Release(
    name,
    {
      name,
      namespace: args.namespace,
      ...chartSource(name, args.chartMirror),
      values: args.values as pulumi.Input<Record<string, unknown>>,
      timeout: args.timeoutSeconds ?? 300,
      atomic: true,
      ...(args.skipCrds ? { skipCrds: true } : {}),
    },
    opts,
  );
}

/** The annotation that gives a service account its IAM role. */
export function roleAnnotation(roleArn: string): Record<string, string> {
  return { "eks.amazonaws.com/role-arn": roleArn };
}
