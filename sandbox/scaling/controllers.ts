import { spawn } from "node:child_process";
import { closeSync, copyFileSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { RECOMMENDER_ARGS } from "../../components/controllers/vertical-pod-autoscaler";
import { PROMETHEUS_SERVICE, PROMETHEUS_URL } from "../../components/monitoring/addresses";
import { pkiFolder } from "../kubernetes/control-plane";
import { freePorts, listenLocally, type LocalServer } from "../listen";
import type { Sandbox } from "../session/sandbox";

/** Shorter than in the stack, so that tests don't wait. */
const SCRAPE_INTERVAL = "5s";
const RECOMMENDER_INTERVAL = "15s";

/**
 * Starts Prometheus, KEDA's operator and metrics adapter, and the recommender of Vertical Pod Autoscaler on this
 * machine, as administrators of the cluster. They end with the sandbox.
 *
 * @param targets URL at which Prometheus finds the targets to scrape
 * @returns the port of KEDA's metrics adapter
 */
export async function startControllers(
  { folder, tools, kubeconfig, say, endWith }: Sandbox,
  targets: string,
): Promise<{ externalMetricsPort: number }> {
  const home = join(folder, "scaling");
  mkdirSync(home, { recursive: true });
  const [prometheus, operator, operatorMetrics, adapter, recommender] = await freePorts(5);
  const start = (name: string, args: string[], environment: NodeJS.ProcessEnv = {}) => {
    const file = join(home, `${name}.log`);
    const log = openSync(file, "a");
    spawn(tools[name]!, args, { stdio: ["ignore", log, log], env: { ...process.env, ...environment } })
      .on("error", ({ message }) => say(`${name} doesn't start: ${message}`))
      .on("exit", (code) => {
        if (code) say(`${name} ended with exit code ${code}:\n${lastLines(file)}`); // null means a signal, which the sandbox sent
      });
    closeSync(log);
  };

  start("prometheus", [
    `--config.file=${prometheusConfiguration(home, targets)}`,
    `--storage.tsdb.path=${join(home, "prometheus")}`,
    `--web.listen-address=127.0.0.1:${prometheus}`,
  ]);

  const names = await serveClusterNames({ [new URL(PROMETHEUS_URL).host]: prometheus! });
  endWith(names.close);
  const certificates = certificateFolder(home, folder);
  const keda = {
    KUBECONFIG: kubeconfig,
    POD_NAMESPACE: "keda",
    KEDA_CLUSTER_OBJECT_NAMESPACE: "keda",
    WATCH_NAMESPACE: "",
    HTTP_PROXY: names.url,
  };
  start(
    "keda-operator",
    [
      `--cert-dir=${certificates}`,
      `--metrics-service-bind-address=127.0.0.1:${operator}`,
      `--metrics-bind-address=127.0.0.1:${operatorMetrics}`,
      "--health-probe-bind-address=0",
    ],
    keda,
  );
  start(
    "keda-metrics-adapter",
    [
      ...["lister", "authentication", "authorization"].map((use) => `--${use}-kubeconfig=${kubeconfig}`),
      `--metrics-service-address=127.0.0.1:${operator}`,
      "--bind-address=127.0.0.1",
      `--secure-port=${adapter}`,
      `--cert-dir=${certificates}`,
      `--tls-cert-file=${join(certificates, "tls.crt")}`,
      `--tls-private-key-file=${join(certificates, "tls.key")}`,
    ],
    keda,
  );

  start("vpa-recommender", [
    `--kubeconfig=${kubeconfig}`,
    `--address=127.0.0.1:${recommender}`,
    `--recommender-interval=${RECOMMENDER_INTERVAL}`,
    ...RECOMMENDER_ARGS,
  ]);
  return { externalMetricsPort: adapter! };
}

function lastLines(file: string): string {
  return readFileSync(file, "utf8").trim().split("\n").slice(-5).join("\n");
}

function prometheusConfiguration(home: string, targets: string): string {
  const file = join(home, "prometheus.yaml");
  const configuration = {
    global: { scrape_interval: SCRAPE_INTERVAL, evaluation_interval: SCRAPE_INTERVAL },
    scrape_configs: [
      {
        job_name: PROMETHEUS_SERVICE.namespace,
        http_sd_configs: [{ url: targets, refresh_interval: SCRAPE_INTERVAL }],
      },
    ],
  };
  writeFileSync(file, JSON.stringify(configuration)); // JSON is YAML
  return file;
}

/**
 * KEDA's operator and adapter use the control plane's certificates, in place of those that the operator would create.
 */
function certificateFolder(home: string, folder: string): string {
  const certificates = join(home, "certificates");
  mkdirSync(certificates, { recursive: true });
  const issued = pkiFolder(join(folder, "kubernetes"));
  const files = { "ca.crt": "ca.crt", "tls.crt": "admin.crt", "tls.key": "admin.key" };
  for (const [name, source] of Object.entries(files)) {
    copyFileSync(join(issued, source), join(certificates, name));
  }
  return certificates;
}

/**
 * A proxy that resolves the cluster's names, for controllers that run outside of it: a request of KEDA to
 * "http://prometheus.monitoring.svc.cluster.local:9090" reaches the Prometheus on this machine.
 *
 * @param ports "name:port" in the cluster -> port of 127.0.0.1
 */
export function serveClusterNames(ports: Record<string, number>): Promise<LocalServer> {
  return listenLocally((incoming, response) => {
    const { host, pathname, search } = new URL(incoming.url ?? "/", "http://unknown");
    const port = ports[host];
    if (port === undefined) {
      response.writeHead(502).end(`no such service in the sandbox: ${host}`);
      return;
    }
    const { method, headers } = incoming;
    const options = { host: "127.0.0.1", port, path: pathname + search, method, headers };
    const outgoing = request(options, (answer) => {
      answer.pipe(response.writeHead(answer.statusCode ?? 502, answer.headers));
    });
    outgoing.on("error", ({ message }) => response.destroyed || response.writeHead(502).end(message));
    incoming.pipe(outgoing);
  });
}
