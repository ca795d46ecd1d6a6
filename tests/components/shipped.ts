import type { Service } from "../../components/scaling/service";
import { services } from "../../stacks/services";
import { parseSettings } from "../../stacks/parse-settings";
import type { StackSettings } from "../../stacks/settings";
import { shippedSettings } from "../recordings";

/** The checked settings of a shipped stack. */
export function shippedStack(stack: string): StackSettings {
  return parseSettings(shippedSettings(stack), `Pulumi.${stack}.yaml`);
}

/** One service of a shipped stack, by default in the namespace with the stack's name. */
export function shippedService(stack: string, name: string, namespace = stack): Service {
  const found = services(shippedStack(stack)).find(
    (service) => service.name === name && service.namespace === namespace,
  );
  if (!found) throw new Error(`no service ${name} in namespace ${namespace} of stack ${stack}`);
  return found;
}
