import { samples, type Sample } from "./sample";

const ofServices = (tree: Record<string, number>) => samples(["namespace", "service"], { production: tree });

/** How services scale in the production world, and what their users see. */
export const PRODUCTION_SERVICES: Record<string, Sample[]> = {
  "service:replicas:current": ofServices({
    frontend: 2,
    "api-gateway": 3,
    "technique-selector": 2,
    "intent-classifier": 2,
    "prompt-generator": 1,
    torchserve: 3,
  }),
  "service:replicas:desired": ofServices({
    frontend: 2,
    "api-gateway": 4,
    "technique-selector": 2,
    "intent-classifier": 2,
    "prompt-generator": 2,
    torchserve: 3,
  }),
  "service:replicas:min": ofServices({
    frontend: 2,
    "api-gateway": 3,
    "technique-selector": 2,
    "intent-classifier": 1,
    "prompt-generator": 1,
    torchserve: 1,
  }),
  "service:replicas:max": ofServices({
    frontend: 10,
    "api-gateway": 15,
    "technique-selector": 12,
    "intent-classifier": 8,
    "prompt-generator": 8,
    torchserve: 8,
  }),

  // pods x requests a second of each
  "service:http_requests:rate": ofServices({
    frontend: 2 * (99 + 1),
    "api-gateway": 3 * (95 + 3 + 2),
    "technique-selector": 2 * 25,
    "intent-classifier": 2 * (9 + 1),
    "prompt-generator": 10,
  }),
  "service:http_errors:rate": ofServices({
    frontend: 2 * 1,
    "api-gateway": 3 * 2, // a 404 is the user's
    "intent-classifier": 2 * 1,
  }),
  "service:http_errors:ratio": ofServices({
    frontend: 0.01,
    "api-gateway": 0.02,
    "technique-selector": 0,
    "intent-classifier": 0.1,
    "prompt-generator": 0,
  }),
  // Half within 0.1 s, 90 % within 0.5, all within 1; api-gateway's 80, 95 and 100 %. Between buckets the line is straight.
  "service:http_request_seconds:p50": ofServices({
    frontend: 0.1,
    "api-gateway": (0.5 / 0.8) * 0.1,
    "technique-selector": 0.1,
    "intent-classifier": 0.1,
    "prompt-generator": 0.1,
  }),
  "service:http_request_seconds:p95": ofServices({
    frontend: 0.5 + ((0.95 - 0.9) / 0.1) * 0.5,
    "api-gateway": 0.5,
    "technique-selector": 0.75,
    "intent-classifier": 0.75,
    "prompt-generator": 0.75,
  }),
  "service:http_request_seconds:p99": ofServices({
    frontend: 0.5 + ((0.99 - 0.9) / 0.1) * 0.5,
    "api-gateway": 0.5 + ((0.99 - 0.95) / 0.05) * 0.5,
    "technique-selector": 0.95,
    "intent-classifier": 0.95,
    "prompt-generator": 0.95,
  }),
  "service:queue_depth:sum": ofServices({
    "intent-classifier": 2 * 6,
    "prompt-generator": 30,
    torchserve: 3 * 4,
  }),
  "service:queue_depth_per_pod:target": ofServices({
    "intent-classifier": 10,
    "prompt-generator": 10,
    torchserve: 10,
  }),

  "service:http_requests:forecast": samples(["namespace", "service", "method"], {
    production: {
      frontend: {
        // Least squares over 720 points, one every two minutes: 100, the last 15 of them 200. Mean 100 + 100 x 15/720;
        // slope 100 x 15 x (712 - 359.5) / (720 x (720^2 - 1) / 12) a point; 15 points behind the last is 374.5 behind the middle.
        linear: 100 + (100 * 15) / 720 + 374.5 * ((100 * 15 * 352.5) / ((720 * (720 ** 2 - 1)) / 12)),
        // Yesterday's 100, and today's last hour, 150 on the average, against 100.
        seasonal: (100 * 150) / 100,
      },
      "api-gateway": { linear: 300, seasonal: 300 },
      "technique-selector": { linear: 50, seasonal: 50 },
      "intent-classifier": { linear: 20, seasonal: 20 },
      "prompt-generator": { linear: 10, seasonal: 10 },
    },
  }),
  // frontend: 100 was forecast, for the last 29 of 60 minutes 200 came: |100 - 200| / 200 in those.
  "service:http_requests_forecast_error:ratio": samples(["namespace", "service", "method"], {
    production: {
      frontend: { linear: (29 * 0.5) / 60, seasonal: (29 * 0.5) / 60 },
      "api-gateway": { linear: 0, seasonal: 0 },
      "technique-selector": { linear: 0, seasonal: 0 },
      "intent-classifier": { linear: 0, seasonal: 0 },
      "prompt-generator": { linear: 0, seasonal: 0 },
    },
  }),

  "service:recommendation:ratio": samples(["namespace", "service", "resource"], {
    production: {
      frontend: { cpu: 0.25 / 0.5, memory: 1 },
      "api-gateway": { cpu: 2, memory: 0.75 },
      "technique-selector": { cpu: 0.1 / 0.5, memory: 1 },
      "intent-classifier": { cpu: 1.5, memory: 1 },
      "prompt-generator": { cpu: 1, memory: 1.5 },
      torchserve: { cpu: 1, memory: 1 },
    },
  }),
  // A hard limit of 0 is no quota that could be nearly used.
  "namespace_resource:quota_used:ratio": samples(["namespace", "resource"], {
    production: {
      "requests.cpu": 0.12,
      "requests.memory": 0.25,
      "requests.nvidia.com/gpu": 0.3,
      pods: 0.15,
    },
  }),
};
