import type { Problem } from "../problems";
import type { StackSettings } from "../settings";

export function rulesAreUnique({ namespaces, services }: StackSettings): Problem[] {
  const seen = new Map<number, string>();
  return Object.entries(namespaces).flatMap(([namespace, { rulePriority }]) =>
    Object.entries(services).flatMap(([name, service]): Problem[] => {
      if (!service.public) return [];
      const priority = rulePriority + service.public.rulePriority;
      const other = seen.get(priority);
      seen.set(priority, `${name} in ${namespace}`);
      return other === undefined
        ? []
        : [
            {
              path: ["services", name, "public", "rulePriority"],
              found: service.public.rulePriority,
              allowed: `a sum with the namespace's rulePriority that no other rule has; ${priority} is ${other}`,
            },
          ];
    }),
  );
}

/** Grafana answers on all paths of its host, and before all others. */
export function grafanaHasItsHost({ grafanaAccess, namespaces }: StackSettings): Problem[] {
  const host = grafanaAccess?.host;
  const [namespace] = Object.keys(namespaces).filter((name) => namespaces[name]!.host === host);
  return namespace === undefined
    ? []
    : [
        {
          path: ["grafanaAccess", "host"],
          found: host,
          allowed: `a host of its own; ${namespace} has this one, and its services would be out of reach`,
        },
      ];
}
