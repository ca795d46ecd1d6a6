import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cacheFolder } from "../../tools/cache";
import type { Tool } from "../../tools/tool";

/** A folder of shell scripts in place of the tools, and an environment with nothing else on PATH. */
export class FakeTools {
  readonly root = mkdtempSync(join(tmpdir(), "fake-tools-"));
  readonly path = join(this.root, "bin");
  readonly environment = {
    PATH: this.path,
    XDG_CACHE_HOME: join(this.root, "cache"),
    HOME: this.root,
    FREE_GB: "1000",
  };

  constructor() {
    mkdirSync(this.path);
  }

  /** An executable on PATH; its path. */
  onPath(name: string, script: string, folder = this.path): string {
    return executable(join(folder, name), script);
  }

  /** An executable in the cache; its path. */
  inCache(tool: Tool, script: string): string {
    return executable(this.cacheFile(tool), script);
  }

  cacheFile(tool: Tool): string {
    return join(cacheFolder(tool, this.environment), tool.name);
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** A script that prints a text. */
export function printing(text: string): string {
  return `/bin/cat <<'END'\n${text}\nEND`;
}

function executable(file: string, script: string): string {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}
