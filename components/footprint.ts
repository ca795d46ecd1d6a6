/**
 * Pods that the stack itself brings, for the capacity fit: charts and add-ons make them inside the cluster, where
 * no plan sees them. Each stands beside the values that set its requests.
 */
export interface Footprint {
  name: string;
  /** A number of pods on the system pool, or one pod on each node of every pool or of the GPU pools. */
  runs: number | "everyNode" | "gpuNodes";
  /** Requests of one pod, as Kubernetes quantities. */
  requests: { cpu: string; memory: string };
}
