import { ofKind } from "../kinds";
import { containers, podSpec } from "../pods";
import { problem, type Rule } from "./rule";

const ENFORCE = "pod-security.kubernetes.io/enforce";

/** https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted, but for its rules on volumes. */
export const restrictedPods: Rule = (manifests) => {
  const restricted = ofKind(manifests, "Namespace")
    .filter(({ metadata: { labels } }) => labels?.[ENFORCE] === "restricted")
    .map(({ metadata }) => metadata.name);
  return containers(manifests)
    .filter(({ deployment }) => restricted.includes(deployment.metadata.namespace ?? ""))
    .flatMap(({ deployment, path, container: { securityContext: own = {} } }) => {
      const { securityContext: pod = {}, hostNetwork, hostPID, hostIPC } = podSpec(deployment);
      const { type: seccomp = "Unconfined" } = own.seccompProfile ?? pod.seccompProfile ?? {};
      const met: Record<string, boolean> = {
        "runAsNonRoot: true": own.runAsNonRoot ?? pod.runAsNonRoot ?? false,
        "runAsUser other than 0": (own.runAsUser ?? pod.runAsUser) !== 0,
        "seccompProfile: RuntimeDefault or Localhost": ["RuntimeDefault", "Localhost"].includes(seccomp),
        "allowPrivilegeEscalation: false": own.allowPrivilegeEscalation === false,
        "privileged: false": !own.privileged,
        "capabilities.drop: [ALL]": own.capabilities?.drop?.includes("ALL") ?? false,
        "capabilities.add: none but NET_BIND_SERVICE":
          own.capabilities?.add?.every((capability) => capability === "NET_BIND_SERVICE") ?? true,
        "none of the host's namespaces": !hostNetwork && !hostPID && !hostIPC,
      };
      const missing = Object.keys(met).filter((demand) => !met[demand]);
      return missing.map((demand) => problem(deployment, path, `"restricted" wants ${demand}`));
    });
};
