import { CHARTS, type ChartName } from "../../components/controllers/charts";
import { definitionsOf } from "./definitions";

/** Caches the definitions of all charts beside the tools, so that no run needs Go or a network. */
for (const name of Object.keys(CHARTS) as ChartName[]) {
  try {
    definitionsOf(name, process.env);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
