import type { MonitoredStack } from "../../monitored-stack";
import { dashboard, type Dashboard } from "../dashboard";
import { costOverTime } from "./over-time";
import { prices } from "./prices";
import { serviceCosts } from "./services";
import { spotSavings } from "./spot";
import { costNow } from "./now";
import { unusedCost } from "./unused";

/** What the stack costs, whose it is, and what of it is paid for nothing. */
export function costDashboard(stack: MonitoredStack): Dashboard {
  return dashboard(stack, {
    uid: "betterprompts-cost",
    title: "Cost",
    description:
      "What the stack costs, whose it is, and what of it is paid for nothing. US dollars before tax.",
    range: "7d",
    rows: [
      { title: "Now and this month", panels: costNow(stack) },
      { title: "Over time", panels: costOverTime(stack) },
      { title: "Paid for and not used", panels: unusedCost(stack) },
      { title: "Spot nodes", panels: spotSavings(stack) },
      { title: "Services", panels: serviceCosts(stack) },
      { title: "Prices behind these figures", panels: prices(stack) },
    ],
  });
}
