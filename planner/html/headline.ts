import { HOURS_A_MONTH, type Money } from "../../policy-pack/pricing/money";
import { distanceToCeiling, type StackCost } from "../cost";
import { passes, type Plan } from "../plan";
import { isReal } from "../resource-tree";
import { nightSentence } from "../text/cost";
import { hourly, monthly } from "../text/money";
import { legend } from "./figure";
import { rounded } from "../rounding";
import { markup, type Markup } from "./markup";

/** What a reviewer reads first: whether the plan passes, and what the stack costs. */
export function headline(plan: Plan): Markup {
  const { stack, settings, resources, today, cost } = plan;
  const { region, network, cluster } = settings;
  return markup`<header>
<p class="eyebrow">BetterPrompts: what <code>pulumi up</code> would create</p>
<h1>${stack} <span class="place">in ${region}</span></h1>
<p class="facts">${network.zones.length} zones, Kubernetes ${cluster.kubernetesVersion}, ${resources.length > 0 ? `${resources.filter(isReal).length} resources` : "nothing created"}, prices of <time>${today}</time></p>
${verdict(plan)}
${cost ? [figures(cost), bandMeter(cost), ceilingLine(cost), savingLine(cost), nightLine(cost)] : markup`<p>No cost: nothing is created while pods don't fit.</p>`}
${examples(plan)}
</header>
`;
}

function nightLine(cost: StackCost): Markup | undefined {
  const sentence = nightSentence(cost);
  return sentence === undefined ? undefined : markup`<p class="night">${sentence}.</p>\n`;
}

function verdict(plan: Plan): Markup {
  if (passes(plan)) {
    return markup`<p class="verdict good">The plan passes: every pod fits, and no mandatory rule is broken.</p>`;
  }
  const reasons = [
    ...plan.capacity.flatMap(({ scenario, misfits }) => misfits.map((misfit) => `${scenario}: ${misfit}`)),
    ...plan.policies.filter(({ level }) => level === "mandatory").map(({ message }) => message),
  ];
  return markup`<div class="verdict bad"><p>The plan fails.</p>
<ul>${reasons.map((reason) => markup`<li>${reason}</li>`)}</ul></div>`;
}

function figures({ total, unpriced }: StackCost): Markup {
  const atLeast = unpriced.length > 0 ? markup`<small>at least</small> ` : undefined;
  const usd = (situation: keyof Money) =>
    markup`<span data-situation="${situation}" data-usd-per-hour="${rounded(total[situation])}">$${hourly(total[situation])}</span>`;
  const month = total.expected * HOURS_A_MONTH;
  return markup`<dl class="figures">
<div class="big"><dt>expected, an hour</dt><dd>${atLeast}${usd("expected")}</dd></div>
<div class="big"><dt>expected, a month</dt><dd>${atLeast}<span data-usd-per-month="${rounded(month)}">$${monthly(month)}</span></dd></div>
<div><dt>floor to ceiling, an hour</dt><dd>${usd("floor")} to ${usd("ceiling")}</dd></div>
<div><dt>spot gone, an hour</dt><dd>${usd("spotGone")}</dd></div>
</dl>`;
}

/** The band on a scale that ends at the ceiling of the settings or at the end of the band, whichever is larger. */
function bandMeter({ total, hourlyCeilingUsd }: StackCost): Markup {
  const end = Math.max(total.ceiling, hourlyCeilingUsd);
  const percent = (usd: number) => Number(((usd / end) * 100).toFixed(2));
  const label = `From $${hourly(total.floor)} to $${hourly(total.ceiling)} an hour, expected $${hourly(total.expected)}, on a scale to $${hourly(end)}`;
  return markup`<div class="meter" role="img" aria-label="${label}">
<span class="band" style="left:${percent(total.floor)}%;width:${percent(total.ceiling - total.floor)}%"></span>
<span class="mark expected" style="left:${percent(total.expected)}%"></span>
<span class="mark limit" style="left:${percent(hourlyCeilingUsd)}%"></span>
</div>
<p class="scale" aria-hidden="true"><span>$0</span><span>$${hourly(end)}</span></p>
${legend([
  { swatch: "band", text: "floor to ceiling" },
  { swatch: "tick", text: "expected" },
  { swatch: "tick limit", text: "ceiling of the settings" },
])}`;
}

function ceilingLine(cost: StackCost): Markup {
  const { verdict, usd } = distanceToCeiling(cost);
  const ceiling = markup`the ceiling of <span data-ceiling-usd="${rounded(cost.hourlyCeilingUsd)}">$${hourly(cost.hourlyCeilingUsd)}</span> an hour`;
  if (verdict === "unknown") {
    return markup`<p class="bad">At least $${hourly(cost.total.ceiling)} at the maximum; without a price for everything it is unknown whether that stays below ${ceiling}.</p>`;
  }
  return markup`<p class="${verdict === "below" ? "good" : "bad"}">At most $${hourly(cost.total.ceiling)}: <strong>$${hourly(usd)} ${verdict}</strong> ${ceiling}.</p>`;
}

function savingLine({ total, allOnDemand }: StackCost): Markup | undefined {
  const saved = allOnDemand.expected - total.expected;
  if (saved <= 0) return undefined;
  const share = Math.round((saved / allOnDemand.expected) * 100);
  return markup`<p class="muted">Spot saves $${hourly(saved)} of an expected hour: ${share} % of the same stack all on-demand, $${hourly(allOnDemand.expected)}.</p>`;
}

function examples({ file, examples }: Plan): Markup | undefined {
  if (examples.length === 0) return undefined;
  return markup`<details><summary>Before <code>pulumi up</code>: ${examples.length} settings of ${file} are still examples</summary>
<ul>${examples.map((setting) => markup`<li><code>${setting}</code></li>`)}</ul></details>`;
}
