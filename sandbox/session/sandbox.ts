import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { findTools } from "../../tools/find";
import { serveCharts, writeChartRepository } from "../charts/repository";
import { Engine } from "../engine/engine";
import { makeHome, type Home } from "../engine/home";
import { sandboxConfiguration, type StackConfiguration } from "../engine/settings";
import { KubernetesApi } from "../kubernetes/api";
import { Cloud } from "../kubernetes/cloud";
import { startControlPlane } from "../kubernetes/control-plane";
import { makeSessionFolder, removeAbandonedSessions, removeSessionFolder } from "./folder";

/** AWS and Kubernetes on one machine. */
export interface Sandbox {
  folder: string;
  tools: Record<string, string>;
  kubeconfig: string;
  kubernetes: KubernetesApi;
  cloud: Cloud;
  /** The file with the AWS account. */
  stateFile: string;
  home: Home;
  /** The configuration in a stack's file, with the sandbox's own values; `change` may modify it. */
  configurationOf(stack: string, change?: (config: StackConfiguration) => void): StackConfiguration;
  open(stack: string, change?: (config: StackConfiguration) => void): Promise<Engine>;
  /** Reports the progress; given to `startSandbox`. */
  say: (line: string) => void;
  /** Registers something to end when the sandbox stops, in reverse order of registration. */
  endWith(end: () => void | Promise<void>): void;
  /** Ends everything and removes the folder. */
  stop(): Promise<void>;
}

/**
 * Starts everything but the engine, which each run starts itself.
 *
 * @param say called with each line of progress
 * @param stackFiles the folder of the stacks' files
 * @param scaling also starts metrics-server, which `startScaling` needs
 * @throws Error that names the missing tools and the command that builds them
 */
export async function startSandbox(
  say: (line: string) => void,
  stackFiles: string,
  scaling = false,
): Promise<Sandbox> {
  const tools = findTools("sandbox", process.env);
  for (const left of await removeAbandonedSessions()) say(`Removed ${left}, which a killed run left.`);
  const folder = makeSessionFolder();
  const log = join(folder, "sandbox.log");
  const ends = [() => removeSessionFolder(folder)] as (() => void | Promise<void>)[];
  const stop = async () => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    say("Starting the control plane ...");
    const starting = startControlPlane(join(folder, "kubernetes"), tools, { metricsServer: scaling });
    starting.catch(() => undefined); // awaited below
    const charts = await serveCharts(
      await writeChartRepository(join(folder, "charts"), tools["helm"]!, process.env),
    );
    ends.push(charts.close);
    const kubeconfig = await starting;
    const stateFile = join(folder, "account.json");
    const home = makeHome(join(folder, "pulumi"), tools, { stateFile, kubeconfig });
    const kubernetes = new KubernetesApi(kubeconfig);
    ends.push(() => kubernetes.close());
    const cloud = new Cloud(kubernetes, stateFile, (line) => appendFileSync(log, `${line}\n`));
    ends.push(() => cloud.stop());
    const configurationOf: Sandbox["configurationOf"] = (stack, change = () => undefined) => {
      const configuration = structuredClone(sandboxConfiguration(stackFiles, stack, charts.url));
      change(configuration);
      return configuration;
    };
    return {
      folder,
      tools,
      kubeconfig,
      kubernetes,
      cloud,
      stateFile,
      home,
      configurationOf,
      open: (stack, change) => Engine.open(stack, configurationOf(stack, change), home),
      say,
      endWith: (end) => void ends.push(end),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
