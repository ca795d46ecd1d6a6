import { markup, type Markup } from "../markup";
import { controllersCard, controlPlaneCard, loadBalancerCard, serviceCard } from "./cards";
import type { StackFacts } from "./facts";
import { arrow, box, poolStyle, text, type Block } from "./shapes";
import { zonesBlock } from "./zones";

const WIDTH = 1080;
const LEFT = { x: 64, width: 400 };
const RIGHT = { x: 590, width: 466 };
const VPC_TOP = 84;
const GAP = 12;

/** For a desktop: services at the left, the pools that they run on at the right. */
export function widePicture(facts: StackFacts): { width: number; height: number; content: Markup } {
  const poolNames = facts.pools.map(({ name }) => name);
  const cards = facts.services.map((service) => serviceCard(service, poolNames, LEFT.width));
  const controllers = facts.controllers.length > 0 ? [controllersCard(facts, LEFT.width)] : [];
  const balancer = loadBalancerCard(facts, LEFT.width);
  const top = VPC_TOP + 42;
  const stacked = placed([balancer, ...cards, ...controllers], top);
  const zones = zonesBlock(facts, RIGHT.width, stacked[stacked.length - 1]!.bottom - top);
  const vpcHeight = 42 + Math.max(zones.height, stacked[stacked.length - 1]!.bottom - top) + 20;
  const services = stacked.slice(1, 1 + cards.length);
  const plane = controlPlaneCard(facts, 220);
  const ways = [
    ...facts.services.map(({ pools }, index) => ({ pools, y: services[index]!.middle })),
    ...controllers.map(() => ({ pools: facts.controllerPools, y: stacked[stacked.length - 1]!.middle })),
  ];
  return {
    width: WIDTH,
    height: VPC_TOP + vpcHeight + 4,
    content: markup`${box(4, VPC_TOP, WIDTH - 8, vpcHeight, "vpc")}
${text(20, VPC_TOP + 24, `VPC ${facts.cidr} in ${facts.region}`, "name")}
${text(RIGHT.x, VPC_TOP + 24, "out to the internet", "muted")}
${internet(LEFT.x + LEFT.width / 2, 8)}
${arrow(LEFT.x + LEFT.width / 2, 44, LEFT.x + LEFT.width / 2, top)}
${plane.at(RIGHT.x + RIGHT.width - plane.width, 8)}
${ways.flatMap(({ pools, y }) =>
  pools.map((pool, choice) =>
    curve(y, top + zones.anchors.get(pool)!, poolStyle(poolNames.indexOf(pool)), choice > 0),
  ),
)}
${routes(
  stacked[0]!.middle,
  services.filter((_, index) => facts.services[index]!.path !== undefined).map(({ middle }) => middle),
)}
${stacked.map(({ block, y }) => block.at(LEFT.x, y))}
${zones.at(RIGHT.x, top)}`,
  };
}

export function internet(middle: number, y: number): Markup {
  return markup`<rect x="${middle - 60}" y="${y}" width="120" height="36" rx="18" class="card"/>
${text(middle, y + 23, "Internet", "name middle")}`;
}

interface Placed {
  block: Block;
  y: number;
  middle: number;
  bottom: number;
}

function placed(blocks: Block[], top: number): Placed[] {
  return blocks.reduce<Placed[]>((above, block) => {
    const y = above.length > 0 ? above[above.length - 1]!.bottom + GAP : top;
    return [...above, { block, y, middle: y + block.height / 2, bottom: y + block.height }];
  }, []);
}

/** From the load balancer down a trunk beside the cards, and into each public service. */
function routes(from: number, to: number[]): Markup | undefined {
  if (to.length === 0) return undefined;
  const trunk = LEFT.x - 26;
  return markup`<path class="flow" d="M${LEFT.x} ${from}H${trunk}V${Math.max(...to)}"/>
${to.map((y) => arrow(trunk, y, LEFT.x, y))}`;
}

function curve(from: number, to: number, style: string, isFallback: boolean): Markup {
  const [x1, x2] = [LEFT.x + LEFT.width, RIGHT.x + 8];
  const bend = (x2 - x1) / 2;
  return markup`<path class="way ${style}${isFallback ? " fallback" : ""}" d="M${x1} ${from}C${x1 + bend} ${from} ${x2 - bend} ${to} ${x2} ${to}"/>
`;
}
