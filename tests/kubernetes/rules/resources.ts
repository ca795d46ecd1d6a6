import { ofKind, type ResourceList } from "../kinds";
import type { Manifest } from "../manifests";
import { containers } from "../pods";
import { quantityValue } from "../quantity";
import { problem, type Rule } from "./rule";

interface PlacedList {
  manifest: Manifest;
  path: string;
  list: ResourceList;
}

export const quantities: Rule = (manifests) =>
  resourceLists(manifests).flatMap(({ manifest, path, list }) =>
    Object.entries(list)
      .filter(([, quantity]) => !((quantityValue(quantity) ?? -1) >= 0))
      .map(([name, quantity]) =>
        problem(manifest, `${path}.${name}`, `${quantity} is not a quantity of zero or more`),
      ),
  );

/** Everything but CPU, memory and storage comes in pieces. */
export const wholePieces: Rule = (manifests) =>
  resourceLists(manifests).flatMap(({ manifest, path, list }) =>
    Object.entries(list)
      .filter(([name]) => !/^((requests|limits)\.)?(cpu|memory|(ephemeral-)?storage)$/.test(name))
      .filter(([, quantity]) => !Number.isInteger(quantityValue(quantity)))
      .map(([name, quantity]) => problem(manifest, `${path}.${name}`, `${quantity} is not a whole number`)),
  );

/** What nodes can't overcommit, GPUs for example, must have a limit, and the same request. */
export const requestsWithinLimits: Rule = (manifests) =>
  containers(manifests).flatMap(({ deployment, path, container: { resources } }) => {
    const { requests = {}, limits = {} } = (resources ?? {}) as Record<string, ResourceList>;
    return [
      ...inOrder(deployment, `${path}.resources`, { requests, limits }),
      ...Object.keys(requests)
        .filter((name) => name.includes("/") && quantityValue(requests[name]) !== quantityValue(limits[name]))
        .map((name) => problem(deployment, `${path}.resources.limits.${name}`, "must be the request")),
    ];
  });

export const limitRanges: Rule = (manifests) =>
  ofKind(manifests, "LimitRange").flatMap((range) =>
    range.spec.limits.flatMap(
      ({ min = {}, defaultRequest = {}, default: defaultLimit = {}, max = {} }, index) =>
        inOrder(range, `spec.limits[${index}]`, { min, defaultRequest, default: defaultLimit, max }),
    ),
  );

/** Bounds in the wrong order leave the recommender nothing to recommend. */
export const recommendationBounds: Rule = (manifests) =>
  ofKind(manifests, "VerticalPodAutoscaler").flatMap((autoscaler) =>
    (autoscaler.spec.resourcePolicy?.containerPolicies ?? []).flatMap(
      ({ minAllowed = {}, maxAllowed = {} }, index) =>
        inOrder(autoscaler, `spec.resourcePolicy.containerPolicies[${index}]`, { minAllowed, maxAllowed }),
    ),
  );

/** Each list's quantities must not be above those of any list after it. */
function inOrder(manifest: Manifest, path: string, lists: Record<string, ResourceList>): string[] {
  const entries = Object.entries(lists);
  return entries.flatMap(([lowerName, lower], index) =>
    entries.slice(index + 1).flatMap(([upperName, upper]) =>
      Object.keys(lower)
        .filter((name) => name in upper && quantityValue(lower[name])! > quantityValue(upper[name])!)
        .map((name) =>
          problem(
            manifest,
            `${path}.${lowerName}.${name}`,
            `${lower[name]} is above ${upperName}, ${upper[name]}`,
          ),
        ),
    ),
  );
}

/** Every map from a resource to its quantity. */
function resourceLists(manifests: Manifest[]): PlacedList[] {
  const below = (manifest: Manifest, path: string, lists: Record<string, ResourceList | undefined>) =>
    Object.entries(lists).flatMap(([name, list]) =>
      list ? [{ manifest, path: `${path}.${name}`, list }] : [],
    );
  return [
    ...containers(manifests).flatMap(({ deployment, path, container: { resources } }) => {
      const { requests, limits } = (resources ?? {}) as Record<string, ResourceList>;
      return below(deployment, `${path}.resources`, { requests, limits });
    }),
    ...ofKind(manifests, "ResourceQuota").flatMap((quota) => below(quota, "spec", { hard: quota.spec.hard })),
    ...ofKind(manifests, "LimitRange").flatMap((range) =>
      range.spec.limits.flatMap(({ min, max, default: defaultLimit, defaultRequest }, index) =>
        below(range, `spec.limits[${index}]`, { min, max, default: defaultLimit, defaultRequest }),
      ),
    ),
    ...ofKind(manifests, "VerticalPodAutoscaler").flatMap((autoscaler) =>
      (autoscaler.spec.resourcePolicy?.containerPolicies ?? []).flatMap(({ minAllowed, maxAllowed }, index) =>
        below(autoscaler, `spec.resourcePolicy.containerPolicies[${index}]`, { minAllowed, maxAllowed }),
      ),
    ),
  ];
}
