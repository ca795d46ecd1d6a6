import { markup, type Markup } from "../markup";
import { controllersCard, controlPlaneCard, loadBalancerCard, serviceCard } from "./cards";
import type { StackFacts } from "./facts";
import { arrow, box, text, type Block } from "./shapes";
import { internet } from "./wide";
import { zonesBlock } from "./zones";

const WIDTH = 334;
const MARGIN = 12;
const VPC_TOP = 64;
const GAP = 10;

/** For a phone: all parts in one column; dots in the colours of its pools mark each service. */
export function narrowPicture(facts: StackFacts): { width: number; height: number; content: Markup } {
  const inner = WIDTH - 2 * MARGIN;
  const poolNames = facts.pools.map(({ name }) => name);
  const blocks: Block[] = [
    loadBalancerCard(facts, inner),
    ...facts.services.map((service) => serviceCard(service, poolNames, inner)),
    ...(facts.controllers.length > 0 ? [controllersCard(facts, inner)] : []),
    wayOut(inner),
    zonesBlock(facts, inner, 0),
  ];
  const top = VPC_TOP + 40;
  const tops = blocks.map((_, index) =>
    blocks.slice(0, index).reduce((y, { height }) => y + height + GAP, top),
  );
  const vpcBottom = tops[tops.length - 1]! + blocks[blocks.length - 1]!.height + MARGIN;
  const plane = controlPlaneCard(facts, inner);
  return {
    width: WIDTH,
    height: vpcBottom + GAP + plane.height + 4,
    content: markup`${box(2, VPC_TOP, WIDTH - 4, vpcBottom - VPC_TOP, "vpc")}
${text(MARGIN + 4, VPC_TOP + 25, `VPC ${facts.cidr}`, "name")}
${internet(WIDTH / 2 + 60, 4)}
${arrow(WIDTH / 2 + 60, 40, WIDTH / 2 + 60, top)}
${blocks.map((block, index) => block.at(MARGIN, tops[index]!))}
${plane.at(MARGIN, vpcBottom + GAP)}`,
  };
}

/** The label at which the arrows out of the gateways end. */
function wayOut(width: number): Block {
  return {
    width,
    height: 22,
    at: (x, y) => text(x + 4, y + 16, "out to the internet", "muted"),
  };
}
