import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
  drain,
  NO_MEMORY,
  scan,
  type Decision,
  type Memory,
  type NodeGroup,
  type Observation,
} from "../../simulator/cluster-autoscaler";
import type { Room, Workload } from "../../simulator/pods-and-nodes";
import { group, HOSTNAME, node, pod, room, SETTINGS, workload } from "./cluster-for-tests";

const web = workload("web");

function look(more: Partial<Observation>, memory: Memory = NO_MEMORY): Decision {
  const observed = {
    now: 1000,
    rooms: [],
    leaving: new Set<string>(),
    waiting: [],
    groups: [],
    budgets: [],
    ...more,
  };
  return scan(observed, memory, SETTINGS);
}

function waiting(of: Workload, count: number, created = 0) {
  return Array.from({ length: count }, () => pod(of, created));
}

function sizes({ sizes }: Decision): Record<string, number> {
  return Object.fromEntries(sizes);
}

describe("Cluster Autoscaler, scaling up", () => {
  it("adds as many nodes at once as the pods need", () => {
    assert.deepEqual(sizes(look({ waiting: waiting(web, 9), groups: [group("a")] })), { a: 3 });
    assert.deepEqual(sizes(look({ waiting: waiting(web, 8), groups: [group("a")] })), { a: 2 });
  });

  it("adds a node for each pod that keeps apart from its like, though the template has the name of one that is there", () => {
    const labelSelector = { matchLabels: { app: "apart" } };
    const required = [{ topologyKey: HOSTNAME, labelSelector }];
    const apart = workload("apart", {
      placement: {
        affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: required } },
      },
    });
    const template = node("a-0", { group: "a" });
    const first = { waiting: waiting(apart, 2), groups: [group("a", { template })] };
    assert.deepEqual(sizes(look(first)), { a: 2 });
    const then = { rooms: [room(template, apart)], groups: [group("a", { template, desiredSize: 1 })] };
    assert.deepEqual(sizes(look({ ...then, waiting: waiting(apart, 1) })), { a: 2 });
    const coming = { rooms: [], groups: [group("a", { template, desiredSize: 2 })] };
    assert.deepEqual(sizes(look({ ...coming, waiting: waiting(apart, 2) })), {});
  });

  it("adds none beyond the group's maximum", () => {
    assert.deepEqual(
      sizes(look({ waiting: waiting(web, 99), groups: [group("a", { maxSize: 5, desiredSize: 0 })] })),
      { a: 5 },
    );
    const rooms = [room(node("n", { group: "a" }), web, web, web, web)];
    assert.deepEqual(
      sizes(look({ rooms, waiting: waiting(web, 9), groups: [group("a", { maxSize: 1, desiredSize: 1 })] })),
      {},
    );
  });

  it("grows one group in a scan, that of the highest priority that takes a pod", () => {
    const groups = [group("low", { priority: 10 }), group("high", { priority: 50 })];
    assert.deepEqual(sizes(look({ waiting: waiting(web, 5), groups })), { high: 2 });
    const picky = workload("picky", { placement: { nodeSelector: { pool: "low" } } });
    groups[0]!.template.labels["pool"] = "low";
    assert.deepEqual(sizes(look({ waiting: [...waiting(web, 5), ...waiting(picky, 1)], groups })), {
      high: 2,
    });
    assert.deepEqual(sizes(look({ waiting: waiting(picky, 1), groups })), { low: 1 });
  });

  it("takes the group that wastes least among those of one priority", () => {
    const large = node("large", { group: "large", allocatable: { cpu: 32, memory: 64, gpu: 0, pods: 99 } });
    const groups = [group("large", { template: large }), group("small")];
    assert.deepEqual(sizes(look({ waiting: waiting(web, 3), groups })), { small: 1 });
  });

  it("counts on nodes that are on their way", () => {
    const groups = [group("a", { desiredSize: 2 })];
    assert.deepEqual(sizes(look({ waiting: waiting(web, 8), groups })), {});
    assert.deepEqual(sizes(look({ waiting: waiting(web, 9), groups })), { a: 3 });
  });

  it("ignores pods below the priority cutoff of -10, and doesn't count them as room that is taken", () => {
    const cheap = (priority: number) => workload("cheap", { priority });
    assert.deepEqual(sizes(look({ waiting: waiting(cheap(-11), 1), groups: [group("a")] })), {});
    assert.deepEqual(sizes(look({ waiting: waiting(cheap(-10), 1), groups: [group("a")] })), { a: 1 });
    const full = (priority: number) => {
      const { requests } = workload("x", { requests: { cpu: 4, memory: 1 } });
      return [room(node("n", { group: "a" }), { ...cheap(priority), requests })];
    };
    const groups = [group("a", { desiredSize: 1 })];
    assert.deepEqual(sizes(look({ rooms: full(-11), waiting: waiting(web, 1), groups })), {});
    assert.deepEqual(sizes(look({ rooms: full(-10), waiting: waiting(web, 1), groups })), { a: 2 });
  });

  it("adds nothing for a pod that waits for others to make room, and counts its place as taken", () => {
    const rooms = [room(node("n", { group: "a" }), web, web, web)];
    const nominated = { ...pod(web), nominatedNode: "n" };
    const groups = [group("a", { desiredSize: 1 })];
    assert.deepEqual(sizes(look({ rooms, waiting: [nominated], groups })), {});
    assert.deepEqual(sizes(look({ rooms, waiting: [nominated, pod(web)], groups })), { a: 2 });
    assert.deepEqual(
      sizes(look({ rooms: [], waiting: [{ ...nominated, nominatedNode: "gone" }], groups: [group("a")] })),
      { a: 1 },
    );
  });

  it("waits two seconds for more pods, and thirty where one wants a GPU", () => {
    const gpu = workload("gpu", { requests: { gpu: 1 } });
    const groups = [
      group("a", {
        template: node("t", { group: "a", allocatable: { cpu: 4, memory: 8, gpu: 1, pods: 9 } }),
      }),
    ];
    assert.deepEqual(sizes(look({ waiting: waiting(web, 1, 999), groups })), {});
    assert.deepEqual(sizes(look({ waiting: waiting(web, 1, 998), groups })), { a: 1 });
    assert.deepEqual(sizes(look({ waiting: [...waiting(web, 1), ...waiting(gpu, 1, 971)], groups })), {});
    assert.deepEqual(sizes(look({ waiting: [...waiting(web, 1), ...waiting(gpu, 1, 970)], groups })), {
      a: 1,
    });
  });

  it("counts what runs on every node", () => {
    const template = node("t", { group: "a", everyNode: { cpu: 1, memory: 0, gpu: 0, pods: 2 } });
    assert.deepEqual(sizes(look({ waiting: waiting(web, 4), groups: [group("a", { template })] })), { a: 2 });
  });

  it("adds no node for a pod that no fresh node takes", () => {
    const large = workload("large", { requests: { cpu: 5 } });
    assert.deepEqual(sizes(look({ waiting: waiting(large, 3), groups: [group("a")] })), {});
  });
});

describe("Cluster Autoscaler, when nodes don't come", () => {
  const spot = (more: Partial<NodeGroup> = {}) => group("spot", { priority: 50, ...more });
  const groups = (more: Partial<NodeGroup> = {}) => [spot(more), group("application")];
  const asked = look({ waiting: waiting(web, 4), groups: groups() });

  it("falls back to the next group at once when the cloud says so", () => {
    const refused = look(
      { now: 1010, waiting: waiting(web, 4), groups: groups({ desiredSize: 1, unfulfillable: 1 }) },
      asked.memory,
    );
    assert.deepEqual(sizes(refused), { spot: 0, application: 1 });
  });

  it("falls back when the limit is over, and not before", () => {
    const at = (now: number) =>
      sizes(look({ now, waiting: waiting(web, 4), groups: groups({ desiredSize: 1 }) }, asked.memory));
    assert.deepEqual(at(1600), {});
    assert.deepEqual(at(1601), { spot: 0, application: 1 });
  });

  it("keeps the nodes that came", () => {
    const wanted = look({ waiting: waiting(web, 9), groups: groups() });
    assert.deepEqual(sizes(wanted), { spot: 3 });
    const rooms = [room(node("s", { group: "spot" }), web, web, web, web)];
    const refused = look(
      { now: 1010, rooms, waiting: waiting(web, 5), groups: groups({ desiredSize: 3, unfulfillable: 2 }) },
      wanted.memory,
    );
    assert.deepEqual(sizes(refused), { spot: 1, application: 2 });
  });

  it("tries again after 5 minutes, then 10, 20, 30 and 30; 3 hours later after 5", () => {
    let memory: Memory = NO_MEMORY;
    let now = 1000;
    const tries = () => {
      const decision = look({ now, waiting: waiting(web, 4), groups: [spot()] }, memory);
      if (decision.sizes.get("spot") === 1) ({ memory } = decision);
      return decision.sizes.get("spot") === 1;
    };
    const pause = () => {
      assert.ok(tries());
      now += 10;
      ({ memory } = look(
        { now, waiting: waiting(web, 4), groups: [spot({ desiredSize: 1, unfulfillable: 1 })] },
        memory,
      ));
      const failed = now;
      while (!tries()) now += 1;
      return now - failed;
    };
    assert.deepEqual([pause(), pause(), pause(), pause(), pause()], [301, 601, 1201, 1801, 1801]);
    now += 10_801;
    assert.equal(pause(), 301);
  });

  it("asks no more for nodes that were interrupted, without a pause", () => {
    const lost = look({ waiting: waiting(web, 4), groups: groups({ desiredSize: 2, unfulfillable: 2 }) });
    assert.deepEqual(sizes(lost), { spot: 1 }, "two are given up, and one is asked for again");
  });
});

describe("Cluster Autoscaler, scaling down", () => {
  const own = (name: string, ...on: Workload[]): Room => room(node(name, { group: "a" }), ...on);
  const groups = (desiredSize: number, minSize = 0) => [group("a", { desiredSize, minSize })];

  /** The nodes that go in the end, looking every ten seconds, and when the first goes. */
  function removed(
    more: Partial<Observation>,
    memory: Memory = NO_MEMORY,
    until = 2000,
  ): [string[], number?] {
    for (let now = 1000; now < until; now += 10) {
      const decision = look({ now, ...more }, memory);
      if (decision.remove.length > 0) return [decision.remove, now];
      ({ memory } = decision);
    }
    return [[]];
  }

  it("takes a node away that wasn't needed for longer than five minutes", () => {
    assert.deepEqual(removed({ rooms: [own("one"), own("two", web, web, web)], groups: groups(2) }), [
      ["one"],
      1310,
    ]);
  });

  it("waits after it added one", () => {
    const memory = { ...NO_MEMORY, lastScaleUp: 1200 };
    assert.deepEqual(removed({ rooms: [own("one")], groups: groups(1) }, memory), [["one"], 1500]);
  });

  it("takes nodes at the threshold, none above it, by the fuller of CPU and memory", () => {
    const other = own("other", workload("large", { requests: { cpu: 2.5, memory: 2.5 } }));
    const at = (cpu: number, memory: number) =>
      removed({
        rooms: [own("one", workload("x", { requests: { cpu, memory } })), other],
        groups: groups(2),
      })[0];
    assert.deepEqual(at(1.5, 4), ["one"]);
    assert.deepEqual(at(1.5, 4.01), []);
    const half = own("half", workload("x", { requests: { cpu: 2, memory: 1 } }));
    const more = own("more", workload("x", { requests: { cpu: 2.01, memory: 1 } }));
    const roomy = room(node("roomy", { allocatable: { cpu: 9, memory: 9, gpu: 0, pods: 9 } }));
    assert.deepEqual(removed({ rooms: [half, roomy], groups: groups(1) })[0], ["half"]);
    assert.deepEqual(removed({ rooms: [more, roomy], groups: groups(1) })[0], []);
  });

  it("counts what runs on every node neither as used nor as there to use", () => {
    const everyNode = { cpu: 1, memory: 0, gpu: 0, pods: 1 };
    const at = (cpu: number) => [
      room(node("one", { group: "a", everyNode }), workload("x", { requests: { cpu } })),
      room(node("roomy")),
    ];
    assert.deepEqual(removed({ rooms: at(1.5), groups: groups(1) })[0], ["one"]);
    assert.deepEqual(removed({ rooms: at(1.51), groups: groups(1) })[0], []);
    const daemon = workload("daemon", { daemonSet: true });
    const listed = (cpu: number) => [
      own("one", daemon, workload("x", { requests: { cpu } })),
      room(node("roomy")),
    ];
    assert.deepEqual(removed({ rooms: listed(1.5), groups: groups(1) })[0], ["one"]);
    assert.deepEqual(removed({ rooms: listed(1.51), groups: groups(1) })[0], []);
  });

  it("counts only GPUs on a node that has some", () => {
    const allocatable = { cpu: 4, memory: 8, gpu: 2, pods: 9 };
    const gpuNode = (name: string, ...on: Workload[]) =>
      room(node(name, { group: "a", allocatable, labels: { "k8s.amazonaws.com/accelerator": "t4" } }), ...on);
    const heavy = workload("heavy", { requests: { cpu: 3, gpu: 1 } });
    assert.deepEqual(removed({ rooms: [gpuNode("one", heavy), gpuNode("two")], groups: groups(2, 1) })[0], [
      "two",
    ]);
    assert.deepEqual(
      removed({ rooms: [gpuNode("one", heavy), room(node("t", { allocatable }))], groups: groups(1) })[0],
      ["one"],
    );
    assert.deepEqual(
      removed({
        rooms: [gpuNode("one", { ...heavy, requests: { ...heavy.requests, gpu: 2 } })],
        groups: groups(1),
      })[0],
      [],
    );
  });

  it("leaves a node whose pods have no place elsewhere", () => {
    assert.deepEqual(
      removed({ rooms: [own("one", web), own("two", web, web, web, web)], groups: groups(2) })[0],
      [],
    );
    assert.deepEqual(removed({ rooms: [own("one", web), own("two", web, web, web)], groups: groups(2) })[0], [
      "one",
    ]);
  });

  it("looks at such a node again after five minutes", () => {
    const full = [own("one", web), own("two", web, web, web, web)];
    const { memory } = look({ rooms: full, groups: groups(2) });
    assert.deepEqual([...memory.unremovableUntil], [["one", 1300]]);
    const free = [own("one", web), own("two", web, web, web)];
    const unneeded = (now: number) => look({ now, rooms: free, groups: groups(2) }, memory).unneeded;
    assert.deepEqual([unneeded(1299), unneeded(1300)], [[], ["one"]]);
  });

  it("leaves a node with a pod of no controller, and one that a budget protects", () => {
    const bare = workload("bare", { unmovable: true });
    assert.deepEqual(removed({ rooms: [own("one", bare), room(node("two"))], groups: groups(1) })[0], []);
    const budgets = (allowed: number) => [{ covers: ({ name }: Workload) => name === "web", allowed }];
    const rooms = [own("one", web), room(node("two"))];
    assert.deepEqual(removed({ rooms, groups: groups(1), budgets: budgets(0) })[0], []);
    assert.deepEqual(removed({ rooms, groups: groups(1), budgets: budgets(1) })[0], ["one"]);
  });

  it("leaves a group its minimum", () => {
    assert.deepEqual(removed({ rooms: [own("one"), own("two")], groups: groups(2, 2) })[0], []);
    assert.deepEqual(removed({ rooms: [own("one"), own("two")], groups: groups(2, 1) })[0].length, 1);
  });

  it("takes up to ten empty nodes at once, and one that must be drained", () => {
    const rooms = Array.from({ length: 12 }, (_, index) => own(`empty-${index}`));
    assert.equal(removed({ rooms, groups: groups(12) })[0].length, 10);
    const used = [own("one", web), own("two", web), room(node("three"))];
    assert.deepEqual(removed({ rooms: used, groups: groups(2) })[0].length, 1);
    const leaving = new Set(["one"]);
    assert.deepEqual(removed({ rooms: used, leaving, groups: groups(2) })[0], [], "one is being drained");
  });

  it("takes none while pods wait that are too new", () => {
    const rooms = [own("one")];
    const large = workload("large", { requests: { cpu: 9 } });
    const memory = { ...NO_MEMORY, unneededSince: new Map([["one", 0]]) };
    assert.deepEqual(look({ rooms, groups: groups(1), waiting: waiting(large, 1, 999) }, memory).remove, []);
    assert.deepEqual(look({ rooms, groups: groups(1), waiting: waiting(large, 1, 900) }, memory).remove, [
      "one",
    ]);
  });

  it("names the nodes that the scheduler shall avoid until then", () => {
    assert.deepEqual(look({ rooms: [own("one"), own("two", web, web, web)], groups: groups(2) }).unneeded, [
      "one",
    ]);
  });
});

describe("a drain", () => {
  const budgets = (allowed: number) => [{ covers: ({ name }: Workload) => name === "web", allowed }];

  it("evicts what budgets allow, and leaves the pods of every node", () => {
    const daemon = workload("daemon", { daemonSet: true });
    const { evict, isDone } = drain(room(node("n"), web, web, workload("other"), daemon), budgets(1), 0, 0);
    assert.deepEqual([evict.map(({ of }) => of.name), isDone], [["web", "other"], false]);
    assert.ok(drain(room(node("n"), daemon), [], 0, 0).isDone);
  });

  it("is given up after two minutes that a budget delayed it", () => {
    const at = (now: number, allowed: number) =>
      drain(room(node("n"), web), budgets(allowed), 0, now).isGivenUp;
    assert.deepEqual([at(120, 0), at(121, 0), at(121, 1)], [false, true, false]);
  });
});
