import type { Service } from "../../components/scaling/service";

/** What a service scales on, a few words each. */
export function triggerWords({ settings }: Service): string[] {
  const { cpuPercent, memoryPercent, requestsPerSecond, queueDepth, sqsQueue, gpuPercent } =
    settings.triggers;
  return [
    cpuPercent && `CPU ${cpuPercent} %`,
    memoryPercent && `memory ${memoryPercent} %`,
    requestsPerSecond && `${requestsPerSecond.perPod} requests/s`,
    queueDepth && `queue ${queueDepth.perPod}`,
    sqsQueue && `SQS ${sqsQueue.messagesPerPod}`,
    gpuPercent && `GPU ${gpuPercent} %`,
  ].filter((text): text is string => Boolean(text));
}

/** The hours outside of which a service is at zero; nothing where it works around the clock. */
export function scheduleWords({ schedule }: Pick<Service, "schedule">): string[] {
  if (!schedule) return [];
  const { firstDay, lastDay, start, end } = schedule;
  return [`only ${shortDay(firstDay)}-${shortDay(lastDay)} ${start}-${end}`];
}

/** Between which numbers of pods a service scales. */
export function podRange({ replicas, schedule }: Service): string {
  return `${schedule ? 0 : replicas.min}-${replicas.max}`;
}

function shortDay(name: string): string {
  return name[0]!.toUpperCase() + name.slice(1, 3);
}
