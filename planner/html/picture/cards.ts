import { markup, type Markup } from "../markup";
import type { PoolFacts, ServiceFacts, StackFacts } from "./facts";
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

/** A service: its name, path, pods, triggers and pools. */
export function serviceCard(service: ServiceFacts, poolNames: string[], width: number): Block {
  const inner = width - 2 * PADDING;
  const path = service.path === undefined ? [] : [{ text: service.path, style: "path" }];
  const plain = card(width, [
    ...wrappedName(service.name, inner),
    ...path,
    ...service.pods.flatMap((pods) => wrapped(pods, inner)).map((text) => ({ text })),
    ...wrappedRemark(`scales on ${service.scalesOn}`, inner),
    ...wrappedRemark(`on ${service.pools.join(", else ")}`, inner - DOT_STEP * service.pools.length),
  ]);
  const dots = (right: number, y: number) =>
    [...service.pools].reverse().map((pool, index) => dot(right - index * DOT_STEP, y, pool, poolNames));
  return {
    ...plain,
    at: (x, y) => markup`${plain.at(x, y)}${dots(x + width - PADDING - 5, y + plain.height - PADDING - 6)}`,
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
      ...wrapped(size, inner).map((text) => ({ text })),
      ...wrappedRemark(pool.types, inner),
    ],
    { stripe: poolStyle(index), below: squares },
  );
}

/** The controllers of the cluster, by their Helm releases. */
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
    { text: "Load balancer", style: "name" },
    { text: `HTTPS, in ${zones.length} zones`, style: "muted" },
  ]);
}

export function controlPlaneCard({ kubernetesVersion }: StackFacts, width: number): Block {
  return card(width, [
    { text: "EKS control plane", style: "name" },
    { text: `Kubernetes ${kubernetesVersion}`, style: "muted" },
  ]);
}

/** A frame around lines of text, with an optional stripe at its left and an optional drawing below the lines. */
function card(width: number, all: Line[], { stripe, below }: { stripe?: string; below?: Block } = {}): Block {
  const textHeight = all.length * LINE;
  const height = textHeight + (below?.height ?? 0) + 2 * PADDING;
  const left = PADDING + (stripe === undefined ? 0 : STRIPE);
  return {
    width,
    height,
    at: (x, y) => markup`${box(x, y, width, height, "card")}
${stripe === undefined ? undefined : markup`<path class="stripe ${stripe}" d="M${x + 5} ${y + 8}v${height - 16}"/>`}
${lines(x + left, y + PADDING, all)}${below?.at(x + left, y + PADDING + textHeight)}`,
  };
}

function dot(x: number, y: number, pool: string, poolNames: string[]): Markup {
  return markup`<circle cx="${x}" cy="${y}" r="5" class="dot ${poolStyle(poolNames.indexOf(pool))}"/>`;
}

const SQUARE = 10;
const STEP = 14;
const MOST_ROWS = 2;

/** A square for each node that a pool may have; none if they need more than two rows. */
function nodeSquares({ least, expected, most }: PoolFacts, width: number): Block {
  const inRow = Math.max(1, Math.floor(width / STEP));
  const rows = Math.ceil(most / inRow);
  if (rows > MOST_ROWS) return { width, height: 0, at: () => markup`` };
  const style = (index: number) => (index < least ? "least" : index < expected ? "expected" : "room");
  return {
    width,
    height: rows * STEP + 6,
    at: (x, y) =>
      markup`${Array.from(
        { length: most },
        (_, index) =>
          markup`<rect class="node ${style(index)}" x="${x + (index % inRow) * STEP}" y="${y + 6 + Math.floor(index / inRow) * STEP}" width="${SQUARE}" height="${SQUARE}" rx="2"/>\n`,
      )}`,
  };
}
