import { existsSync, statfsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { BuildCost } from "./tool";

const BYTES_PER_GB = 1e9;

export const OTHER_FOLDERS = "XDG_CACHE_HOME, GOMODCACHE and GOCACHE can name folders on another disk.";

/** The file system of a folder, and what is free there, in GB. */
export interface Room {
  device: number;
  free: number;
}

/** What a folder is about to take, in GB. */
export interface Need {
  folder: string;
  gigabytes: number;
}

/** What building takes at most in Go's two caches and in that of the tools. */
export function needs(
  costs: BuildCost[],
  folders: Record<"modules" | "compiled" | "executable", string>,
): Need[] {
  const parts = ["modules", "compiled", "executable"] as const;
  return parts.map((part) => ({ folder: folders[part], gigabytes: sum(costs.map((cost) => cost[part])) }));
}

/** Which file system has less room than its folders are about to take together; undefined where none has. */
export function diskProblem(needs: Need[], roomOf: (folder: string) => Room): string | undefined {
  const measured = needs.map((need) => ({ ...need, ...roomOf(need.folder) }));
  for (const { device, free } of measured) {
    const here = measured.filter((need) => need.device === device);
    const wanted = sum(here.map(({ gigabytes }) => gigabytes));
    if (wanted <= free) continue;
    return [
      `Too little disk space: building takes up to ${inGb(wanted)}, ${inGb(free)} are free.`,
      ...here.map(({ folder, gigabytes }) => `  ${inGb(gigabytes)} in ${folder}`),
      OTHER_FOLDERS,
    ].join("\n");
  }
  return undefined;
}

/** The file system of a folder, or of its nearest parent that exists. */
export function roomOf(folder: string): Room {
  let existing = folder;
  while (!existsSync(existing)) existing = dirname(existing);
  const { bavail, bsize } = statfsSync(existing);
  return { device: statSync(existing).dev, free: (bavail * bsize) / BYTES_PER_GB };
}

function inGb(gigabytes: number): string {
  return `${gigabytes.toFixed(1)} GB`;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
