/** What a test shows of an alert. Every alert needs those that its expression calls for: see coverage.test.ts. */
export type Shows =
  | "fires"
  | "just under" // the nearest value that must not fire
  | "missing data"
  | "counter reset"
  | "fresh counter"; // born at 1, without a sample of 0 before

/** One test of one alert, on the series of the exporters: recording rules run as in the cluster. */
export interface AlertTest {
  shows: Shows;
  /** Ends the sentence "it ...". */
  it: string;
  /** The shipped stack whose rules are loaded; production unless given. */
  stack?: "production" | "staging";
  /** Series of exporters or services, one sample a minute in promtool's notation: "1x60", "0+5x30 _x10". */
  series: Record<string, string>;
  /** When the first sample is, as RFC 3339; promtool starts at 1970-01-01T00:00:00Z unless given. */
  startsAt?: string;
  /** Extra labels that only this rule of the alert has, where one alert has several rules; the others are not loaded. */
  labels?: Record<string, string>;
  /**
   * It is silent a minute before `at`, and fires at it with exactly these alerts, each with all its labels except the
   * alert's name. If `resolvedAt` is given, they still fire a minute before it, and no longer at it.
   */
  fires?: { at: string; alerts: { labels: Record<string, string>; summary: string }[]; resolvedAt?: string };
  /** It is silent in each minute up to this time. Either this or `fires`. */
  silentUntil?: string;
}

/** All tests of one alert. */
export interface AlertTests {
  alert: string;
  tests: AlertTest[];
}

const PARTS = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?$/;

/** Minutes of a duration as tests write it: "90m", "2h1m", "3d". Throws on anything else. */
export function minutesOf(duration: string): number {
  const parts = PARTS.exec(duration);
  if (!parts || duration === "") {
    throw new Error(
      `${duration || "an empty text"} is not a duration of a test: write days, hours and minutes, as "1d2h30m"`,
    );
  }
  const [days, hours, minutes] = parts.slice(1).map((part) => Number(part ?? 0));
  return (days! * 24 + hours!) * 60 + minutes!;
}
