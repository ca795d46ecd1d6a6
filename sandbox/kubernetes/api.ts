import { readFileSync } from "node:fs";
import { Agent, request } from "node:https";
import { setTimeout as wait } from "node:timers/promises";
import { parse } from "yaml";

/** The fields that objects of all kinds share. */
export interface KubernetesObject {
  apiVersion?: string;
  kind?: string;
  metadata: {
    name: string;
    namespace?: string;
    uid?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    finalizers?: string[];
    deletionTimestamp?: string;
    resourceVersion?: string;
  };
}

/** A request that the API server refused: its message and the HTTP status. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const FIELD_MANAGER = "sandbox";

/** Statuses of a kind that has just been created: "storage is (re)initializing". */
const STARTING = [429, 503];
const PATIENCE_MS = 10_000;

interface Kubeconfig {
  clusters: { cluster: { server: string } & Record<string, string> }[];
  users: { user: Record<string, string> }[];
}

/** A client of the API server. Paths are those of its documentation, such as "/api/v1/nodes". */
export class KubernetesApi {
  private readonly server: string;
  private readonly agent: Agent;

  constructor(kubeconfig: string) {
    const { clusters, users } = parse(readFileSync(kubeconfig, "utf8")) as Kubeconfig;
    const { cluster } = clusters[0]!;
    const { user } = users[0]!;
    this.server = cluster.server;
    this.agent = new Agent({
      keepAlive: true,
      ca: contentOf(cluster, "certificate-authority"),
      cert: contentOf(user, "client-certificate"),
      key: contentOf(user, "client-key"),
      rejectUnauthorized: contentOf(cluster, "certificate-authority") !== undefined,
    });
  }

  /** Undefined if the object doesn't exist, or its kind isn't known. */
  async get<T extends object = KubernetesObject>(path: string): Promise<T | undefined> {
    const giveUp = Date.now() + PATIENCE_MS;
    for (;;) {
      try {
        return await this.send<T>("GET", path);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (error.status === 404) return undefined;
        if (!STARTING.includes(error.status) || Date.now() > giveUp) throw error;
        await wait(100);
      }
    }
  }

  /** Empty also for a kind that isn't known. */
  async list<T extends object = KubernetesObject>(path: string): Promise<T[]> {
    return (await this.get<{ items: T[] }>(path))?.items ?? [];
  }

  create(path: string, object: object): Promise<KubernetesObject> {
    return this.send("POST", path, object, "application/json");
  }

  /** Creates or changes an object so that it has these fields (server-side apply). */
  apply(path: string, object: object): Promise<KubernetesObject> {
    const query = `fieldManager=${FIELD_MANAGER}&force=true`;
    return this.send("PATCH", `${path}?${query}`, object, "application/apply-patch+yaml");
  }

  /** Changes the fields in the patch; null removes a field. */
  merge(path: string, patch: object): Promise<KubernetesObject> {
    return this.send("PATCH", path, patch, "application/merge-patch+json");
  }

  /** It is no error if the object is already gone. */
  async delete(path: string, options: object = {}): Promise<void> {
    try {
      await this.send("DELETE", path, options, "application/json");
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 404)) throw error;
    }
  }

  close(): void {
    this.agent.destroy();
  }

  /** @throws {ApiError} */
  send<T extends object>(method: string, path: string, body?: object, type?: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const content = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
      const headers = {
        accept: "application/json",
        // Node.js omits the length for some methods, and the server would then read the body as the next request.
        ...(content ? { "content-type": type, "content-length": content.length } : {}),
      };
      const sent = request(`${this.server}${path}`, { method, agent: this.agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString("utf8");
          const status = response.statusCode ?? 0;
          if (status < 300) resolve(JSON.parse(text) as T);
          else reject(new ApiError(status, messageIn(text) ?? `${method} ${path}: HTTP ${status}: ${text}`));
        });
      });
      sent.on("error", reject);
      sent.end(content);
    });
  }
}

function messageIn(text: string): string | undefined {
  try {
    return (JSON.parse(text) as { message?: string }).message;
  } catch {
    return undefined;
  }
}

/** A certificate or key: a kubeconfig contains it, or the path of its file. */
function contentOf(group: Record<string, string>, key: string): Buffer | undefined {
  const data = group[`${key}-data`];
  if (data) return Buffer.from(data, "base64");
  return group[key] ? readFileSync(group[key]) : undefined;
}
