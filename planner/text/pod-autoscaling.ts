import type { Service } from "../../components/scaling/service";
import { plainHpaSuffices } from "../../components/scaling/triggers";
import { heading, table, type Paint } from "./layout";

/** What each service scales on, and between which numbers of pods. */
export function podAutoscalingSection(services: Service[], paint: Paint): string {
  const rows = services.map((service) => [
    `${service.namespace}/${service.name}`,
    `${service.schedule ? 0 : service.replicas.min}-${service.replicas.max}`,
    plainHpaSuffices(service) ? "HPA" : "KEDA",
    [...triggers(service), ...workingHours(service)].join(", "),
  ]);
  const columns = [
    { title: "service" },
    { title: "pods", align: "right" as const },
    { title: "by" },
    { title: "scales on" },
  ];
  return `${heading("Pod autoscaling", "", paint)}\n${table(columns, rows, paint)}`;
}

function triggers({ settings }: Service): string[] {
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

function workingHours({ schedule }: Service): string[] {
  if (!schedule) return [];
  const { firstDay, lastDay, start, end } = schedule;
  return [`only ${shortDay(firstDay)}-${shortDay(lastDay)} ${start}-${end}`];
}

function shortDay(name: string): string {
  return name[0]!.toUpperCase() + name.slice(1, 3);
}
