import assert from "node:assert/strict";
import { CHARTS, type Chart } from "../../components/controllers/charts";
import { listCharts, type Get } from "../../tools/charts";

const REPOSITORY = "https://charts.example.com/stable";
const REGISTRY = "oci://registry.example.com/helm";

/** As chart-releaser writes it: each version is an entry, the newest first, with the dependencies' versions inside. */
const INDEX = `apiVersion: v1
entries:
  exporter:
  - apiVersion: v2
    appVersion: 1.121.0
    created: "2026-07-21T11:21:09.25512837Z"
    dependencies:
    - name: library
      repository: https://charts.example.com/stable
      version: 9.9.9
    description: Exports
    digest: 33addeb766f703b1263f9fa882e09cbadaea8d5c0868d89b48e1c6115281b4d1
    name: exporter
    urls:
    - https://charts.example.com/exporter-2.5.19.tgz
    version: 2.5.19
  - appVersion: 1.120.0
    created: "2026-04-15T15:51:33.78668484Z"
    name: exporter
    urls: [https://charts.example.com/exporter-2.5.14.tgz]
    version: 2.5.14
  - name: exporter
    version: 2.5.9
  - name: exporter
    version: 3.0.0-rc.1
  other:
  - name: other
    version: v2.5.17
generated: "2026-07-21T11:21:09.25512837Z"
`;

const chart = (repository: string, version: string): Chart => ({ repository, version, published: "there" });

/** The printed lines, the exit code, and the requested addresses. */
async function list(charts: Record<string, Chart>, get: Get) {
  const lines: string[] = [];
  const asked: string[] = [];
  const code = await listCharts(
    charts,
    (url, headers) => {
      asked.push(url);
      return get(url, headers);
    },
    (line) => lines.push(line),
  );
  return { lines, code, asked };
}

const repository: Get = async (url) =>
  url === `${REPOSITORY}/index.yaml` ? new Response(INDEX) : new Response("", { status: 404 });

/** A registry with two pages, which requires the token that it gives to everybody. */
const registry: Get = async (url, headers) => {
  if (url === "https://registry.example.com/token/?service=registry.example.com&scope=pull") {
    return Response.json({ token: "anybody" });
  }
  const { authorization } = headers;
  if (authorization !== "Bearer anybody") {
    const challenge = `Bearer realm="https://registry.example.com/token/",service="registry.example.com",scope="pull"`;
    return new Response("", { status: 401, headers: { "www-authenticate": challenge } });
  }
  if (url === "https://registry.example.com/v2/helm/handler/tags/list") {
    const link = `</v2/helm/handler/tags/list?last=0.9.0>; rel="next"`;
    return Response.json({ name: "helm/handler", tags: ["0.27.6", "0.9.0"] }, { headers: { link } });
  }
  assert.equal(url, "https://registry.example.com/v2/helm/handler/tags/list?last=0.9.0");
  return Response.json({ name: "helm/handler", tags: ["0.27.10", "latest", "1.0.0_build.1"] });
};

describe("npm run charts", () => {
  it("shows what is pinned beside the newest release of a repository, and reads each index once", async () => {
    const charts = { exporter: chart(REPOSITORY, "2.5.14"), other: chart(REPOSITORY, "2.5.17") };
    const { lines, code, asked } = await list(charts, repository);
    assert.deepEqual(lines, [
      "exporter  pinned 2.5.14    newest 2.5.19",
      "other     pinned 2.5.17    newest",
    ]);
    assert.equal(code, 0);
    assert.equal(asked.length, 1);
  });

  it("fails for a version that the repository never had, though versions around it are there", async () => {
    const { lines, code } = await list({ exporter: chart(REPOSITORY, "2.5.17") }, repository);
    assert.deepEqual(lines, [
      `exporter  pinned 2.5.17    NOT PUBLISHED in ${REPOSITORY}: \`pulumi up\` would fail. Newest there: 2.5.19`,
    ]);
    assert.equal(code, 1);
  });

  it("fails for a chart that the repository doesn't have", async () => {
    const { lines, code } = await list({ unknown: chart(REPOSITORY, "1.0.0") }, repository);
    assert.match(lines[0]!, /NOT PUBLISHED .* Newest there: none/);
    assert.equal(code, 1);
  });

  it("reads all pages of a registry's tags, with an anonymous token", async () => {
    const { lines, code } = await list({ handler: chart(REGISTRY, "0.27.6") }, registry);
    assert.deepEqual(lines, ["handler  pinned 0.27.6    newest 0.27.10"]);
    assert.equal(code, 0);
    assert.equal((await list({ handler: chart(REGISTRY, "0.27.7") }, registry)).code, 1);
  });

  it("says in a line that there is no network", async () => {
    const offline: Get = () =>
      Promise.reject(Object.assign(new TypeError("fetch failed"), { cause: { code: "ENOTFOUND" } }));
    const charts = { exporter: chart(REPOSITORY, "2.5.14"), handler: chart(REGISTRY, "0.27.6") };
    const { lines, code } = await list(charts, offline);
    assert.deepEqual(lines, [
      `exporter  pinned 2.5.14    ${REPOSITORY}/index.yaml can't be reached (ENOTFOUND)`,
      "handler   pinned 0.27.6    https://registry.example.com/v2/helm/handler/tags/list can't be reached (ENOTFOUND)",
      "No repository answers: this command needs a network that reaches them.",
    ]);
    assert.equal(code, 1);
  });

  it("says which repository answers with something else, and lists the others", async () => {
    const charts = {
      exporter: chart(REPOSITORY, "2.5.14"),
      lost: chart("https://lost.example.com", "1.0.0"),
    };
    const { lines, code } = await list(charts, repository);
    assert.match(lines[0]!, /newest 2\.5\.19$/);
    assert.match(lines[1]!, /https:\/\/lost\.example\.com\/index\.yaml answers 404$/);
    assert.equal(code, 1);
    const page = await list(charts, async () => new Response("a: [ <html>"));
    assert.match(page.lines[0]!, /index\.yaml is no YAML$/);
    const html = await list({ handler: chart(REGISTRY, "1.0.0") }, async () => new Response("<html>"));
    assert.match(html.lines[0]!, /tags\/list is no JSON$/);
  });
});

describe("the pin of a chart", () => {
  for (const [name, { version, published }] of Object.entries<Chart>(CHARTS)) {
    it(`says where ${name} ${version} was seen published`, () => {
      assert.ok(published.includes(version), `${published}: look where ${version} is published, and note it`);
      assert.match(published, /20\d\d/, "with the day or the month");
    });
  }
});
