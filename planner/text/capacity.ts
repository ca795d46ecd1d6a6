import type { PoolFit } from "../../stacks/capacity";
import { heading, table, type Column, type Paint } from "./layout";

/** A table for each scenario: for each pool what its pods request and what its nodes have for pods. */
export function capacitySection(fits: PoolFit[], paint: Paint): string {
  const scenarios = [...new Set(fits.map(({ scenario }) => scenario))];
  const tables = scenarios.map((scenario) => {
    const rows = fits
      .filter((fit) => fit.scenario === scenario && (fit.nodes > 0 || !fit.fits))
      .map((fit) => row(fit, paint));
    return table(columns(scenario), rows, paint);
  });
  return `${heading("Capacity: requested / allocatable", "", paint)}\n${tables.join("\n\n")}`;
}

function columns(scenario: string): Column[] {
  const right = "right" as const;
  return [
    { title: scenario, width: 31 },
    { title: "nodes", align: right, width: 7 },
    { title: "CPU", align: right, width: 15 },
    { title: "memory GiB", align: right, width: 15 },
    { title: "GPU slots", align: right, width: 11 },
    { title: "pods", align: right, width: 10 },
    { title: "", width: 8 },
  ];
}

function row(fit: PoolFit, paint: Paint): string[] {
  const share = (key: "cpu" | "memory" | "gpu" | "pods", digits: number) =>
    key === "gpu" && fit.allocatable.gpu === 0 && fit.requested.gpu === 0
      ? ""
      : `${fit.requested[key].toFixed(digits)} / ${fit.allocatable[key].toFixed(digits)}`;
  return [
    `  ${fit.pool}`,
    String(fit.nodes),
    share("cpu", 2),
    share("memory", 1),
    share("gpu", 0),
    share("pods", 0),
    fit.fits ? paint.green("fits") : paint.red("FULL"),
  ];
}
