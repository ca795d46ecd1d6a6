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
