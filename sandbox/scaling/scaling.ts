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

/** A stack whose pods can be given work, and what scales them: the real controllers. */
export interface Scaling {
  application: Application;
  trace: Trace;
}

/**
 * Starts the controllers that scale a stack that stands, and what gives its pods work; the sandbox ends them with itself.
 *
 * @param sandbox started with the tools for scaling
 * @param onChange is told of each change of replicas
 * @throws Error that names what didn't start
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
