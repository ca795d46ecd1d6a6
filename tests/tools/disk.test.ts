import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { join } from "node:path";
import { diskProblem, needs, roomOf, type Room } from "../../tools/disk";

const rooms = (of: Record<string, Room>) => (folder: string) => of[folder]!;

describe("room on the disk", () => {
  const wanted = [
    { folder: "/a", gigabytes: 1 },
    { folder: "/b", gigabytes: 2 },
  ];

  it("is enough if exactly everything fits", () => {
    const shared = (free: number) => rooms({ "/a": { device: 1, free }, "/b": { device: 1, free } });
    assert.equal(diskProblem(wanted, shared(3)), undefined);
    assert.match(diskProblem(wanted, shared(2.9)) ?? "", /up to 3\.0 GB, 2\.9 GB are free/);
  });

  it("is counted for each file system separately", () => {
    const apart = (free: number) => rooms({ "/a": { device: 1, free: 1 }, "/b": { device: 2, free } });
    assert.equal(diskProblem(wanted, apart(2)), undefined);
    const problem = diskProblem(wanted, apart(1.5)) ?? "";
    assert.match(problem, /up to 2\.0 GB, 1\.5 GB are free.*\n {2}2\.0 GB in \/b\n/);
    assert.doesNotMatch(problem, /\/a/);
    assert.match(problem, /XDG_CACHE_HOME, GOMODCACHE and GOCACHE/);
  });

  it("is the sum of what each tool needs", () => {
    const costs = [
      { minutes: 1, modules: 1, compiled: 2, executable: 0.25 },
      { minutes: 1, modules: 0, compiled: 0.5, executable: 0.25 },
    ];
    assert.deepEqual(needs(costs, { modules: "/m", compiled: "/c", executable: "/e" }), [
      { folder: "/m", gigabytes: 1 },
      { folder: "/c", gigabytes: 2.5 },
      { folder: "/e", gigabytes: 0.5 },
    ]);
  });

  it("is that of the nearest folder that exists", () => {
    const room = roomOf(join(__dirname, "not", "made", "yet"));
    assert.equal(room.device, statSync(__dirname).dev);
    assert.ok(room.free >= 0);
  });
});
