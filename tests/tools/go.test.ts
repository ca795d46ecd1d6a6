import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promtool } from "../../tools/catalog";
import { buildArguments, goEnvironment, goProblem, OLDEST_GO } from "../../tools/go";

const FOLDER = join(__dirname, "..", "..", "tools");

describe("the Go that builds the tools", () => {
  it("is 1.26 or newer", () => {
    for (const version of [
      "go1.26.0",
      "go1.26.8",
      "go1.26",
      "go1.27rc1",
      "go1.30.1",
      "devel go1.27-abcdef",
    ]) {
      assert.equal(goProblem(version), undefined, version);
    }
    for (const version of ["go1.25.9", "go1.9.7", "go1.19.8", "go1.25"]) {
      assert.match(goProblem(version) ?? "", /too old.*Go 1\.26 or newer is needed.*go\.dev\/dl/, version);
    }
  });

  it("is advised to download a newer one only if it can", () => {
    assert.match(goProblem("go1.21.0\n") ?? "", /^Go 1\.21\.0 on PATH is too old\..*GOTOOLCHAIN=go1\.26\.0/);
    assert.doesNotMatch(goProblem("go1.20.14") ?? "", /GOTOOLCHAIN/);
  });

  it("is reported with a download address if it is missing or its version can't be read", () => {
    assert.match(goProblem(undefined) ?? "", /^There is no go on PATH\. Go 1\.26 or newer/);
    assert.match(
      goProblem("warning: x\n") ?? "",
      /^go on PATH says "warning: x" of its version\. Go 1\.26 or newer/,
    );
  });

  it("has the version in every go.mod", () => {
    const modules = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    for (const { name } of modules) {
      const stated = /^go (\S+)$/m.exec(read(name, "go.mod"))?.[1] ?? "";
      assert.ok(OLDEST_GO === stated || OLDEST_GO === `${stated}.0`, `${name} states ${stated}`);
    }
  });
});

describe("a build", () => {
  it("ignores the user's other Go settings, except proxies and a toolchain", () => {
    const own = {
      GOPROXY: "https://proxy.example",
      GOFLAGS: "-mod=mod",
      CGO_ENABLED: "1",
      GOOS: "plan9",
      GOARCH: "arm64",
      GOWORK: "/x/go.work",
    };
    const made = goEnvironment(own, "/scratch");
    assert.deepEqual(made, {
      GOPROXY: "https://proxy.example",
      GOFLAGS: "-buildvcs=false -trimpath -mod=readonly",
      CGO_ENABLED: "0",
      GO111MODULE: "on",
      GOOS: "",
      GOARCH: "",
      GOTMPDIR: "/scratch",
      GOTOOLCHAIN: "local",
      GOWORK: "off",
    });
    assert.equal(goEnvironment({ GOTOOLCHAIN: "go1.26.0" }, "/scratch")["GOTOOLCHAIN"], "go1.26.0");
  });

  it("sets the version that the tool will print", () => {
    assert.deepEqual(buildArguments(promtool, "/out/promtool"), [
      "build",
      "-v",
      "-tags",
      "netgo",
      "-ldflags",
      `-s -w -X github.com/prometheus/common/version.Version=${promtool.version}`,
      "-o",
      "/out/promtool",
      "github.com/prometheus/prometheus/cmd/promtool",
    ]);
  });
});

function read(module: string, file: string): string {
  return readFileSync(join(FOLDER, module, file), "utf8");
}
