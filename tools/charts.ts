import { parse } from "yaml";
import { CHARTS, type Chart } from "../components/controllers/charts";

/** Sends a request: the global `fetch`, or a test's own. */
export type Get = (url: string, headers: Record<string, string>) => Promise<Response>;

/** A repository that doesn't answer, or whose answer is invalid; the message says which and why. */
class NoAnswer extends Error {}

/**
 * Lists every chart: the version that is pinned, and the newest one that its repository has.
 *
 * @returns the exit code: 1 when a pinned version is not published, or a repository doesn't answer
 */
export async function listCharts(
  charts: Record<string, Chart>,
  get: Get,
  say: (line: string) => void,
): Promise<number> {
  const indexes = new Map<string, Promise<unknown>>();
  const versions = async (name: string, { repository }: Chart): Promise<string[] | NoAnswer> => {
    try {
      if (repository.startsWith("oci://")) return await versionsInRegistry(`${repository}/${name}`, get);
      const index = indexes.get(repository) ?? readIndex(repository, get);
      indexes.set(repository, index); // charts share repositories
      return versionsInIndex(await index, name);
    } catch (error) {
      if (error instanceof NoAnswer) return error;
      throw error;
    }
  };
  const rows = await Promise.all(
    Object.entries(charts).map(async ([name, chart]) => ({
      name,
      chart,
      found: await versions(name, chart),
    })),
  );
  const width = Math.max(...rows.map(({ name }) => name.length));
  for (const { name, chart, found } of rows) say(`${name.padEnd(width)}  ${verdict(chart, found)}`);
  if (rows.every(({ found }) => found instanceof NoAnswer)) {
    say("No repository answers: this command needs a network that reaches them.");
  }
  return rows.every(({ chart, found }) => Array.isArray(found) && found.includes(chart.version)) ? 0 : 1;
}

function verdict({ version, repository }: Chart, found: string[] | NoAnswer): string {
  const pinned = `pinned ${version.padEnd(8)}`;
  if (found instanceof NoAnswer) return `${pinned}  ${found.message}`;
  const newest = newestOf(found);
  if (!found.includes(version)) {
    return `${pinned}  NOT PUBLISHED in ${repository}: \`pulumi up\` would fail. Newest there: ${newest ?? "none"}`;
  }
  return newest === version ? `${pinned}  newest` : `${pinned}  newest ${newest}`;
}

/** Releases alone: a version with a suffix is a pre-release. */
function newestOf(versions: string[]): string | undefined {
  const numbers = (version: string) => version.split(".").map(Number);
  return versions
    .filter((version) => /^\d+\.\d+\.\d+$/.test(version))
    .sort((one, other) => {
      const [a, b] = [numbers(one), numbers(other)];
      return a[0]! - b[0]! || a[1]! - b[1]! || a[2]! - b[2]!;
    })
    .at(-1);
}

async function readIndex(repository: string, get: Get): Promise<unknown> {
  const url = `${repository}/index.yaml`;
  const text = await (await answer(url, get)).text();
  try {
    return parse(text);
  } catch {
    throw new NoAnswer(`${url} is no YAML`);
  }
}

/** Source: helm.sh/docs/topics/chart_repository, "The index file". */
function versionsInIndex(index: unknown, chart: string): string[] {
  const entries = (index as { entries?: Record<string, { version: string }[]> } | null)?.entries;
  return (entries?.[chart] ?? []).map(({ version }) => version.replace(/^v/, ""));
}

/** Tags of a chart in a registry, page by page. Source: opencontainers/distribution-spec, "Content Discovery". */
async function versionsInRegistry(reference: string, get: Get): Promise<string[]> {
  const [, host, path] = /^oci:\/\/([^/]+)\/(.+)$/.exec(reference)!;
  const found: string[] = [];
  let next: string | undefined = `/v2/${path}/tags/list`;
  let headers = {};
  while (next !== undefined) {
    const url: string = new URL(next, `https://${host}`).href;
    let response = await answer(url, get, headers, [401]);
    if (response.status === 401) {
      headers = { authorization: `Bearer ${await anonymousToken(response, url, get)}` };
      response = await answer(url, get, headers);
    }
    const { tags } = await jsonOf<{ tags?: string[] | null }>(response, url);
    found.push(...(tags ?? []).map((tag) => tag.replaceAll("_", "+"))); // a tag can't have the plus of a version
    next = /<([^>]+)>;\s*rel="?next/.exec(response.headers.get("link") ?? "")?.[1];
  }
  return found;
}

/** The token that a public registry gives to everybody. Source: distribution.github.io/distribution/spec/auth/token. */
async function anonymousToken(refusal: Response, url: string, get: Get): Promise<string> {
  const challenge = refusal.headers.get("www-authenticate") ?? "";
  const { realm, ...query } = Object.fromEntries(
    [...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name!, value!]),
  );
  if (realm === undefined) throw new NoAnswer(`${url} requires a sign-in`);
  const response = await answer(`${realm}?${new URLSearchParams(query).toString()}`, get);
  const { token, access_token } = await jsonOf<{ token?: string; access_token?: string }>(response, realm);
  return token ?? access_token ?? "";
}

async function jsonOf<Body>(response: Response, url: string): Promise<Body> {
  try {
    return (await response.json()) as Body;
  } catch {
    throw new NoAnswer(`${url} is no JSON`);
  }
}

async function answer(
  url: string,
  get: Get,
  headers: Record<string, string> = {},
  alsoFine: number[] = [],
): Promise<Response> {
  let response: Response;
  try {
    response = await get(url, headers);
  } catch (error) {
    const { name, cause } = error as Error & { cause?: { code?: string } };
    const reason = name === "TimeoutError" ? "no answer in time" : (cause?.code ?? (error as Error).message);
    throw new NoAnswer(`${url} can't be reached (${reason})`);
  }
  if (response.ok || alsoFine.includes(response.status)) return response;
  throw new NoAnswer(`${url} answers ${response.status}`);
}

const TIMEOUT_MS = 60_000; // the largest index has some ten megabytes

if (require.main === module) {
  const get: Get = (url, headers) => fetch(url, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
  void listCharts(CHARTS, get, (line) => void process.stdout.write(`${line}\n`)).then((code) => {
    process.exitCode = code;
  });
}
