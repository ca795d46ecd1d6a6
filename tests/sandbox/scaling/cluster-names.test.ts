import assert from "node:assert/strict";
import { request } from "node:http";
import { after, before, describe, it } from "mocha";
import { listenLocally, type LocalServer } from "../../../sandbox/listen";
import { serveClusterNames } from "../../../sandbox/scaling/controllers";

describe("the names of the cluster, outside of it", () => {
  let behind: LocalServer;
  let proxy: LocalServer;

  before(async () => {
    behind = await listenLocally((incoming, response) => response.end(`asked for ${incoming.url}`));
    proxy = await serveClusterNames({ "prometheus.monitoring.svc:9090": behind.port });
  });
  after(() => {
    behind.close();
    proxy.close();
  });

  it("lead to the port that stands behind them", async () => {
    assert.deepEqual(await ask("http://prometheus.monitoring.svc:9090/api/v1/query?query=up"), {
      status: 200,
      text: "asked for /api/v1/query?query=up",
    });
  });

  it("are refused where nothing does", async () => {
    const { status, text } = await ask("http://grafana.monitoring.svc:3000/");
    assert.equal(status, 502);
    assert.match(text, /grafana\.monitoring\.svc:3000/);
  });

  it("tell when it doesn't answer", async () => {
    behind.close();
    assert.equal((await ask("http://prometheus.monitoring.svc:9090/")).status, 502);
  });

  /** As a program with HTTP_PROXY asks. */
  function ask(url: string): Promise<{ status: number | undefined; text: string }> {
    return new Promise((resolve, reject) => {
      request(
        { host: "127.0.0.1", port: proxy.port, path: url, headers: { host: new URL(url).host } },
        (answer) => {
          let text = "";
          answer.on("data", (chunk: Buffer) => (text += chunk.toString("utf8")));
          answer.on("end", () => resolve({ status: answer.statusCode, text }));
        },
      )
        .on("error", reject)
        .end();
    });
  }
});
