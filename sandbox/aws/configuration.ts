import type { Difference } from "./diff";
import { UNKNOWN } from "./paths";
import type { Problem } from "./rules";
import type { ProviderSettings } from "./simulated-aws";
import type { Properties } from "./state";

/**
 * The problems of a provider's configuration. Without a region it is the engine's default provider, which is not
 * allowed.
 */
export function configFailures(inputs: Properties): Problem[] {
  const { region } = inputs;
  if (region === UNKNOWN) return [];
  if (region === undefined || region === "") {
    return [
      {
        path: "region",
        reason: "Missing region configuration: pass the stack's own provider to every AWS resource",
      },
    ];
  }
  return /^[a-z]{2}(-[a-z]+)+-\d$/.test(String(region))
    ? []
    : [{ path: "region", reason: `Invalid AWS Region: ${region}` }];
}

/** Another region needs another provider, so all of its resources are replaced. */
export function configReplaces(olds: Properties, news: Properties): Difference {
  const changed = [...new Set([...Object.keys(olds), ...Object.keys(news)])]
    .filter((key) => key !== "version" && JSON.stringify(olds[key]) !== JSON.stringify(news[key]))
    .map((path) => ({ path, kind: "update" as const, replaces: path === "region" }));
  return { changes: changed, deleteBeforeReplace: false };
}

/** Providers get objects as JSON text. */
export function providerSettings(inputs: Properties): ProviderSettings {
  const { region, defaultTags } = inputs;
  const parsedTags =
    typeof defaultTags === "string" && defaultTags !== UNKNOWN ? JSON.parse(defaultTags) : defaultTags;
  return {
    region: String(region),
    defaultTags: ((parsedTags as { tags?: Record<string, string> } | undefined)?.tags ?? {}) as Record<
      string,
      string
    >,
  };
}
