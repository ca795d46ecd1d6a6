import { readFileSync } from "node:fs";
import { parse } from "yaml";

/** Names the kubeconfig of the API server that stands behind the EKS cluster. */
export const KUBECONFIG_VARIABLE = "SANDBOX_KUBECONFIG";

/** How the sandbox's API server is reached. */
export interface ClusterAccess {
  endpoint: string;
  /** Base64 of the certificate, as EKS answers it; empty where the kubeconfig has none. */
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
 * What the kubeconfig of {@link KUBECONFIG_VARIABLE} says; undefined where the variable isn't set, and no API server
 * answers for the cluster.
 *
 * @throws if the file can't be read or names no cluster
 */
export function readClusterAccess(environment: NodeJS.ProcessEnv = process.env): ClusterAccess | undefined {
  const file = environment[KUBECONFIG_VARIABLE];
  if (!file) return undefined;
  const kubeconfig = parse(readFileSync(file, "utf8")) as Kubeconfig;
  const cluster = kubeconfig.clusters?.[0]?.cluster;
  if (!cluster) throw new Error(`${file}, from ${KUBECONFIG_VARIABLE}, names no cluster.`);
  const path = cluster["certificate-authority"];
  return {
    endpoint: cluster.server,
    certificateAuthority:
      cluster["certificate-authority-data"] ?? (path ? readFileSync(path).toString("base64") : ""),
    kubeconfig,
  };
}

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
