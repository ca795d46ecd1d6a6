import { readClusterAccess } from "../cluster-access";

/**
 * How the cluster is reached: the sandbox's own kubeconfig if an API server stands behind it, else one that asks the
 * AWS CLI for a token, as the real component gives it.
 */
export function kubeconfigFor(clusterName: string, endpoint: string, certificateAuthority: string): object {
  return (
    readClusterAccess()?.kubeconfig ?? {
      apiVersion: "v1",
      kind: "Config",
      clusters: [
        {
          name: "kubernetes",
          cluster: { server: endpoint, "certificate-authority-data": certificateAuthority },
        },
      ],
      contexts: [{ name: "aws", context: { cluster: "kubernetes", user: "aws" } }],
      "current-context": "aws",
      users: [
        {
          name: "aws",
          user: {
            exec: {
              apiVersion: "client.authentication.k8s.io/v1beta1",
              command: "aws",
              args: ["eks", "get-token", "--cluster-name", clusterName, "--output", "json"],
            },
          },
        },
      ],
    }
  );
}
