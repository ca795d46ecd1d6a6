import { grafanaRoute } from "../components/grafana/grafana";
import type { Route } from "../components/network/routing";
import type { Service } from "../components/scaling/service";
import type { Triggers } from "../components/scaling/service.settings";
import type { StackSettings } from "./settings";

/** Every service in every namespace of the stack. */
export function services(settings: StackSettings): Service[] {
  return Object.entries(settings.namespaces).flatMap(([namespace, { replicas, schedule }]) =>
    Object.entries(settings.services).map(([name, service]) => ({
      name,
      namespace,
      settings: { ...service, triggers: triggersIn(namespace, service.triggers) },
      replicas: replicas[name]!,
      schedule,
      autoscaling: settings.podAutoscaling,
    })),
  );
}

/** A queue is served by the pods of one namespace. */
function triggersIn(namespace: string, { sqsQueue, ...others }: Triggers): Triggers {
  return sqsQueue?.namespace === namespace ? { ...others, sqsQueue } : others;
}

/** Where the load balancer sends which requests, in the order in which it asks. */
export function routes(settings: StackSettings): Route[] {
  const ofServices = Object.entries(settings.namespaces)
    .flatMap(([namespace, { host, rulePriority }]) =>
      Object.entries(settings.services).flatMap(([name, service]) =>
        service.public
          ? [
              {
                namespace,
                service: name,
                host,
                path: service.public.path,
                port: service.port,
                probePath: service.probePath,
                priority: rulePriority + service.public.rulePriority,
              },
            ]
          : [],
      ),
    )
    .sort((one, other) => one.priority - other.priority);
  return settings.grafanaAccess ? [grafanaRoute(settings.grafanaAccess), ...ofServices] : ofServices;
}

/** The queues that KEDA must be able to read, each once. */
export function queueUrls(settings: StackSettings): string[] {
  const urls = Object.values(settings.services).flatMap(({ triggers }) => triggers.sqsQueue?.queueUrl ?? []);
  return [...new Set(urls)].sort();
}
