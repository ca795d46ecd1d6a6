import { EXPORTERS, type Exporter } from "./exporters";
import { METRICS } from "./metrics";

/**
 * The last value of a recorded series, also when it is missing for less than five minutes. Without it, an exporter that
 * moves to another node, or a scrape that fails, would restart an alert's wait of hours. Five minutes is also how long
 * Prometheus uses a sample that no other follows.
 */
export function lately(series: string): string {
  return `last_over_time(${series}[5m])`;
}

/**
 * Events that a counter counted within a window such as "1h", summed by labels. A counter with labels appears with its
 * first event, which is not an increase yet. If it has no sample a window ago, everything that it counted is new.
 */
export function eventsWithin(window: string, counter: string, labels: string[] = []): string {
  const least = `min_over_time(${counter}[${window}])`;
  return `sum by (${labels.join(", ")}) (
  increase(${counter}[${window}]) + (${least} unless ${counter} offset ${window} or ${least} * 0)
)`;
}

const EXPORTED = Object.keys(METRICS).filter((name) => METRICS[name]!.exporter);

/** Only whole names: a recorded name may contain one of them between its colons. */
const SELECTOR = new RegExp(String.raw`(?<![\w:])(${EXPORTED.join("|")})(?![\w:])(\{)?`, "g");

/**
 * The expression, with the exporter's own job in the selector of each of its series. Other exporters may export the same
 * names with other labels (OpenCost can do so with those of kube-state-metrics), and joins over both fail.
 */
export function ofOwnJobs(expr: string): string {
  return expr.replace(SELECTOR, (_, name: string, brace?: string) => {
    const { job, metricsPath }: Exporter = EXPORTERS[METRICS[name]!.exporter!];
    const own = `job="${job}"${metricsPath ? `, metrics_path="${metricsPath}"` : ""}`;
    return `${name}{${own}${brace ? ", " : "}"}`;
  });
}
