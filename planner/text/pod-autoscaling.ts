import type { Service } from "../../components/scaling/service";
import { plainHpaSuffices } from "../../components/scaling/triggers";
import { heading, table, type Paint } from "./layout";
import { podRange, scheduleWords, triggerWords } from "./scaling-words";

/** What each service scales on, and between which numbers of pods. */
export function podAutoscalingSection(services: Service[], paint: Paint): string {
  const rows = services.map((service) => [
    `${service.namespace}/${service.name}`,
    podRange(service),
    plainHpaSuffices(service) ? "HPA" : "KEDA",
    [...triggerWords(service), ...scheduleWords(service)].join(", "),
  ]);
  const columns = [
    { title: "service" },
    { title: "pods", align: "right" as const },
    { title: "by" },
    { title: "scales on" },
  ];
  return `${heading("Pod autoscaling", "", paint)}\n${table(columns, rows, paint)}`;
}
