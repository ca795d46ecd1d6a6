import { at, entries, UNKNOWN, type ResourceView, type StackView } from "../../stack-view";
import { ingressLines, serviceLines } from "./kubernetes-balancers";
import { claimLines } from "./kubernetes-volumes";
import {
  guarded,
  MayBill,
  NoPrice,
  numberIn,
  type Part,
  type Pricer,
  type PricingContext,
  textOf,
} from "./pricer";

/** A chart is free; the claims and load balancers that its values or its own defaults ask for are not. */
export const priceRelease: Pricer = ({ props }, context) => {
  const values = at(props, "values");
  if (values === UNKNOWN) throw new NoPrice("its values are unknown until up");
  const chart = chartName(props);
  const lines = valueLines(values, chart, context);
  return [...lines, ...defaultLines(chart, values, lines.length > 0, context)];
};

/** As a component, a chart shows its objects in its place, unless only an up will make them. */
export const priceChart: Pricer = (chart, context) =>
  hasChildren(chart, context.stack)
    ? []
    : [
        ...priceRelease(chart, context),
        new MayBill("its objects don't show, and may make volumes and load balancers"),
      ];

/** Files of manifests, and other groups of objects. */
export const priceObjectGroup: Pricer = (group, { stack }) =>
  hasChildren(group, stack)
    ? []
    : [new MayBill("its objects don't show, and may make volumes and load balancers")];

const parents = new WeakMap<StackView, ReadonlySet<unknown>>();

function hasChildren({ urn }: ResourceView, stack: StackView): boolean {
  let known = parents.get(stack);
  if (!known) parents.set(stack, (known = new Set(stack.resources.map(({ parent }) => parent))));
  return known.has(urn);
}

/** The last part of a chart's name, which may be a path or an address of a registry. */
function chartName(props: Record<string, unknown>): string {
  return textOf(at(props, "chart") ?? "")
    .split("/")
    .pop()!
    .replace(/-\d+\.\d+.*$/, "");
}

/** Where ingress controllers have the Service that is of type LoadBalancer unless values say otherwise. */
const PUBLIC_SERVICES: Readonly<Record<string, readonly string[]>> = {
  "ambassador": ["service"],
  "contour": ["envoy", "service"],
  "emissary-ingress": ["service"],
  "gateway": ["service"], // of Istio
  "gateway-helm": ["service"],
  "haproxy-ingress": ["controller", "service"],
  "ingress-nginx": ["controller", "service"],
  "kong": ["proxy"],
  "nginx-ingress": ["controller", "service"],
  "nginx-ingress-controller": ["service"],
  "traefik": ["service"],
}; // prettier-ignore

/** Charts that keep data in volumes unless values say otherwise. */
const KEEPS_DATA =
  /^(cassandra|clickhouse|consul|elasticsearch|etcd|gitlab|harbor|influxdb2?|jenkins|kafka|keycloak|loki(-stack)?|mariadb(-galera)?|minio|mongodb(-sharded)?|mysql|nats|neo4j|nexus.*|opensearch|postgresql(-ha)?|prometheus|rabbitmq|redis(-cluster)?|solr|sonarqube|tempo(-distributed)?|valkey|vault|victoria-metrics-.*|wordpress|zookeeper)$/;

function defaultLines(chart: string, values: unknown, hasLines: boolean, context: PricingContext): Part[] {
  const path = Object.hasOwn(PUBLIC_SERVICES, chart) ? PUBLIC_SERVICES[chart]! : undefined;
  if (path) {
    const service = at(values, ...path);
    const off = at(service, "enabled") === false;
    if (at(service, "type") === undefined && !off) {
      return serviceLines({ ...record(service), type: "LoadBalancer" }, at(service, "annotations"), context);
    }
  }
  if (!hasLines && KEEPS_DATA.test(chart) && !switchedOff(values)) {
    return [
      new MayBill(`the chart ${chart} makes volumes unless its values say otherwise, and its values don't`),
    ];
  }
  return [];
}

/** Whether values switch persistence off, or give a size, which then has a line. */
function switchedOff(values: unknown): boolean {
  return found(values, (key, value) => STORES.has(key) && at(value, "enabled") === false);
}

function record(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === "object" ? (value as Record<string, unknown>) : {};
}

function found(value: unknown, is: (key: string, value: unknown) => boolean): boolean {
  return Object.entries(record(value)).some(([key, inner]) => is(key, inner) || found(inner, is));
}

/** Groups of values with the size of a volume. */
const STORES: ReadonlySet<string> = new Set([
  "auditStorage",
  "dataStorage",
  "persistence",
  "persistentVolume",
  "primaryPersistence",
]);

/**
 * Volumes and load balancers that values ask for, in the forms that charts use: a `volumeClaimTemplate`; a `persistence`
 * with a `size` that isn't switched off; a `service` of type LoadBalancer; an `ingress` that is enabled.
 */
function valueLines(values: unknown, chart: string, context: PricingContext): Part[] {
  const own = at(values, "global", "defaultStorageClass") ?? at(values, "global", "storageClass");
  const visit = (value: unknown, path: string[], replicas: unknown): Part[] =>
    Object.entries(record(value)).flatMap(([key, inner]) => {
      const where = path[0] ?? key;
      const count = at(value, "replicaCount") ?? at(value, "replicas") ?? replicas;
      if (key === "volumeClaimTemplate") return claims(where, at(inner, "spec") ?? inner, count, context);
      if (STORES.has(key)) return store(where, inner, count, own, context);
      if (at(inner, "enabled") === false) return [];
      const asks = /service$/i.test(key) && at(inner, "type") === "LoadBalancer";
      if (asks || (key === "proxy" && chart === "kong" && at(inner, "type") === "LoadBalancer")) {
        return guarded(() => serviceLines(inner, at(inner, "annotations"), context));
      }
      if (/ingress$/i.test(key) && at(inner, "enabled") === true) {
        const name = at(inner, "ingressClassName") ?? at(inner, "className");
        return guarded(() => ingressLines(name, at(inner, "annotations"), context));
      }
      return visit(inner, [...path, key], count);
    });
  return visit(values, [], undefined);
}

function store(where: string, group: unknown, count: unknown, own: unknown, context: PricingContext): Part[] {
  const size = at(group, "size");
  const existing = at(group, "existingClaim");
  if (at(group, "enabled") === false || size === undefined) return [];
  if (typeof existing === "string" && existing !== "" && existing !== UNKNOWN) return [];
  const named = at(group, "storageClass") ?? at(group, "storageClassName") ?? own;
  const storageClassName = named === "-" ? "" : named === "" ? undefined : named; // of Bitnami's charts, and others
  return claims(where, { storageClassName, resources: { requests: { storage: size } } }, count, context);
}

/** Templates that a StatefulSet or an operator makes one claim from for each of its pods. */
function claims(where: string, spec: unknown, count: unknown, context: PricingContext): Part[] {
  return guarded(() => {
    const replicas = numberIn(count ?? 1, `the number of replicas of ${where}`);
    return claimLines(`${replicas === 1 ? "volume" : "volumes"} of ${where}`, spec, replicas, context);
  });
}

/** Groups of custom resources that make things in a cloud. */
const CLOUD_GROUPS: readonly [RegExp, string][] = [
  [/\.services\.k8s\.aws$/, "AWS Controllers for Kubernetes make it in AWS"],
  [/(^|\.)(aws|gcp|azure|azuread)(\.m)?\.(upbound\.io|crossplane\.io)$/, "Crossplane makes it in a cloud"],
  [/^infrastructure\.cluster\.x-k8s\.io$/, "Cluster API makes it in a cloud"],
  [/^(cloud\.google\.com|.*\.cnrm\.cloud\.google\.com)$/, "Config Connector makes it in Google Cloud"],
  [/\.azure\.com$/, "Azure Service Operator makes it in Azure"],
];

/** Custom resources that other packages of this project price, or that change nothing in a cloud. */
const FREE_CLOUD_KINDS: ReadonlySet<string> = new Set(["FieldExport", "AdoptedResource", "ProviderConfig", "ClusterProviderConfig"]); // prettier-ignore

/** The group of a Kubernetes type, as "s3.services.k8s.aws" of `kubernetes:s3.services.k8s.aws/v1alpha1:Bucket`. */
function groupOf(type: string): { group: string; kind: string } | undefined {
  const match = /^kubernetes:([^/:]+\.[^/:]+)\/[^:]+:(.+)$/.exec(type);
  return match ? { group: match[1]!, kind: match[2]! } : undefined;
}

/**
 * The pricer of a custom resource, for what isn't a type of Kubernetes itself: those that make things in a cloud may
 * bill there, and the volumes that others ask for have a price.
 */
export function customResourcePricer(type: string): Pricer | undefined {
  const resource = groupOf(type);
  if (!resource || /(^|\.)k8s\.io$/.test(resource.group)) return undefined;
  const maker = CLOUD_GROUPS.find(([group]) => group.test(resource.group));
  if (maker) {
    if (FREE_CLOUD_KINDS.has(resource.kind)) return undefined;
    return () => [new MayBill(`${maker[1]}, where it may bill`)];
  }
  return ({ props }, context) => specLines(at(props, "spec"), resource.kind, context);
}

/** Claims of an operator's object: `volumeClaimTemplate` alone, or a list of them, at any depth. */
function specLines(spec: unknown, kind: string, context: PricingContext): Part[] {
  const visit = (value: unknown, replicas: unknown): Part[] =>
    Object.entries(record(value)).flatMap(([key, inner]) => {
      const count = at(value, "replicas") ?? at(value, "instances") ?? at(value, "count") ?? replicas;
      if (key === "volumeClaimTemplate") return claims(kind, at(inner, "spec") ?? inner, count, context);
      if (key === "volumeClaimTemplates") {
        return entries(inner).flatMap((each) => claims(kind, at(each, "spec"), count, context));
      }
      return visit(inner, count);
    });
  return visit(spec, undefined);
}
