import { EXPORTERS, type Exporter } from "./exporters";
import { METRICS } from "./metrics";

/**
 * The last value of a recorded series, also while it is away for less than five minutes: an exporter that moves to
 * another node, or a scrape that fails, would begin the wait of hours again. As long as Prometheus itself remembers a
 * sample that isn't followed by another.
 */
export function lately(series: string): string {
  return `last_over_time(${series}[5m])`;
}

/**
 * Events that a counter counted within a window such as "1h", summed by labels. A counter with labels is born with its
 * first event, which is no increase yet. Where there is no data a window ago, all that it ever counted is new.
 */
export function eventsWithin(window: string, counter: string, labels: string[] = []): string {
  const least = `min_over_time(${counter}[${window}])`;
  return `sum by (${labels.join(", ")}) (
  increase(${counter}[${window}]) + (${least} unless ${counter} offset ${window} or ${least} * 0)
)`;
}

const EXPORTED = Object.keys(METRICS).filter((name) => METRICS[name]!.exporter);

/** Whole names alone: a recorded name may have one of them between its colons. */
const SELECTOR = new RegExp(String.raw`(?<![\w:])(${EXPORTED.join("|")})(?![\w:])(\{)?`, "g");

/**
 * The expression with each series of an exporter asked of that exporter's own job. Others may export the same names with
 * other labels, as OpenCost can do with those of kube-state-metrics, and joins over both fail.
 */
export function ofOwnJobs(expr: string): string {
  return expr.replace(SELECTOR, (_, name: string, brace?: string) => {
    const { job, metricsPath }: Exporter = EXPORTERS[METRICS[name]!.exporter!];
    const own = `job="${job}"${metricsPath ? `, metrics_path="${metricsPath}"` : ""}`;
    return `${name}{${own}${brace ? ", " : "}"}`;
  });
}
