import type { GrafanaAccessSettings } from "../../../components/grafana/grafana.settings";

/** What no plan, report or resource may show. */
export const CLIENT_SECRET = "client-secret-not-to-be-seen";

/** Grafana from outside, as a stack's file may say it. */
export const GRAFANA_ACCESS: GrafanaAccessSettings = {
  host: "grafana.betterprompts.example",
  signIn: {
    issuer: "https://login.betterprompts.example",
    authorizationEndpoint: "https://login.betterprompts.example/oauth2/authorize",
    tokenEndpoint: "https://login.betterprompts.example/oauth2/token",
    userInfoEndpoint: "https://login.betterprompts.example/oauth2/userinfo",
    clientId: "grafana",
    clientSecret: CLIENT_SECRET,
  },
};
