import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { SignInSettings } from "../grafana/grafana-access.settings";

/** What the load balancer does with a request: where a sign-in is asked for it sends strangers there, then forwards. */
export function ruleActions(
  signIn: SignInSettings | undefined,
  targetGroupArn: pulumi.Input<string>,
): aws.types.input.lb.ListenerRuleAction[] {
  return [...(signIn ? [authenticate(signIn)] : []), { type: "forward", targetGroupArn }];
}

function authenticate({ clientSecret, ...provider }: SignInSettings): aws.types.input.lb.ListenerRuleAction {
  return {
    type: "authenticate-oidc",
    authenticateOidc: { ...provider, clientSecret: pulumi.secret(clientSecret) },
  };
}
