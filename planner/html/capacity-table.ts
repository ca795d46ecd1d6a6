import type { Resources } from "../../policy-pack/pricing/resources";
import type { PoolFit } from "../../stacks/capacity";
import { markup, type Markup } from "./markup";
import { table, tableGroup } from "./table";

const HEADINGS = [
  { text: "pool" },
  ...["nodes", "CPU", "memory GiB", "GPU slots", "pods"].map((text) => ({ text, number: true })),
  { text: "verdict" },
];

/** For each scenario what the pods of a pool request, of what its nodes have. */
export function capacityTable(fits: PoolFit[]): Markup {
  const scenarios = [...new Set(fits.map(({ scenario }) => scenario))];
  return table(
    "Requested / allocatable",
    HEADINGS,
    scenarios.map((scenario) => {
      const shown = fits.filter((fit) => fit.scenario === scenario && (fit.nodes > 0 || !fit.fits));
      return tableGroup(scenario, HEADINGS.length, shown.map(row));
    }),
  );
}

function row(fit: PoolFit): Markup {
  const verdict = fit.fits ? "fits" : "FULL";
  return markup`<tr><th scope="row">${fit.pool}</th><td class="number">${fit.nodes}</td>${[
    share(fit, "cpu", 2),
    share(fit, "memory", 1),
    share(fit, "gpu", 0),
    share(fit, "pods", 0),
  ]}<td class="${fit.fits ? "good" : "bad prose"}">${verdict}${fit.misfits.map((misfit) => markup`<br>${misfit}`)}</td></tr>
`;
}

/** Two numbers, and below them a bar of the part that is taken. */
function share({ requested, allocatable }: PoolFit, key: keyof Resources, digits: number): Markup {
  if (requested[key] === 0 && allocatable[key] === 0) return markup`<td></td>`;
  const part = allocatable[key] === 0 ? 1 : Math.min(1, requested[key] / allocatable[key]);
  return markup`<td class="number share" style="--part:${part.toFixed(3)}">${requested[key].toFixed(digits)} / ${allocatable[key].toFixed(digits)}</td>`;
}
