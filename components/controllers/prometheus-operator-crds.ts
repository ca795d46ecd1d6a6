import type * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { installChart, type ControllerArgs } from "./release";

/** The kinds PrometheusRule, ServiceMonitor, PodMonitor and their like: first of all, and kept when the release goes. */
export function prometheusOperatorCrds(
  args: Pick<ControllerArgs, "chartMirror">,
  namespace: pulumi.Output<string>,
  opts: pulumi.CustomResourceOptions,
): kubernetes.helm.v3.Release {
  return installChart(
    "prometheus-operator-crds",
    {
      namespace,
      chartMirror: args.chartMirror,
      values: { crds: { annotations: { "helm.sh/resource-policy": "keep" } } },
    },
    opts,
  );
}
