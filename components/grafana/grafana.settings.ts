import { z } from "zod";
import { hostName, httpsUrl } from "../network/addresses";

/** Who may see Grafana from outside: those who sign in at an OpenID Connect provider, which the load balancer asks. */
export const signInSettings = z.strictObject({
  issuer: httpsUrl,
  authorizationEndpoint: httpsUrl,
  tokenEndpoint: httpsUrl,
  userInfoEndpoint: httpsUrl,
  clientId: z.string().min(1).regex(/^\S*$/, "an identifier without spaces"),
  clientSecret: z.string().min(1), // encrypted: the stack's file never has it in the clear
});

/** Grafana behind the stack's load balancer. Where a stack has none, `kubectl port-forward` leads to it. */
export const grafanaAccessSettings = z.strictObject({ host: hostName, signIn: signInSettings });

export type SignInSettings = z.infer<typeof signInSettings>;
export type GrafanaAccessSettings = z.infer<typeof grafanaAccessSettings>;
