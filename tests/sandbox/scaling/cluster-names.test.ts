import assert from "node:assert/strict";
import { request } from "node:http";
import { after, before, describe, it } from "mocha";
import { listenLocally, type LocalServer } from "../../../sandbox/listen";
import { serveClusterNames } from "../../../sandbox/scaling/controllers";

describe("the proxy for the cluster's names", () => {
  let target: LocalServer;
  let proxy: LocalServer;

  before(async () => {
    target = await listenLocally((incoming, response) => response.end(`asked for ${incoming.url}`));
    proxy = await serveClusterNames({ "prometheus.monitoring.svc:9090": target.port });
  });
  after(() => {
    target.close();
    proxy.close();
  });

  it("forwards to the port of a name", async () => {
    assert.deepEqual(await get("http://prometheus.monitoring.svc:9090/api/v1/query?query=up"), {
      status: 200,
      text: "asked for /api/v1/query?query=up",
    });
  });

  it("refuses an unknown name", async () => {
    const { status, text } = await get("http://grafana.monitoring.svc:3000/");
    assert.equal(status, 502);
    assert.match(text, /grafana\.monitoring\.svc:3000/);
  });

  it("reports a port that doesn't answer", async () => {
    target.close();
    assert.equal((await get("http://prometheus.monitoring.svc:9090/")).status, 502);
  });

  /** Sends a request as a program with HTTP_PROXY does. */
  function get(url: string): Promise<{ status: number | undefined; text: string }> {
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
