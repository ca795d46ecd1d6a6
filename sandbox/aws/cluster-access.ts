import { readFileSync } from "node:fs";
import { parse } from "yaml";

/** Environment variable with the kubeconfig of the API server that serves the EKS cluster. */
export const KUBECONFIG_VARIABLE = "SANDBOX_KUBECONFIG";

/** Access to the sandbox's API server. */
export interface ClusterAccess {
  endpoint: string;
  /** The certificate in base64, as EKS returns it; empty if the kubeconfig has none. */
  certificateAuthority: string;
  kubeconfig: object;
}

interface Kubeconfig {
  clusters?: {
    cluster: {
      server: string;
      "certificate-authority"?: string;
      "certificate-authority-data"?: string;
    };
  }[];
}

/**
 * The access in the kubeconfig of {@link KUBECONFIG_VARIABLE}. Undefined if the variable isn't set: then no API server
 * serves the cluster.
 *
 * @throws Error if the file can't be read or has no cluster
 */
export function readClusterAccess(environment: NodeJS.ProcessEnv = process.env): ClusterAccess | undefined {
  const file = environment[KUBECONFIG_VARIABLE];
  if (!file) return undefined;
  const kubeconfig = parse(readFileSync(file, "utf8")) as Kubeconfig;
  const cluster = kubeconfig.clusters?.[0]?.cluster;
  if (!cluster) throw new Error(`${file}, from ${KUBECONFIG_VARIABLE}, has no cluster.`);
  const path = cluster["certificate-authority"];
  return {
    endpoint: cluster.server,
    certificateAuthority:
      cluster["certificate-authority-data"] ?? (path ? readFileSync(path).toString("base64") : ""),
    kubeconfig,
  };
}

/**
 * The kubeconfig of the cluster: the sandbox's own if an API server serves the cluster, otherwise one that gets a token
 * from the AWS CLI, as the real component returns it.
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
