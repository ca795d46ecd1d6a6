import { markup, type Markup } from "../markup";
import type { PoolFacts, ServiceFacts, StackFacts } from "./facts";
import { nodeSquares } from "./node-squares";
import {
  box,
  LINE,
  lines,
  PADDING,
  poolStyle,
  wrapped,
  wrappedName,
  wrappedRemark,
  type Block,
  type Line,
} from "./shapes";

const DOT_STEP = 14;
const STRIPE = 6;

/** A service: its name, the path that leads to it, its pods, what it scales on, where it runs. */
export function serviceCard(service: ServiceFacts, poolNames: string[], width: number): Block {
  const inner = width - 2 * PADDING;
  const path = service.path === undefined ? [] : [{ words: service.path, style: "path" }];
  const made = card(width, [
    ...wrappedName(service.name, inner),
    ...path,
    ...service.pods.flatMap((pods) => wrapped(pods, inner)).map((words) => ({ words })),
    ...wrappedRemark(`scales on ${service.scalesOn}`, inner),
    ...wrappedRemark(`on ${service.pools.join(", else ")}`, inner - DOT_STEP * service.pools.length),
  ]);
  const dots = (right: number, y: number) =>
    [...service.pools].reverse().map((pool, index) => dot(right - index * DOT_STEP, y, pool, poolNames));
  return {
    ...made,
    at: (x, y) => markup`${made.at(x, y)}${dots(x + width - PADDING - 5, y + made.height - PADDING - 6)}`,
  };
}

/** A node pool: its size, and what its nodes are. */
export function poolCard(pool: PoolFacts, index: number, width: number): Block {
  const inner = width - 2 * PADDING - STRIPE;
  const size = `${pool.least}-${pool.most} nodes, ${pool.expected} expected, ${pool.capacity}`;
  const squares = nodeSquares(pool, inner);
  return card(
    width,
    [
      ...wrappedName(pool.name, inner),
      ...wrapped(size, inner).map((words) => ({ words })),
      ...wrappedRemark(pool.types, inner),
    ],
    { stripe: poolStyle(index), below: squares },
  );
}

/** The cluster's own helpers. */
export function controllersCard({ controllers, controllerPools }: StackFacts, width: number): Block {
  const inner = width - 2 * PADDING;
  return card(width, [
    ...wrappedName("Controllers", inner),
    ...wrappedRemark(controllers.join(", "), inner),
    ...wrappedRemark(`on ${controllerPools.join(", ")}`, inner),
  ]);
}

export function loadBalancerCard({ zones }: StackFacts, width: number): Block {
  return card(width, [
    { words: "Load balancer", style: "name" },
    { words: `HTTPS, in ${zones.length} zones`, style: "muted" },
  ]);
}

export function controlPlaneCard({ kubernetesVersion }: StackFacts, width: number): Block {
  return card(width, [
    { words: "EKS control plane", style: "name" },
    { words: `Kubernetes ${kubernetesVersion}`, style: "muted" },
  ]);
}

/** A frame around lines; where it has a stripe, that is at its left, and below the lines there may be a drawing. */
function card(width: number, all: Line[], { stripe, below }: { stripe?: string; below?: Block } = {}): Block {
  const wordsHeight = all.length * LINE;
  const height = wordsHeight + (below?.height ?? 0) + 2 * PADDING;
  const left = PADDING + (stripe === undefined ? 0 : STRIPE);
  return {
    width,
    height,
    at: (x, y) => markup`${box(x, y, width, height, "card")}
${stripe === undefined ? undefined : markup`<path class="stripe ${stripe}" d="M${x + 5} ${y + 8}v${height - 16}"/>`}
${lines(x + left, y + PADDING, all)}${below?.at(x + left, y + PADDING + wordsHeight)}`,
  };
}

function dot(x: number, y: number, pool: string, poolNames: string[]): Markup {
  return markup`<circle cx="${x}" cy="${y}" r="5" class="dot ${poolStyle(poolNames.indexOf(pool))}"/>`;
}
