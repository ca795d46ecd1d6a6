import { request } from "node:http";
import { listenLocally, type LocalServer } from "../listen";

/**
 * A proxy that knows the cluster's names, for controllers that run outside of it: what KEDA asks of
 * "http://prometheus.monitoring.svc.cluster.local:9090" reaches the Prometheus of this machine.
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
