import { createReadStream, statSync } from "node:fs";
import { basename, join } from "node:path";
import { listenLocally, type LocalServer } from "../listen";

/** Serves a chart repository's folder, which has no folders in it; its URL is for the setting `chartMirror`. */
export function serveCharts(repository: string): Promise<LocalServer> {
  return listenLocally((request, response) => {
    const file = join(repository, basename(new URL(request.url ?? "/", "http://localhost").pathname));
    const exists = statSync(file, { throwIfNoEntry: false })?.isFile();
    if (request.method !== "GET" || !exists) response.writeHead(404).end();
    else createReadStream(file).pipe(response.writeHead(200));
  });
}
