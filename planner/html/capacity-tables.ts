import type { Resources } from "../../policy-pack/pricing/resources";
import type { PoolFit } from "../../stacks/capacity";
import { vcpuQuotas, zoneAddresses } from "../../stacks/node-room";
import type { StackSettings } from "../../stacks/settings";
import { joined, markup, type Markup } from "./markup";
import { table, tableBody, tableGroup } from "./table";

const HEADINGS = [
  { text: "pool" },
  ...["nodes", "CPU", "memory GiB", "GPU slots", "pods"].map((text) => ({ text, number: true })),
  { text: "verdict" },
];

/** For each scenario and pool what the pods request and what the nodes have for pods. */
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

/** Two numbers, and below them a bar of the requested part. */
function share({ requested, allocatable }: PoolFit, key: keyof Resources, digits: number): Markup {
  if (requested[key] === 0 && allocatable[key] === 0) return markup`<td></td>`;
  const part = allocatable[key] === 0 ? 1 : Math.min(1, requested[key] / allocatable[key]);
  return markup`<td class="number share" style="--part:${part.toFixed(3)}">${requested[key].toFixed(digits)} / ${allocatable[key].toFixed(digits)}</td>`;
}

/** What the account's EC2 quotas and the private subnets must have, including the nodes that rolling updates add. */
export function nodeRoomTables(settings: Pick<StackSettings, "network" | "pools">): Markup {
  const numbers = (...titles: string[]) => titles.map((text) => ({ text, number: true }));
  return joined([
    table(
      "EC2 quotas that the pools need, in vCPU",
      [
        { text: "code" },
        { text: "name" },
        ...numbers("every pool at its maximum", "rolling update", "total"),
      ],
      [
        tableBody(
          vcpuQuotas(settings.pools).map(({ code, name, atMaximum, surge }) =>
            numberRow(code, name, [atMaximum, surge, atMaximum + surge]),
          ),
        ),
      ],
    ),
    table(
      "Addresses of the private subnets",
      [{ text: "zone" }, ...numbers("needed", "available")],
      [
        tableBody(
          zoneAddresses(settings).map(({ zone, needed, available }) =>
            numberRow(zone, undefined, [needed, available]),
          ),
        ),
      ],
    ),
  ]);
}

function numberRow(name: string, text: string | undefined, values: number[]): Markup {
  return markup`<tr><th scope="row">${name}</th>${text === undefined ? undefined : markup`<td class="prose">${text}</td>`}${values.map(
    (value) => markup`<td class="number">${value.toLocaleString("en-US")}</td>`,
  )}</tr>
`;
}
