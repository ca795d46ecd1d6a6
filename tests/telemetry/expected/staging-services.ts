import { samples, type Sample } from "./sample";

/** How services scale in the staging world, and what their users see. */
export const STAGING_SERVICES: Record<string, Sample[]> = {
  "service:replicas:current": samples(["namespace", "service"], {
    staging: { frontend: 1, "api-gateway": 2, "intent-classifier": 1 },
    development: { "api-gateway": 0, "intent-classifier": 0 },
  }),
  "service:replicas:desired": samples(["namespace", "service"], {
    staging: { frontend: 1, "api-gateway": 2, "intent-classifier": 1 },
    development: { "api-gateway": 0, "intent-classifier": 0 },
  }),
  "service:replicas:min": samples(["namespace", "service"], {
    staging: { frontend: 1, "api-gateway": 1, "intent-classifier": 1 },
    development: { "api-gateway": 1, "intent-classifier": 1 },
  }),
  "service:replicas:max": samples(["namespace", "service"], {
    staging: { frontend: 4, "api-gateway": 4, "intent-classifier": 3 },
    development: { "api-gateway": 2, "intent-classifier": 2 },
  }),
  "service:http_requests:rate": ofStaging({ frontend: 10, "api-gateway": 2 * 5, "intent-classifier": 2 }),
  "service:http_errors:rate": ofStaging({ "api-gateway": 2 * 1 }),
  "service:http_errors:ratio": ofStaging({ frontend: 0, "api-gateway": 0.2, "intent-classifier": 0 }),
  "service:http_request_seconds:p50": ofStaging({
    frontend: 0.1,
    "api-gateway": 0.0625,
    "intent-classifier": 0.1,
  }),
  "service:http_request_seconds:p95": ofStaging({
    frontend: 0.75,
    "api-gateway": 0.5,
    "intent-classifier": 0.75,
  }),
  "service:http_request_seconds:p99": ofStaging({
    frontend: 0.95,
    "api-gateway": 0.9,
    "intent-classifier": 0.95,
  }),
  "service:queue_depth:sum": ofStaging({ "intent-classifier": 0 }),
  "service:queue_depth_per_pod:target": samples(["namespace", "service"], {
    staging: { "intent-classifier": 10, "prompt-generator": 10, torchserve: 10 },
    development: { "intent-classifier": 10, "prompt-generator": 10, torchserve: 10 },
  }),
  "service:http_requests:forecast": samples(["namespace", "service", "method"], {
    staging: {
      frontend: { linear: 10, seasonal: 10 },
      "api-gateway": { linear: 10, seasonal: 10 },
      "intent-classifier": { linear: 2, seasonal: 2 },
    },
  }),
  "service:http_requests_forecast_error:ratio": samples(["namespace", "service", "method"], {
    staging: {
      frontend: { linear: 0, seasonal: 0 },
      "api-gateway": { linear: 0, seasonal: 0 },
      "intent-classifier": { linear: 0, seasonal: 0 },
    },
  }),
  // Development's recommendations outlive its pods, and are compared with nothing.
  "service:recommendation:ratio": samples(["namespace", "service", "resource"], {
    staging: {
      frontend: { cpu: 1, memory: 1 },
      "api-gateway": { cpu: 1, memory: 1 },
      "intent-classifier": { cpu: 1, memory: 1 },
    },
  }),
  "namespace_resource:quota_used:ratio": samples(["namespace", "resource"], {
    staging: { pods: 0.04 },
    development: { pods: 0 },
  }),
};

function ofStaging(tree: Record<string, number>): Sample[] {
  return samples(["namespace", "service"], { staging: tree });
}
