import type { ScalingRules, ServiceSettings } from "./service.settings";

/** The `behavior` of autoscaling/v2, which a HorizontalPodAutoscaler and a ScaledObject share. */
export interface Behavior {
  scaleUp?: ScalingRules;
  scaleDown: ScalingRules;
}

/** What the settings say; a direction without rules is left to the defaults of Kubernetes. */
export function behavior(settings: Pick<ServiceSettings, "scaleUp" | "scaleDown">): Behavior {
  return { ...(settings.scaleUp ? { scaleUp: settings.scaleUp } : {}), scaleDown: settings.scaleDown };
}
