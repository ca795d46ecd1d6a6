import { createHash } from "node:crypto";
import type { SignInSettings } from "../grafana/grafana.settings";

/** Requests that the load balancer sends to the pods of one service in one namespace. */
export interface Route {
  namespace: string;
  service: string;
  host: string;
  path: string;
  port: number;
  probePath: string;
  /** Unique among the rules of a listener; lower ones are evaluated first. */
  priority: number;
  /** Where users must sign in first. */
  signIn?: SignInSettings;
}

/** Length that AWS allows for the name of a load balancer and of a target group. */
const NAME_LIMIT = 32;

/**
 * A name of at most 32 characters. If the parts are longer, a digest of the whole replaces the end, so that two long
 * names stay different.
 */
export function balancerName(...parts: string[]): string {
  const name = parts.join("-");
  if (name.length <= NAME_LIMIT) return name;
  const digest = createHash("sha256").update(name).digest("hex").slice(0, 6);
  return `${name.slice(0, NAME_LIMIT - digest.length - 1).replace(/-+$/, "")}-${digest}`;
}

/** The key that distinguishes a route's resources inside the stack. */
export function routeKey(route: Pick<Route, "namespace" | "service">): string {
  return `${route.namespace}/${route.service}`;
}

/**
 * The name of a route's target group: namespace, service and port, without the namespace where the stack has its name.
 * A port can't be changed in place, and the new group is created before the old one is deleted: it needs another name.
 */
export function targetGroupName(
  stack: string,
  { namespace, service, port }: Pick<Route, "namespace" | "service" | "port">,
): string {
  const place = namespace === stack ? [stack] : [stack, namespace];
  return balancerName(...place, service, String(port));
}
