import { appendFileSync, writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { services } from "../../stacks/services";
import type { StackSettings } from "../../stacks/settings";
import type { Sandbox } from "../session/sandbox";
import { peakOf } from "./load";
import { startScaling } from "./scaling";
import { TRACE_HEADER, traceLine } from "./trace";

/** Until the controllers have looked around and measured. */
const WARM_UP_MS = 60_000;
const PEAK_MS = 300_000;

/**
 * Gives the services of a stack that stands, but for those with a schedule, the work of a peak; returns when it is over.
 *
 * @param file gets every change of replicas as CSV
 * @param tell is told of each too
 */
export async function showPeak(
  sandbox: Sandbox,
  settings: StackSettings,
  file: string,
  tell: (line: string) => void,
): Promise<void> {
  writeFileSync(file, TRACE_HEADER);
  const { application, trace } = await startScaling(sandbox, settings, (point) => {
    const { second, what, replicas, desired } = point;
    appendFileSync(file, traceLine(point));
    tell(`${second.toFixed(0).padStart(5)} s  ${what.padEnd(32)} ${replicas} of ${desired}`);
  });
  const busy = services(settings).filter(({ schedule }) => !schedule);
  const say = (what: string) => tell(`${trace.second().toFixed(0).padStart(5)} s  ${what}`);
  say("the controllers look around");
  await wait(WARM_UP_MS);
  say("the peak begins");
  for (const service of busy) application.offer(service.namespace, service.name, peakOf(service));
  await wait(PEAK_MS);
  say("the peak is over");
  for (const { namespace, name } of busy) application.offer(namespace, name, {});
}
