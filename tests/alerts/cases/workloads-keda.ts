import type { AlertTests } from "../alert-test";

const OPERATOR = 'job="keda-operator", namespace="keda", instance="10.0.1.9:8080"';
const NEXT_OPERATOR = 'job="keda-operator", namespace="keda", instance="10.0.2.4:8080"';

/** Errors of one trigger of a service. `namespace` is the operator's own; the service's is in `exported_namespace`. */
function trigger(service: string, { index = 0, operator = OPERATOR, namespace = "production" } = {}): string {
  return `keda_scaler_detail_errors_total{${operator}, exported_namespace="${namespace}", scaledObject="${service}", scaler="prometheusScaler", triggerIndex="${index}", metric="s${index}-prometheus", type="scaledobject"}`;
}

function cantRead(service: string, namespace = "production") {
  return {
    labels: { severity: "warning", namespace, service },
    summary: `KEDA can't read a trigger of ${namespace}/${service}`,
  };
}

export const KEDA_SCALER_ERRORS: AlertTests = {
  alert: "KedaScalerErrors",
  tests: [
    {
      shows: "fires",
      it: "fires for a trigger that goes on failing",
      series: { [trigger("torchserve")]: "0x10 2+2x30" },
      fires: { at: "21m", alerts: [cantRead("torchserve")] },
    },
    {
      shows: "fires",
      it: "fires for a scaled object as a whole",
      series: {
        [`keda_scaled_object_errors_total{${OPERATOR}, exported_namespace="production", scaledObject="api-gateway"}`]:
          "0+1x30",
      },
      fires: { at: "11m", alerts: [cantRead("api-gateway")] },
    },
    {
      shows: "fires",
      it: "fires once for a service whose triggers fail one after the other",
      series: {
        [trigger("torchserve", { index: 0 })]: "0+2x8 16x30",
        [trigger("torchserve", { index: 1 })]: "0x7 2+2x20",
        [trigger("api-gateway")]: "0x30",
      },
      fires: { at: "11m", alerts: [cantRead("torchserve")] },
    },
    {
      shows: "fires",
      it: "has the namespace of the service, not KEDA's own",
      stack: "staging",
      series: { [trigger("frontend", { namespace: "development" })]: "0+2x30" },
      fires: { at: "11m", alerts: [cantRead("frontend", "development")] },
    },
    {
      shows: "fires",
      it: "fires for a minute on errors that end when the time is up", // each counts for four minutes
      series: { [trigger("torchserve")]: "0+2x8 16x30" },
      fires: { at: "11m", alerts: [cantRead("torchserve")], resolvedAt: "12m" },
    },
    {
      shows: "just under",
      it: "is silent on errors that end before the time is up",
      series: { [trigger("torchserve")]: "0+2x7 14x30" },
      silentUntil: "40m",
    },
    {
      shows: "just under",
      it: "is silent on one error in every ten minutes",
      series: { [trigger("torchserve")]: "0x4 1x9 2x9 3x9 4x9 5x9" },
      silentUntil: "50m",
    },
    {
      shows: "just under",
      it: "is silent while triggers are read well",
      series: { [trigger("torchserve")]: "7x60" },
      silentUntil: "1h",
    },
    {
      shows: "missing data",
      it: "is silent without KEDA",
      series: {},
      silentUntil: "1h",
    },
    {
      shows: "missing data",
      it: "is silent when KEDA goes before the time is up",
      series: { [trigger("torchserve")]: "0+2x5 stale" },
      silentUntil: "1h",
    },
    {
      shows: "counter reset",
      it: "is silent when KEDA starts again, and counts from zero",
      series: { [trigger("torchserve")]: "500x20 0x20 3x20" },
      silentUntil: "1h",
    },
    {
      shows: "counter reset",
      it: "fires for errors that go on after KEDA's container started again",
      series: { [trigger("torchserve")]: "500+2x5 0+2x30" },
      fires: { at: "11m", alerts: [cantRead("torchserve")] },
    },
    {
      shows: "counter reset",
      it: "fires for errors that go on in another pod of KEDA",
      series: {
        [trigger("torchserve")]: "500+2x5 stale",
        [trigger("torchserve", { operator: NEXT_OPERATOR })]: "_x6 1+2x30",
      },
      fires: { at: "11m", alerts: [cantRead("torchserve")] },
    },
    {
      shows: "fresh counter",
      it: "is silent on one error that was never followed by another",
      series: { [trigger("torchserve")]: "_x10 1x50" },
      silentUntil: "1h",
    },
    {
      shows: "fresh counter",
      it: "fires for errors the first of which created the counter",
      series: { [trigger("torchserve")]: "_x10 1+1x50" },
      fires: { at: "21m", alerts: [cantRead("torchserve")] },
    },
  ],
};
