import type { Plan } from "../../plan";
import { figure, image } from "../figure";
import { markup, type Markup } from "../markup";
import { stackFacts, type StackFacts } from "./facts";
import { narrowPicture } from "./narrow";
import { widePicture } from "./wide";

/** The parts of the stack and the traffic between them, drawn from the plan. */
export function picture(plan: Plan): Markup {
  const facts = stackFacts(plan);
  const title = `The stack ${plan.stack}: from the internet through the load balancer to ${facts.services.length} services on ${facts.pools.length} node pools in ${facts.zones.length} zones`;
  return figure(
    "From the internet to the nodes",
    [
      { swatch: "first-choice", text: "first choice of pods" },
      { swatch: "next-choice", text: "when that has no room" },
      { swatch: "least", text: "minimum of nodes" },
      { swatch: "expected-nodes", text: "more nodes, expected" },
      { swatch: "room", text: "up to the maximum" },
    ],
    (width) => {
      const { content, ...size } = width === "wide" ? widePicture(facts) : narrowPicture(facts);
      return image(`picture-${width}`, title, size, content);
    },
    asText(facts),
  );
}

function asText({ services, pools, zones, controllers }: StackFacts): Markup {
  const nats = zones.filter(({ hasNat }) => hasNat).map(({ name }) => name);
  return markup`<details><summary>The same as text</summary>
<ul>${services.map(
    ({ name, path, pods, scalesOn, pools: homes }) =>
      markup`<li>Service <strong>${name}</strong>${path === undefined ? "" : ` at ${path}`}: ${pods.join("; ")}; scales on ${scalesOn}; on ${homes.join(", else ")}</li>\n`,
  )}${pools.map(
    ({ name, least, expected, most, capacity, types, zones: count }) =>
      markup`<li>Pool <strong>${name}</strong>: ${least}-${most} nodes, ${expected} expected, ${capacity}, ${types}, in ${count} of ${zones.length} zones</li>\n`,
  )}<li>NAT gateways in ${nats.join(", ")}</li>
${controllers.length > 0 ? markup`<li>Controllers: ${controllers.join(", ")}</li>` : undefined}</ul></details>`;
}
