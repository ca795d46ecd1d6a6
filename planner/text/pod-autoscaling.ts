import type { Service } from "../../components/scaling/service";
import { plainHpaSuffices } from "../../components/scaling/triggers";
import { heading, table, type Paint } from "./layout";

/** For each service the number of pods, the kind of autoscaler, and its triggers. */
export function podAutoscalingSection(services: Service[], paint: Paint): string {
  const rows = services.map((service) => [
    `${service.namespace}/${service.name}`,
    podRange(service),
    plainHpaSuffices(service) ? "HPA" : "KEDA",
    [...triggerTexts(service), ...scheduleTexts(service)].join(", "),
  ]);
  const columns = [
    { title: "service" },
    { title: "pods", align: "right" as const },
    { title: "by" },
    { title: "scales on" },
  ];
  return `${heading("Pod autoscaling", "", paint)}\n${table(columns, rows, paint)}`;
}

/** The triggers of a service: "CPU 60 %". */
export function triggerTexts({ settings }: Service): string[] {
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

/** The hours of a schedule: "only Mon-Fri 08:00-20:00"; empty without a schedule. */
export function scheduleTexts({ schedule }: Pick<Service, "schedule">): string[] {
  if (!schedule) return [];
  const { firstDay, lastDay, start, end } = schedule;
  return [`only ${shortDay(firstDay)}-${shortDay(lastDay)} ${start}-${end}`];
}

/** The least and the most pods of a service: "2-10". */
export function podRange({ replicas, schedule }: Service): string {
  return `${schedule ? 0 : replicas.min}-${replicas.max}`;
}

function shortDay(name: string): string {
  return name[0]!.toUpperCase() + name.slice(1, 3);
}
