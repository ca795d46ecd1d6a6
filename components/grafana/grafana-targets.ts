import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { GRAFANA_ADDRESS } from "./grafana-route";
import { targetGroupBinding } from "../workload/service-objects";

/** Registers Grafana's pod in its target group. */
export function grafanaTargets(
  target: { targetGroupArn: pulumi.Input<string>; vpcId: pulumi.Input<string> },
  opts: pulumi.CustomResourceOptions,
): kubernetes.apiextensions.CustomResource {
  const { apiVersion, kind, metadata, spec } = targetGroupBinding(GRAFANA_ADDRESS);
  return new kubernetes.apiextensions.CustomResource(
    "grafana",
    {
      apiVersion,
      kind,
      metadata,
      spec: { ...spec, targetGroupARN: target.targetGroupArn, vpcID: target.vpcId },
    },
    opts,
  );
}
