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

/** A load balancer takes 100 target groups, and AWS raises that for nobody: ELB User Guide, "Quotas". */
const MOST_ROUTES = 100;

export function routesFit({ namespaces, services, grafanaAccess }: StackSettings): Problem[] {
  const perNamespace = Object.values(services).filter((service) => service.public).length;
  const count = perNamespace * Object.keys(namespaces).length + (grafanaAccess ? 1 : 0);
  return count <= MOST_ROUTES
    ? []
    : [
        {
          path: ["namespaces"],
          found: `${count} routes: ${perNamespace} public services in ${Object.keys(namespaces).length} namespaces${grafanaAccess ? ", and Grafana" : ""}`,
          allowed: `at most ${MOST_ROUTES}, the target groups that one load balancer takes`,
        },
      ];
}

/** The load balancer's rules of one host follow each other: those of a second namespace would get what the first leaves. */
export function hostsAreUnique({ namespaces }: StackSettings): Problem[] {
  const names = Object.keys(namespaces);
  return names.flatMap((name) => {
    const { host } = namespaces[name]!;
    const first = names.find((other) => namespaces[other]!.host === host)!;
    return first === name
      ? []
      : [
          {
            path: ["namespaces", name, "host"],
            found: host,
            allowed: `a host of its own; ${first} has this one`,
          },
        ];
  });
}

export function pathsAreReached({ services }: StackSettings): Problem[] {
  const rules = Object.entries(services)
    .flatMap(([name, service]) => (service.public ? [{ name, ...service.public }] : []))
    .sort((one, other) => one.rulePriority - other.rulePriority);
  return rules.flatMap(({ name, path, rulePriority }) => {
    const earlier = rules.find((rule) => rule.rulePriority < rulePriority && covers(rule.path, path));
    return earlier
      ? [
          {
            path: ["services", name, "public", "path"],
            found: path,
            allowed: `a path that "${earlier.path}" of ${earlier.name} doesn't cover, or a rulePriority below ${earlier.rulePriority}: the load balancer asks ${earlier.name} first, and ${name} gets no request`,
          },
        ]
      : [];
  });
}

/**
 * Whether each path that matches the second pattern matches the first too. Walks through the second and keeps the
 * places in the first where the same text may have led; every character that neither names acts the same, so one is
 * tried for all of them.
 */
export function covers(first: string, second: string): boolean {
  const characters = [...new Set(`${first}${second}`.replace(/[*?]/g, "")), "\0"];
  const skipStars = (places: number[]) => {
    const reached = new Set(places);
    for (const place of reached) if (first[place] === "*") reached.add(place + 1);
    return [...reached].sort((one, other) => one - other);
  };
  const after = (places: number[], character: string) =>
    skipStars(
      places.flatMap((place) => {
        if (first[place] === "*") return place;
        return first[place] === "?" || first[place] === character ? place + 1 : [];
      }),
    );
  const pending: [number, number[]][] = [[0, skipStars([0])]];
  const seen = new Set<string>();
  for (const [at, places] of pending) {
    const key = `${at} ${places.join(" ")}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (at === second.length && !places.includes(first.length)) return false;
    if (second[at] === "*") {
      pending.push([at + 1, places]);
      for (const character of characters) pending.push([at, after(places, character)]);
    } else if (second[at] === "?") {
      for (const character of characters) pending.push([at + 1, after(places, character)]);
    } else if (at < second.length) {
      pending.push([at + 1, after(places, second[at]!)]);
    }
  }
  return true;
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
