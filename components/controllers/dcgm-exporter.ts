import * as pulumi from "@pulumi/pulumi";
import type { Footprint } from "./footprints";
import { NODE_CRITICAL, onGpuPools, type Placement } from "../nodes/controller-placement";
import { installChart, type ControllerArgs } from "./release";

const REQUESTS = { cpu: "100m", memory: "512Mi" }; // its working set on nodes with one GPU

export const DCGM_EXPORTER_FOOTPRINT: Footprint = {
  name: "dcgm-exporter",
  runs: "gpuNodes",
  requests: REQUESTS,
};

export interface DcgmExporterArgs extends ControllerArgs {
  namespace: pulumi.Output<string>;
}

/** Measures the GPUs. */
export class DcgmExporter extends pulumi.ComponentResource {
  constructor(name: string, args: DcgmExporterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("betterprompts:controllers:DcgmExporter", name, {}, opts);
    installChart(
      "dcgm-exporter",
      {
        namespace: args.namespace,
        chartMirror: args.chartMirror,
        values: dcgmExporterValues(onGpuPools(args.pools)),
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

export function dcgmExporterValues(placement: Placement): Record<string, unknown> {
  return {
    ...placement,
    priorityClassName: NODE_CRITICAL,
    resources: { requests: REQUESTS, limits: { memory: "1Gi" } },
    // The series have the name of the pod that uses the GPU; without honorLabels Prometheus would replace it by the
    // exporter's pod.
    serviceMonitor: { enabled: true, interval: "30s", scrapeTimeout: "10s", honorLabels: true },
    arguments: ["-f", "/etc/dcgm-exporter/default-counters.csv"],
  };
}
