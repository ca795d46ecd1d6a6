import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, join } from "node:path";

export interface ChartMirror {
  /** The base URL, for the setting `chartMirror`. */
  url: string;
  close(): void;
}

/** Serves a chart repository's folder, which has no folders in it, on a free port of 127.0.0.1. */
export async function serveCharts(repository: string): Promise<ChartMirror> {
  const server = createServer((request, response) => {
    const file = join(repository, basename(new URL(request.url ?? "/", "http://localhost").pathname));
    const exists = statSync(file, { throwIfNoEntry: false })?.isFile();
    if (request.method !== "GET" || !exists) response.writeHead(404).end();
    else createReadStream(file).pipe(response.writeHead(200));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
