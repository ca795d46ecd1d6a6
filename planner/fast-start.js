"use strict";

/*
 * Loaded before a command's first module, in place of `sucrase/register/ts`. Two thirds of a plan's own time went into
 * stripping types off sources that hadn't changed, and into modules that no plan uses.
 */
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } = require("node:fs");
const nodeModule = require("node:module");
const { homedir } = require("node:os");
const { dirname, isAbsolute, join, relative } = require("node:path");
const v8 = require("node:v8");

const ROOT = join(__dirname, "..");

/** What the SDKs load on import, and a plan has no use for. */
const PUT_OFF = [
  "typescript", // these two: for resources that carry functions of the program
  "@npmcli/arborist",
  "@grafana/grafana-foundation-sdk/dashboardv2", // these two: for another form of dashboards than ours
  "@grafana/grafana-foundation-sdk/dashboardv2beta1",
];

const named = process.env["XDG_CACHE_HOME"] ?? "";
const cacheHome = join(isAbsolute(named) ? named : join(homedir(), ".cache"), "betterprompts");

// V8 optimises a function after it has run this much bytecode, 30 times the default: a plan ends before an earlier
// optimisation is worth its time. Node 22's V8 has no such flag, and a compile cache in its place.
if (process.versions.v8.startsWith("11.")) v8.setFlagsFromString("--interrupt-budget=2000000");
stripTypes();
nodeModule.enableCompileCache?.(join(cacheHome, "compiled")); // Node 22 and newer
for (const name of PUT_OFF) putOff(name);

/** Keeps the stripped sources of this checkout in one file, by path; a changed source is stripped again. */
function stripTypes() {
  const { version } = require("sucrase/package.json");
  const file = join(cacheHome, "stripped", `${digest(`${ROOT} ${version}`).slice(0, 16)}.json`);
  const kept = readKept(file);
  let changed = false;
  require.extensions[".ts"] = (module, path) => {
    const source = readFileSync(path, "utf8");
    const key = relative(ROOT, path);
    const sourceDigest = digest(source);
    if (kept[key]?.source !== sourceDigest) {
      const { transform } = require("sucrase");
      const { code } = transform(source, { transforms: ["imports", "typescript"], filePath: path });
      kept[key] = { source: sourceDigest, code };
      changed = true;
    }
    module._compile(kept[key].code, path);
  };
  process.on("exit", () => {
    if (changed) keep(file, JSON.stringify(kept));
  });
}

function readKept(file) {
  try {
    return { ...JSON.parse(readFileSync(file, "utf8")) };
  } catch {
    return {};
  }
}

/** In one step, so that no other run reads half a file. Where it can't be written, the next run strips again. */
function keep(file, text) {
  const partial = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(partial, text);
    renameSync(partial, file);
  } catch {
    try {
      unlinkSync(partial);
    } catch {} // there is none
  }
}

function digest(text) {
  return createHash("sha256").update(text).digest("hex");
}

/** Loads a module when one of its members is first used. The packed cost command comes without the SDKs. */
function putOff(name) {
  const path = resolved(name, [resolved("@pulumi/pulumi") ?? __filename]);
  if (path === undefined) return;
  const load = () => {
    if (require.cache[path] === late) delete require.cache[path];
    return require(path);
  };
  const late = new nodeModule(path);
  late.filename = path;
  late.loaded = true;
  // As an ES module it is handed on as it is; another's members would be copied, and so loaded, on import.
  late.exports = new Proxy({}, { get: (_, key) => key === "__esModule" || load()[key] });
  require.cache[path] = late;
}

function resolved(name, paths) {
  try {
    return require.resolve(name, paths && { paths });
  } catch {
    return undefined;
  }
}
