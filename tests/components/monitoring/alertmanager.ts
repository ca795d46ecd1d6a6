/** Labels of an alert. */
export type Labels = Record<string, string>;

interface Matcher {
  name: string;
  value: string;
  matchType: string;
}

interface Route {
  receiver?: string;
  matchers?: Matcher[];
  groupBy?: string[];
  groupWait?: string;
  groupInterval?: string;
  repeatInterval?: string;
}

/** The part of an AlertmanagerConfig's spec that the stack writes. */
export interface AlertmanagerSpec {
  route: Route & { routes: Route[] };
  inhibitRules: { sourceMatch: Matcher[]; targetMatch: Matcher[]; equal: string[] }[];
  receivers: {
    name: string;
    snsConfigs?: {
      topicARN: string;
      sigv4: { region: string };
      sendResolved: boolean;
      subject: string;
      message: string;
    }[];
    webhookConfigs?: { urlSecret: { name: string; key: string }; sendResolved: boolean }[];
    slackConfigs?: { apiURL: { name: string; key: string }; channel: string }[];
  }[];
}

/**
 * The route of an alert as Alertmanager finds it: the first below the root that matches, with what it doesn't say taken
 * from the root.
 */
export function routeOf({ route }: AlertmanagerSpec, labels: Labels): Route {
  const own = route.routes.find(({ matchers }) => matchAll(matchers ?? [], labels));
  return { ...route, ...own };
}

/**
 * Whether Alertmanager keeps an alert to itself while others fire. An alert that is both source and target of a rule
 * doesn't silence another of that kind.
 */
export function inhibited({ inhibitRules }: AlertmanagerSpec, target: Labels, firing: Labels[]): boolean {
  return inhibitRules.some(({ sourceMatch, targetMatch, equal }) => {
    if (!matchAll(targetMatch, target)) return false;
    const isBoth = matchAll(sourceMatch, target);
    return firing.some(
      (source) =>
        matchAll(sourceMatch, source) &&
        !(isBoth && matchAll(targetMatch, source)) &&
        equal.every((label) => (source[label] ?? "") === (target[label] ?? "")),
    );
  });
}

function matchAll(matchers: Matcher[], labels: Labels): boolean {
  return matchers.every(({ name, value, matchType }) => {
    const found = labels[name] ?? "";
    switch (matchType) {
      case "=":
        return found === value;
      case "!=":
        return found !== value;
      case "=~":
        return wholly(value).test(found);
      case "!~":
        return !wholly(value).test(found);
      default:
        throw new Error(`Alertmanager has no match type ${matchType}`);
    }
  });
}

/** Alertmanager's expressions match the whole value. */
function wholly(expression: string): RegExp {
  return new RegExp(`^(?:${expression})$`);
}
