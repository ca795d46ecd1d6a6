import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { services } from "../../stacks/services";
import type { StackSettings } from "../../stacks/settings";
import { apisServed, registerApi } from "../kubernetes/aggregated-api";
import type { Sandbox } from "../session/sandbox";
import { Application } from "./application";
import { startControllers } from "./controllers";
import { Trace, type Point } from "./trace";

const EXTERNAL_METRICS = { name: "keda-metrics", group: "external.metrics.k8s.io", version: "v1beta1" };

/** The load of a running stack's pods, and the trace of how the real controllers scale them. */
export interface Scaling {
  application: Application;
  trace: Trace;
}

/**
 * Starts the controllers that scale a running stack, and the simulated programs in its pods. They end with the sandbox.
 *
 * @param sandbox started with `scaling`
 * @param onChange called for each change of replicas
 * @throws Error with the APIs that aren't served
 */
export async function startScaling(
  sandbox: Sandbox,
  settings: StackSettings,
  onChange?: (point: Point) => void,
): Promise<Scaling> {
  const { kubernetes, cloud, stateFile, folder } = sandbox;
  cloud.hasReal({ keda: true });
  const say = (line: string) => appendFileSync(join(folder, "sandbox.log"), `${line}\n`);
  const trace = new Trace(kubernetes, stateFile, Object.keys(settings.namespaces), say, onChange);
  sandbox.endWith(() => trace.stop());
  const { application, server } = await Application.start(kubernetes, services(settings), say);
  sandbox.endWith(server.close);
  sandbox.endWith(() => application.stop());
  const { externalMetricsPort } = await startControllers(sandbox, `${server.url}/targets`);
  await registerApi(kubernetes, { ...EXTERNAL_METRICS, port: externalMetricsPort });
  await apisServed(kubernetes);
  return { application, trace };
}
