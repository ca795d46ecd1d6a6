import { appendFileSync, writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { services } from "../../stacks/services";
import type { StackSettings } from "../../stacks/settings";
import type { Sandbox } from "../session/sandbox";
import { peakOf } from "./load";
import { startScaling } from "./scaling";
import { TRACE_HEADER, traceLine } from "./trace";

/** Until the controllers have listed their objects and have measurements. */
const WARM_UP_MS = 60_000;
const PEAK_MS = 300_000;

/**
 * Puts a peak load on the services of a running stack that have no schedule; returns when the peak is over.
 *
 * @param file gets every change of replicas as CSV
 * @param print called with a line for each change
 */
export async function showPeak(
  sandbox: Sandbox,
  settings: StackSettings,
  file: string,
  print: (line: string) => void,
): Promise<void> {
  writeFileSync(file, TRACE_HEADER);
  const { application, trace } = await startScaling(sandbox, settings, (point) => {
    const { second, what, replicas, desired } = point;
    appendFileSync(file, traceLine(point));
    print(`${second.toFixed(0).padStart(5)} s  ${what.padEnd(32)} ${replicas} of ${desired}`);
  });
  const busy = services(settings).filter(({ schedule }) => !schedule);
  const say = (what: string) => print(`${trace.second().toFixed(0).padStart(5)} s  ${what}`);
  say("the controllers start and measure");
  await wait(WARM_UP_MS);
  say("the peak begins");
  for (const service of busy) application.offer(service.namespace, service.name, peakOf(service));
  await wait(PEAK_MS);
  say("the peak is over");
  for (const { namespace, name } of busy) application.offer(namespace, name, {});
}
