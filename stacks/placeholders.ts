import { Address4 } from "ip-address";
import type { GrafanaAccessSettings } from "../components/grafana/grafana.settings";
import type { Problem } from "./problems";
import type { StackSettings } from "./settings";

/** Account numbers that AWS's documentation uses; no customer has them. */
const EXAMPLE_ACCOUNTS = ["111122223333", "123456789012", "444455556666"];

/**
 * Example values in place of what only the owner of an account knows. A plan is right with them; an `up` would make a
 * cluster that nobody reaches.
 */
export function placeholders(settings: StackSettings): Problem[] {
  const { cluster, grafanaAccess, loadBalancer, namespaces, notifications } = settings;
  return [
    ...cluster.publicAccessCidrs.flatMap((cidr, index) =>
      new Address4(cidr).isDocumentation() // RFC 5737
        ? [
            {
              path: ["cluster", "publicAccessCidrs", index],
              found: cidr,
              allowed: "a block from which you reach the cluster",
            },
          ]
        : [],
    ),
    ...Object.entries(cluster.administrators).flatMap(([name, arn]) =>
      isExampleArn(arn)
        ? [{ path: ["cluster", "administrators", name], found: arn, allowed: "an IAM role of your account" }]
        : [],
    ),
    ...(isExampleArn(loadBalancer.certificateArn)
      ? [
          {
            path: ["loadBalancer", "certificateArn"],
            found: loadBalancer.certificateArn,
            allowed: "a certificate of your account for the hosts below",
          },
        ]
      : []),
    ...notifications.emails.flatMap((email, index) =>
      isExampleDomain(email)
        ? [{ path: ["notifications", "emails", index], found: email, allowed: "an address of your own" }]
        : [],
    ),
    ...(isExampleDomain(new URL(notifications.runbookUrl).hostname)
      ? [
          {
            path: ["notifications", "runbookUrl"],
            found: notifications.runbookUrl,
            allowed: "where your people read docs/runbooks",
          },
        ]
      : []),
    ...(grafanaAccess ? grafanaPlaceholders(grafanaAccess) : []),
    ...Object.entries(namespaces).flatMap(([name, { host }]) =>
      isExampleDomain(host)
        ? [{ path: ["namespaces", name, "host"], found: host, allowed: "a host name of your domain" }]
        : [],
    ),
  ];
}

function grafanaPlaceholders({ host, signIn: { issuer } }: GrafanaAccessSettings): Problem[] {
  return [
    ...(isExampleDomain(host)
      ? [{ path: ["grafanaAccess", "host"], found: host, allowed: "a host name of your domain" }]
      : []),
    ...(isExampleDomain(new URL(issuer).hostname)
      ? [{ path: ["grafanaAccess", "signIn", "issuer"], found: issuer, allowed: "where your people sign in" }]
      : []),
  ];
}

function isExampleArn(arn: string): boolean {
  return EXAMPLE_ACCOUNTS.includes(arn.split(":")[4] ?? "");
}

/** RFC 2606 keeps the domain for examples. */
function isExampleDomain(host: string): boolean {
  return host.endsWith(".example");
}
