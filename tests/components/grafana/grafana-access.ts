import type { GrafanaAccessSettings } from "../../../components/grafana/grafana.settings";

/** A secret that no plan, report or resource may show. */
export const CLIENT_SECRET = "client-secret-not-to-be-seen";

/** Settings for access to Grafana from outside. */
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
