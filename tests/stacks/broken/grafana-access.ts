import { GRAFANA_ACCESS } from "../../components/grafana/grafana-access";
import type { BrokenSetting } from "./broken-setting";

const given = { grafanaAccess: GRAFANA_ACCESS };

const ENDPOINTS = ["issuer", "authorizationEndpoint", "tokenEndpoint", "userInfoEndpoint"];

export const GRAFANA_ACCESS_CASES: BrokenSetting[] = [
  {
    it: "Grafana on a host that a namespace has",
    given,
    set: "grafanaAccess/host",
    wrong: "app.betterprompts.example",
    right: "grafana.betterprompts.example",
    allowed: /a host of its own; production has this one/,
  },
  {
    it: "Grafana on the host of a namespace that isn't the first",
    stack: "staging",
    given,
    set: "grafanaAccess/host",
    wrong: "development.betterprompts.example",
    right: "grafana.betterprompts.example",
    allowed: /a host of its own; development has this one/,
  },
  {
    it: "a host in capitals, which the load balancer would not find in a namespace's",
    given,
    set: "grafanaAccess/host",
    wrong: "Grafana.betterprompts.example",
    right: "grafana.betterprompts.example",
    allowed: /a host name in lower case/,
  },
  {
    it: "Grafana open to everybody",
    given,
    set: "grafanaAccess/signIn",
    wrong: undefined,
    right: GRAFANA_ACCESS.signIn,
    allowed: /a group of settings/,
  },
  ...ENDPOINTS.flatMap((endpoint): BrokenSetting[] =>
    [
      "http://login.betterprompts.example",
      "login.betterprompts.example",
      "https://",
      "https://me:pw@login.betterprompts.example",
      "https://login.betterprompts.example/#a",
      " https://login.betterprompts.example",
      "https://login.betterprompts.example/{{x}}",
    ].map((wrong) => ({
      it: `a sign-in whose ${endpoint} is ${wrong}`,
      given,
      set: `grafanaAccess/signIn/${endpoint}`,
      wrong,
      right: "https://login.betterprompts.example:8443/a",
      allowed: /an address that starts with "https:\/\/"/,
    })),
  ),
  {
    it: "a client without a name",
    given,
    set: "grafanaAccess/signIn/clientId",
    wrong: "",
    right: "x",
    allowed: /at least 1/,
  },
  {
    it: "a client with a space in its name",
    given,
    set: "grafanaAccess/signIn/clientId",
    wrong: "grafana ",
    right: "grafana",
    allowed: /an identifier without spaces/,
  },
  {
    it: "a client without a secret",
    given,
    set: "grafanaAccess/signIn/clientSecret",
    wrong: undefined,
    right: "[secret]",
    allowed: /text/,
  },
];
