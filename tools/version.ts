/** Which versions of a tool may be used: `from` is the first that may, `below` the first that may not. */
export interface VersionRange {
  from: string;
  below?: string;
}

/** The first `major.minor.patch` in a tool's output, without a leading v; undefined if there is none. */
export function versionIn(text: string): string | undefined {
  return /(?<![\d.])\d+\.\d+\.\d+/.exec(text)?.[0];
}

export function isWithin(version: string, { from, below }: VersionRange): boolean {
  return compare(version, from) >= 0 && (below === undefined || compare(version, below) < 0);
}

export function rangeText({ from, below }: VersionRange): string {
  return below === undefined ? `${from} or newer` : `${from} or newer, below ${below}`;
}

function compare(one: string, other: string): number {
  const [left, right] = [one, other].map((version) => version.split(".").map(Number));
  for (const place of [0, 1, 2]) {
    const difference = (left![place] ?? 0) - (right![place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
