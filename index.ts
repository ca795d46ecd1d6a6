import * as pulumi from "@pulumi/pulumi";
import { createPlatform } from "./stacks/platform";
import { readSettings } from "./stacks/read-settings";

const platform = createPlatform(pulumi.getStack(), readSettings());

export const clusterName = platform.clusterName;
export const kubeconfig = platform.kubeconfig;
export const oidcIssuer = platform.oidcIssuer;
export const pools = platform.pools;
export const loadBalancerHost = platform.loadBalancerHost;
export const grafanaCommand = platform.grafanaCommand;
export const namespaces = platform.namespaces;
