import { setTimeout as wait } from "node:timers/promises";
import type { KubernetesApi } from "./api";

const API_SERVICES = "/apis/apiregistration.k8s.io/v1/apiservices";
/**
 * No namespace of the stack: to delete one, the controller manager lists its objects in every API, this one included.
 */
const NAMESPACE = "kube-system";
const READY_WITHIN_MS = 60_000;

/** An API of the cluster, served by a program on this machine. */
export interface AggregatedApi {
  /** Name of the Service that leads to the program. */
  name: string;
  group: string;
  version: string;
  port: number;
}

/** A Service and an APIService. Only a Service of this type leads out of the cluster. */
export function aggregatedApi({ name, group, version, port }: AggregatedApi): {
  service: object;
  apiService: object;
} {
  return {
    service: {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name, namespace: NAMESPACE },
      spec: { type: "ExternalName", externalName: "localhost", ports: [{ port }] },
    },
    apiService: {
      apiVersion: "apiregistration.k8s.io/v1",
      kind: "APIService",
      metadata: { name: `${version}.${group}` },
      spec: {
        group,
        version,
        groupPriorityMinimum: 100,
        versionPriority: 100,
        insecureSkipTLSVerify: true, // the certificate names no Service
        service: { name, namespace: NAMESPACE, port },
      },
    },
  };
}

export async function registerApi(api: KubernetesApi, served: AggregatedApi): Promise<void> {
  const { service, apiService } = aggregatedApi(served);
  await api.create(`/api/v1/namespaces/${NAMESPACE}/services`, service);
  await api.create(API_SERVICES, apiService);
}

interface ApiService {
  metadata: { name: string };
  status?: { conditions?: { type: string; status: string; message?: string }[] };
}

/**
 * Waits until all APIs of the cluster are served.
 *
 * @throws Error with the APIs that aren't served, and the API server's reasons
 */
export async function apisServed(api: KubernetesApi): Promise<void> {
  const giveUp = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const missing = (await api.list<ApiService>(API_SERVICES)).flatMap(({ metadata, status }) => {
      const available = status?.conditions?.find(({ type }) => type === "Available");
      return available?.status === "True"
        ? []
        : [`${metadata.name}: ${available?.message ?? "no status yet"}`];
    });
    if (missing.length === 0) return;
    if (Date.now() > giveUp) throw new Error(missing.join("\n"));
    await wait(500);
  }
}
