/**
 * The last value of a recorded series, also while it is away for less than five minutes: an exporter that moves to
 * another node, or a scrape that fails, would begin the wait of hours again. As long as Prometheus itself remembers a
 * sample that isn't followed by another.
 */
export function lately(series: string): string {
  return `last_over_time(${series}[5m])`;
}
