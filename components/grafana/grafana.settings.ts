import { z } from "zod";
import { hostName, httpsUrl } from "../network/addresses";

/** Who may reach Grafana from outside: users who sign in with an OpenID Connect provider. The load balancer requires it. */
export const signInSettings = z.strictObject({
  issuer: httpsUrl,
  authorizationEndpoint: httpsUrl,
  tokenEndpoint: httpsUrl,
  userInfoEndpoint: httpsUrl,
  clientId: z.string().min(1).regex(/^\S*$/, "an identifier without spaces"),
  clientSecret: z.string().min(1), // encrypted: the stack's file never has it as plain text
});

/** Grafana behind the stack's load balancer. Without these settings, `kubectl port-forward` reaches it. */
export const grafanaAccessSettings = z.strictObject({ host: hostName, signIn: signInSettings });

export type SignInSettings = z.infer<typeof signInSettings>;
export type GrafanaAccessSettings = z.infer<typeof grafanaAccessSettings>;
