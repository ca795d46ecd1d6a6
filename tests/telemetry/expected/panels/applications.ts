import { samples, single, type Tree } from "../sample";
import { inEach, selected, type ExpectedPanels } from "./expectation";

const ofTriggers = (namespace: string, tree: Tree) =>
  samples(["exported_namespace", "scaledObject"], { [namespace]: tree }, { scaler: "prometheusScaler" });
const ofServices = (namespace: string, tree: Tree) =>
  samples(["namespace", "service"], { [namespace]: tree });

/** The dashboard of services, for the namespaces and services of VARIABLES. */
export const APPLICATION_PANELS: ExpectedPanels = {
  "Requests per second": { A: selected("service:http_requests:rate") },
  Errors: { A: selected("service:http_errors:ratio") },
  "Latency, p50": { A: selected("service:http_request_seconds:p50") },
  "Latency, p95": { A: selected("service:http_request_seconds:p95") },
  "Latency, p99": { A: selected("service:http_request_seconds:p99") },

  "Pods of the maximum": {
    A: inEach({
      production: ofServices("production", {
        frontend: 2 / 10,
        "api-gateway": 3 / 15,
        "prompt-generator": 1 / 8,
        torchserve: 3 / 8,
      }),
      staging: ofServices("staging", { frontend: 1 / 4, "api-gateway": 2 / 4 }),
    }),
  },
  // frontend needs no KEDA.
  Triggers: {
    A: inEach({
      production: ofTriggers("production", { "api-gateway": 1, "prompt-generator": 1, torchserve: 1 }),
      staging: ofTriggers("staging", { "api-gateway": 1 }),
    }),
  },
  "Autoscalers that read their metrics": {
    A: inEach({
      production: samples(["namespace", "horizontalpodautoscaler"], {
        production: {
          "frontend-hpa": 1,
          "keda-hpa-api-gateway": 1,
          "keda-hpa-prompt-generator": 1,
          "keda-hpa-torchserve": 1,
        },
      }),
      staging: samples(["namespace", "horizontalpodautoscaler"], {
        staging: { "frontend-hpa": 1, "keda-hpa-api-gateway": 1 },
      }),
    }),
  },
  "Errors of triggers": {
    A: inEach({
      production: ofTriggers("production", { "api-gateway": 0, "prompt-generator": 60 * 6, torchserve: 0 }),
      staging: ofTriggers("staging", { "api-gateway": 0 }),
    }),
  },
  "Pods that Prometheus reaches": {
    A: inEach({
      production: samples(["namespace", "job"], {
        production: { frontend: 1 / 2, "api-gateway": 1, "prompt-generator": 1, torchserve: 1 },
      }),
      staging: samples(["namespace", "job"], { staging: { frontend: 1, "api-gateway": 1 } }),
    }),
  },
  "Pods of namespaces with working hours": {
    A: inEach({ staging: samples(["namespace"], { development: 1 }) }), // the forgotten one
  },

  "Items that wait": { A: selected("service:queue_depth:sum") },
  "Items that wait for each pod": {
    A: inEach({
      production: ofServices("production", { "prompt-generator": 30 / 1, torchserve: 12 / 3 }),
      staging: [],
    }),
    B: selected("service:queue_depth_per_pod:target"),
  },
  "GPU use by service": {
    A: inEach({
      production: samples(
        ["namespace", "service"],
        { production: { torchserve: 1.4 / 3 } },
        { resource: "gpu" },
      ),
      staging: [],
    }),
  },

  "Error of the forecasts": { A: selected("service:http_requests_forecast_error:ratio") },
  "Recommendation of the request": { A: selected("service:recommendation:ratio") },
  "Unused share": { A: selected("service:resource_unused:ratio") },
  "Without a recommendation": { A: inEach({ production: single(1), staging: single(0) }) },

  "Pods of $service": {
    A: selected("service:replicas:current"),
    B: selected("service:replicas:desired"),
    C: selected("service:replicas:min"),
    D: selected("service:replicas:max"),
  },
  "CPU of $service": {
    A: selected("service:resource_usage:sum", { resource: "cpu" }),
    B: selected("service:resource_requests:sum", { resource: "cpu" }),
  },
  "Memory of $service": {
    A: selected("service:resource_usage:sum", { resource: "memory" }),
    B: selected("service:resource_requests:sum", { resource: "memory" }),
  },
  "Requests of $service and their forecasts": {
    A: selected("service:http_requests:rate"),
    // What was forecast half an hour ago, when nothing had changed yet.
    B: inEach({
      production: samples(["namespace", "service", "method"], {
        production: {
          frontend: { linear: 100, seasonal: 100 },
          "api-gateway": { linear: 300, seasonal: 300 },
          "prompt-generator": { linear: 10, seasonal: 10 },
        },
      }),
      staging: samples(["namespace", "service", "method"], {
        staging: {
          frontend: { linear: 10, seasonal: 10 },
          "api-gateway": { linear: 10, seasonal: 10 },
        },
      }),
    }),
  },
  "Cost of $service": { A: selected("service:cost_usd_per_hour:sum") },
};
