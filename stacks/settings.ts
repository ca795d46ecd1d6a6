import { z } from "zod";
import { clusterSettings } from "../components/cluster/cluster.settings";
import {
  chartMirror,
  monitoringSettings,
  nodeAutoscalingSettings,
} from "../components/controllers/controllers.settings";
import { costSettings } from "../components/cost/cost.settings";
import { namespaceSettings, priorityClassSettings } from "../components/governance/namespace.settings";
import { dnsLabel, serviceName } from "../components/kubernetes-names";
import { loadBalancerSettings } from "../components/network/load-balancer.settings";
import { grafanaAccessSettings } from "../components/grafana/grafana-access.settings";
import { alertSettings } from "../components/monitoring/alerts.settings";
import { networkSettings } from "../components/network/network.settings";
import { notificationSettings } from "../components/cost/notifications.settings";
import { spotReserveSettings } from "../components/nodes/spot-reserve.settings";
import { poolSettings } from "../components/nodes/node-pool.settings";
import { podAutoscalingSettings, serviceSettings } from "../components/scaling/service.settings";

/** Tags by which AWS's bill can be split. They must be activated for billing once: docs/operations. */
export const tagSettings = z.strictObject({
  project: z.string().min(1),
  environment: z.string().min(1),
  owner: z.string().min(1),
  "cost-center": z.string().min(1),
  "managed-by": z.string().min(1),
});

function atLeastOne<Schema extends z.ZodType<object>>(schema: Schema, what: string): Schema {
  return schema.refine((group) => Object.keys(group).length > 0, { error: `at least one ${what}` });
}

/** Everything that a stack's YAML file says under `betterprompts:`. */
export const stackSettings = z.strictObject({
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'an AWS region, for example "us-east-1"'),
  tags: tagSettings,
  cost: costSettings,
  network: networkSettings,
  cluster: clusterSettings,
  pools: z.record(dnsLabel, poolSettings),
  nodeAutoscaling: nodeAutoscalingSettings,
  spotReserve: spotReserveSettings.optional(), // absent: spot nodes come only where on-demand ones are full
  monitoring: monitoringSettings,
  alerts: alertSettings,
  notifications: notificationSettings,
  grafanaAccess: grafanaAccessSettings.optional(), // absent: Grafana is reached by port-forward alone
  chartMirror: chartMirror.optional(),
  loadBalancer: loadBalancerSettings,
  podAutoscaling: podAutoscalingSettings,
  priorityClasses: priorityClassSettings,
  services: atLeastOne(z.record(serviceName, serviceSettings), "service"),
  namespaces: atLeastOne(z.record(dnsLabel, namespaceSettings), "namespace"),
});

export type StackSettings = z.infer<typeof stackSettings>;
