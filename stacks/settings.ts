import { z } from "zod";
import { clusterSettings } from "../components/cluster/cluster.settings";
import {
  chartMirror,
  monitoringSettings,
  nodeAutoscalingSettings,
} from "../components/controllers/controllers.settings";
import { costSettings } from "../components/cost/cost.settings";
import { namespaceSettings, priorityClassSettings } from "../components/governance/namespace.settings";
import { dnsLabel, serviceName } from "../components/kubernetes/objects";
import { grafanaAccessSettings } from "../components/grafana/grafana.settings";
import { alertSettings } from "../components/monitoring/alerts.settings";
import { loadBalancerSettings, networkSettings } from "../components/network/network.settings";
import { REGIONS } from "../components/network/zones";
import { notificationSettings } from "../components/cost/notifications.settings";
import { spotReserveSettings } from "../components/nodes/spot-reserve.settings";
import { poolSettings } from "../components/nodes/node-pool.settings";
import { podAutoscalingSettings, serviceSettings } from "../components/scaling/service.settings";

/** Characters and length that every AWS service takes: Tagging AWS Resources User Guide, "Naming limits". */
const tagValue = z
  .string()
  .regex(
    /^(?!aws:)(?! )[\p{L}\p{N} _.:/=+\-@]{1,256}(?<! )$/iu,
    'at most 256 letters, digits, spaces and _.:/=+-@, no space at either end, and no "aws:" before it',
  );

/** Tags by which AWS's bill can be split. They must be activated for billing once: docs/operations. */
export const tagSettings = z.strictObject({
  project: tagValue,
  environment: tagValue,
  owner: tagValue,
  "cost-center": tagValue,
  "managed-by": tagValue,
});

function atLeastOne<Schema extends z.ZodType<object>>(schema: Schema, what: string): Schema {
  return schema.refine((group) => Object.keys(group).length > 0, { error: `at least one ${what}` });
}

/** Everything that a stack's YAML file says under `betterprompts:`. */
export const stackSettings = z.strictObject({
  region: z.string().refine((name) => REGIONS.includes(name), {
    error: `an AWS region with three zones in which EKS works: ${REGIONS.join(", ")}`,
  }),
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
