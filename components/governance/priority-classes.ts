import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

/** The order in which the application's pods get a place on a node, and lose it, when there isn't enough room for all. */
export class PriorityClasses extends pulumi.ComponentResource {
  constructor(name: string, values: Record<string, number>, opts?: pulumi.ComponentResourceOptions) {
    super("betterprompts:governance:PriorityClasses", name, {}, opts);
    for (const [className, value] of Object.entries(values)) {
      new kubernetes.scheduling.v1.PriorityClass(
        className,
        { metadata: { name: className }, value, preemptionPolicy: "PreemptLowerPriority" },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}
