import type { KubernetesApi } from "./api";

export interface DeploymentName {
  namespace: string;
  name: string;
}

/** Whether any pod of a Deployment is ready. */
export async function runs(api: KubernetesApi, { namespace, name }: DeploymentName): Promise<boolean> {
  const found = await api.get<{ status?: { readyReplicas?: number } }>(
    `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`,
  );
  return (found?.status?.readyReplicas ?? 0) > 0;
}
