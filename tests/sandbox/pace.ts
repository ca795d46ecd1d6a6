import type { Point } from "../../sandbox/scaling/trace";

/** One direction of a HorizontalPodAutoscaler's behavior, as the API server returns it. */
export interface Direction {
  stabilizationWindowSeconds?: number;
  selectPolicy: "Max" | "Min";
  policies: { type: "Pods" | "Percent"; value: number; periodSeconds: number }[];
}

export interface Behavior {
  scaleUp: Direction;
  scaleDown: Direction;
}

/** A trace has one point a second, and the autoscaler has its own clock. */
const TOLERANCE_SECONDS = 2;

/**
 * Steps of the desired number that are larger than a behavior allows within its periods. Bounds are rounded as in
 * Kubernetes: upwards for steps up, downwards for steps down.
 *
 * @param points of one service or pool, by time
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
    const isAllowed = grows ? desired <= bound : desired >= bound;
    const step = `${before.desired} -> ${desired}`;
    return isAllowed ? [] : [`${what} at ${second.toFixed(1)} s: ${step}, where ${bound} is the bound`];
  });
}

function desiredAt(points: Point[], second: number): number {
  return (points.filter((point) => point.second <= second).at(-1) ?? points[0]!).desired;
}

/** Seconds at which the desired number changed in a direction, from a second on. */
export function stepsOf(points: Point[], direction: "up" | "down", from = 0): number[] {
  return points.flatMap(({ second, desired }, index) => {
    const before = points[index - 1];
    const changed = before && (direction === "up" ? desired > before.desired : desired < before.desired);
    return changed && second >= from ? [second] : [];
  });
}
