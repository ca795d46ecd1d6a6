import { samples, single } from "../sample";
import { inEach, recorded, times, without, type ExpectedPanels } from "./expectation";

const ofService = (record: string, resource: string) => without("resource", recorded(record, { resource }));

/** The dashboard of costs. */
export const COST_PANELS: ExpectedPanels = {
  "Cost per hour": { A: recorded("cluster:cost_usd_per_hour:sum") },
  "Expected per hour": { A: recorded("cluster:expected_cost_usd_per_hour:plan") },
  "Ceiling per hour": { A: recorded("cluster:ceiling_usd_per_hour:setting") },
  "This month so far": { A: recorded("cluster:cost_usd:month_to_date") },
  "Projection of this month": { A: recorded("cluster:cost_usd:month_projection") },
  "Budget of a month": { A: inEach({ production: single(7300), staging: single(3650) }) },
  Nodes: {
    A: inEach({ production: single(0.09 + 0.84 + 1.24 + 0.23), staging: single(0.09 + 0.18 + 0.07) }),
  },
  "Claimed volumes": { A: inEach({ production: single(0.0052), staging: single(0) }) },
  "Not measured by an exporter": { A: recorded("cluster:unmeasured_cost_usd_per_hour:plan") },
  Idle: { A: recorded("cluster:idle_cost_usd_per_hour:sum") },

  "Cost against plan and ceiling": {
    A: recorded("cluster:cost_usd_per_hour:sum"),
    B: recorded("cluster:expected_cost_usd_per_hour:plan"),
  },
  "Month so far against its budget": {
    A: recorded("cluster:cost_usd:month_to_date"),
    B: recorded("cluster:cost_usd:month_projection"),
    C: inEach({ production: single(7300), staging: single(3650) }),
  },
  "Cost by pool": {
    A: recorded("pool:cost_usd_per_hour:sum"),
    B: recorded("cluster:volume_cost_usd_per_hour:sum"),
    C: recorded("cluster:unmeasured_cost_usd_per_hour:plan"),
  },
  "Cost by namespace": {
    A: recorded("namespace:cost_usd_per_hour:sum"),
    B: recorded("cluster:idle_cost_usd_per_hour:sum"),
  },
  "Cost by service": { A: recorded("service:cost_usd_per_hour:sum") },

  "Waste by namespace and resource": { A: recorded("namespace_resource:unused_cost_usd_per_hour:sum") },
  "Idle cost": {
    A: recorded("cluster:idle_cost_usd_per_hour:sum"),
    B: inEach({ production: single(0.08 + 0.8 + 1.2 + 0.2), staging: single(0.08 + 0.16 + 0.06) }),
  },
  "Unused share of requests": { A: recorded("service:resource_unused:ratio") },

  "Spot savings per hour": { A: recorded("cluster:spot_savings_usd_per_hour:sum") },
  "Spot savings": {
    A: recorded("cluster:spot_savings_usd_per_hour:sum"),
    B: inEach({ production: single(2.9052 + 0.32), staging: single(0.54 + 0.1) }),
  },

  "Cost of services": {
    A: recorded("service:cost_usd_per_hour:sum"),
    B: times(730, recorded("service:cost_usd_per_hour:sum")),
    C: ofService("service:resource_requests:sum", "cpu"),
    D: ofService("service:resource_unused:ratio", "cpu"),
    E: ofService("service:resource_requests:sum", "memory"),
    F: ofService("service:resource_unused:ratio", "memory"),
    G: ofService("service:resource_requests:sum", "gpu"),
    H: ofService("service:resource_unused:ratio", "gpu"),
  },

  "Age of the price book, days": { A: inEach({ production: single(32), staging: single(32) }) }, // since October 1st
  "Prices of the running nodes": {
    A: inEach({
      production: samples(["capacity_type", "instance_type"], {
        ON_DEMAND: { "t3a.medium": 0.04, "c6i.xlarge": 0.2, "g4dn.xlarge": 0.6 },
        SPOT: { "m5.xlarge": 0.08, "t3a.xlarge": 0.06 },
      }),
      staging: samples(["capacity_type", "instance_type"], {
        ON_DEMAND: { "t3a.medium": 0.04, "t3a.large": 0.08 },
        SPOT: { "t3a.xlarge": 0.06 },
      }),
    }),
    B: inEach({
      production: samples(["capacity_type", "instance_type"], {
        ON_DEMAND: { "t3a.medium": 0.04, "c6i.xlarge": 0.2, "g4dn.xlarge": 0.6 },
        SPOT: { "m5.xlarge": 0.2, "t3a.xlarge": 0.16 },
      }),
      staging: samples(["capacity_type", "instance_type"], {
        ON_DEMAND: { "t3a.medium": 0.04, "t3a.large": 0.08 },
        SPOT: { "t3a.xlarge": 0.16 },
      }),
    }),
    C: inEach({
      production: samples(["capacity_type", "instance_type"], {
        ON_DEMAND: { "t3a.medium": 1, "c6i.xlarge": 1, "g4dn.xlarge": 1 },
        SPOT: { "m5.xlarge": 0.4, "t3a.xlarge": 0.375 },
      }),
      staging: samples(["capacity_type", "instance_type"], {
        ON_DEMAND: { "t3a.medium": 1, "t3a.large": 1 },
        SPOT: { "t3a.xlarge": 0.375 },
      }),
    }),
  },
};
