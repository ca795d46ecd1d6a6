/** A sample in Prometheus' text format. */
export interface Sample {
  name: string;
  labels?: Record<string, string>;
  value: number;
}

/** Source: prometheus/docs, "Exposition formats". */
export function exposition(samples: Sample[]): string {
  return samples.map((sample) => `${seriesOf(sample)} ${sample.value}\n`).join("");
}

function seriesOf({ name, labels = {} }: Sample): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  return pairs.length === 0 ? name : `${name}{${pairs.join(",")}}`;
}
