import type { PodAutoscalingSettings, ServiceSettings } from "./service.settings";
import type { ScheduleSettings } from "./schedule.settings";

/** Pods of one service in one namespace. */
export interface Replicas {
  min: number;
  max: number;
  /** In a usual working hour: the basis of expected costs and of fallbacks. */
  expected: number;
}

/** One service in one namespace, with everything that decides how it scales. */
export interface Service {
  name: string;
  namespace: string;
  settings: ServiceSettings;
  replicas: Replicas;
  schedule: ScheduleSettings | undefined;
  autoscaling: PodAutoscalingSettings;
}

/** The label by which disruption budgets, monitors and Services select a service's pods. The application must set it. */
export function podLabels(service: Pick<Service, "name">): Record<string, string> {
  return { "app.kubernetes.io/name": service.name };
}

/** The name of the pods' port {@link ServiceSettings.port}, which also serves metrics. */
export const HTTP_PORT_NAME = "http";
