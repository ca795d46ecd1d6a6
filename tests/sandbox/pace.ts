import type { Point } from "../../sandbox/scaling/trace";

/** One direction of a HorizontalPodAutoscaler's behavior, as the API server gives it. */
export interface Direction {
  stabilizationWindowSeconds?: number;
  selectPolicy: "Max" | "Min";
  policies: { type: "Pods" | "Percent"; value: number; periodSeconds: number }[];
}

export interface Behavior {
  scaleUp: Direction;
  scaleDown: Direction;
}

/** A trace looks once in a second, and the autoscaler's own clock is another. */
const TOLERANCE_SECONDS = 2;

/**
 * Steps of what was desired that are larger than a behavior allows within its periods; empty where it was kept. Bounds
 * are rounded as Kubernetes does it, upwards when it grows and downwards when it shrinks.
 *
 * @param points of one thing, by time
 */
export function paceProblems(points: Point[], { scaleUp, scaleDown }: Behavior): string[] {
  return points.flatMap(({ second, what, desired }, index) => {
    const before = points[index - 1];
    if (!before || before.desired === desired) return [];
    const grows = desired > before.desired;
    const bounds = (grows ? scaleUp : scaleDown).policies.map(({ type, value, periodSeconds }) => {
      const from = desiredAt(points, second - periodSeconds + TOLERANCE_SECONDS);
      if (type === "Pods") return grows ? from + value : from - value;
      return grows ? Math.ceil(from * (1 + value / 100)) : Math.trunc(from * (1 - value / 100));
    });
    const largest = ((grows ? scaleUp : scaleDown).selectPolicy === "Max") === grows;
    const bound = largest ? Math.max(...bounds) : Math.min(...bounds);
    const kept = grows ? desired <= bound : desired >= bound;
    const step = `${before.desired} -> ${desired}`;
    return kept ? [] : [`${what} at ${second.toFixed(1)} s: ${step}, where ${bound} is the bound`];
  });
}

function desiredAt(points: Point[], second: number): number {
  return (points.filter((point) => point.second <= second).at(-1) ?? points[0]!).desired;
}

/** Seconds at which what was desired changed in a direction, from a second on. */
export function stepsOf(points: Point[], direction: "up" | "down", from = 0): number[] {
  return points.flatMap(({ second, desired }, index) => {
    const before = points[index - 1];
    const changed = before && (direction === "up" ? desired > before.desired : desired < before.desired);
    return changed && second >= from ? [second] : [];
  });
}
