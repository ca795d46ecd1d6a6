import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Placement, Room, Workload } from "../../simulator/pods-and-nodes";
import { choose, fits, inQueueOrder, preempt } from "../../simulator/scheduler";
import { CAPACITY, HOSTNAME, node, pod, room, workload, ZONE } from "./cluster-for-tests";

function chosen(pod: Workload, rooms: Room[]): string | undefined {
  return choose(pod, rooms)?.node.name;
}

function allowed(placement: Placement, ...rooms: Room[]): string[] {
  const wanted = workload("wanted", { placement });
  return rooms.filter((each) => fits(wanted, each, rooms)).map((each) => each.node.name);
}

const inCapacity = (operator: string) => ({
  matchExpressions: [{ key: CAPACITY, operator, values: ["SPOT"] }],
});
const spot = node("spot", { labels: { [CAPACITY]: "SPOT" } });
const onDemand = node("on-demand", { labels: { [CAPACITY]: "ON_DEMAND" } });

describe("the scheduler's filters", () => {
  it("compare requests with what is left, to the last millicore", () => {
    const three = workload("three", { requests: { cpu: 1.1, memory: 0.1 } });
    const full = room(node("a"), three, three); // 4 - 2.2 = 1.8
    assert.ok(fits(workload("x", { requests: { cpu: 1.8 } }), full, [full]));
    assert.ok(!fits(workload("x", { requests: { cpu: 1.801 } }), full, [full]));
    assert.ok(fits(workload("x", { requests: { memory: 7.8 } }), full, [full]));
    assert.ok(!fits(workload("x", { requests: { memory: 7.801 } }), full, [full]));
  });

  it("count pods, GPU slots, and what runs on every node", () => {
    const small = workload("small", { requests: { cpu: 0, memory: 0 } });
    const two = { cpu: 4, memory: 8, gpu: 1, pods: 2 };
    assert.ok(fits(small, room(node("a", { allocatable: two }), small), []));
    assert.ok(!fits(small, room(node("a", { allocatable: two }), small, small), []));
    const everyNode = { cpu: 3.5, memory: 0, gpu: 0, pods: 1 };
    assert.ok(!fits(workload("x"), room(node("a", { everyNode })), []));
    const gpu = workload("gpu", { requests: { gpu: 1 } });
    assert.ok(fits(gpu, room(node("a", { allocatable: two })), []));
    assert.ok(!fits(gpu, room(node("a", { allocatable: two }), gpu), []));
  });

  it("keep pods off taints that they don't tolerate, but for PreferNoSchedule", () => {
    const tainted = (effect: string) => room(node(effect, { taints: [{ key: "k", value: "v", effect }] }));
    const all = ["NoSchedule", "NoExecute", "PreferNoSchedule"].map(tainted);
    assert.deepEqual(allowed({}, ...all), ["PreferNoSchedule"]);
    assert.deepEqual(allowed({ tolerations: [{ key: "k", operator: "Exists" }] }, ...all).length, 3);
    assert.deepEqual(allowed({ tolerations: [{ key: "k", value: "v", effect: "NoSchedule" }] }, ...all), [
      "NoSchedule",
      "PreferNoSchedule",
    ]);
    assert.deepEqual(allowed({ tolerations: [{ key: "k", value: "other" }] }, ...all), ["PreferNoSchedule"]);
    assert.deepEqual(allowed({ tolerations: [{ operator: "Exists" }] }, ...all).length, 3);
  });

  it("follow a node selector and required node affinity", () => {
    const rooms = [room(spot), room(onDemand), room(node("neither"))];
    assert.deepEqual(allowed({ nodeSelector: { [CAPACITY]: "SPOT" } }, ...rooms), ["spot"]);
    const required = (...operators: string[]): Placement => ({
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: operators.map(inCapacity) },
        },
      },
    });
    assert.deepEqual(allowed(required("NotIn"), ...rooms), ["on-demand", "neither"]);
    assert.deepEqual(allowed(required("In"), ...rooms), ["spot"]);
    assert.deepEqual(allowed(required("DoesNotExist"), ...rooms), ["neither"]);
    assert.deepEqual(
      allowed(required("In", "DoesNotExist"), ...rooms),
      ["spot", "neither"],
      "any term will do",
    );
  });

  it("keep pods apart that want to be alone, whichever came first", () => {
    const alone: Placement = {
      affinity: {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { topologyKey: HOSTNAME, labelSelector: { matchLabels: { app: "wanted" } } },
          ],
        },
      },
    };
    const shy = workload("wanted", { placement: alone });
    const rooms = [room(node("a"), shy), room(node("b"))];
    assert.ok(!fits(shy, rooms[0]!, rooms));
    assert.ok(fits(shy, rooms[1]!, rooms));
    const namesake = workload("other", { labels: { app: "wanted" } });
    assert.ok(!fits(namesake, rooms[0]!, rooms));
    assert.ok(fits(workload("stranger"), rooms[0]!, rooms));
  });

  it("keep the skew of a spread with DoNotSchedule", () => {
    const spread = workload("wanted", {
      placement: {
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: ZONE,
            whenUnsatisfiable: "DoNotSchedule",
            labelSelector: { matchLabels: { app: "wanted" } },
          },
        ],
      },
    });
    const zone = (name: string) => node(name, { labels: { [ZONE]: name } });
    const rooms = [room(zone("a"), spread), room(zone("b")), room(node("nowhere"))];
    assert.deepEqual(
      rooms.filter((each) => fits(spread, each, rooms)).map((each) => each.node.name),
      ["b"],
    );
  });
});

describe("the scheduler's score", () => {
  it("takes the emptier node", () => {
    assert.equal(chosen(workload("x"), [room(node("a"), workload("y")), room(node("b"))]), "b");
  });

  it("prefers CPU and memory used alike", () => {
    const cpu = workload("cpu", { requests: { cpu: 2, memory: 2 } });
    const memory = workload("memory", { requests: { cpu: 1, memory: 4 } });
    // Both are half free on average afterwards; a pod that brings memory is for the node that has CPU in use.
    const wanted = workload("x", { requests: { cpu: 0.5, memory: 3 } });
    assert.equal(chosen(wanted, [room(node("a"), memory), room(node("b"), cpu)]), "b");
  });

  it("has preferred affinity outweigh an emptier node, with twice 100", () => {
    const prefers = workload("x", {
      placement: {
        affinity: {
          nodeAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: inCapacity("In") }],
          },
        },
      },
    });
    const busy = workload("busy", { requests: { cpu: 2.9, memory: 6 } });
    assert.equal(chosen(prefers, [room(onDemand), room(spot, busy)]), "spot");
    assert.equal(chosen(workload("y"), [room(onDemand), room(spot, busy)]), "on-demand");
  });

  it("has a PreferNoSchedule taint outweigh preferred affinity, with three times 100", () => {
    const prefers = workload("x", {
      placement: {
        affinity: {
          nodeAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, preference: inCapacity("In") }],
          },
        },
      },
    });
    const shunned = node("spot", {
      labels: { [CAPACITY]: "SPOT" },
      taints: [{ key: "k", effect: "PreferNoSchedule" }],
    });
    assert.equal(chosen(prefers, [room(shunned), room(onDemand)]), "on-demand");
    assert.equal(chosen(prefers, [room(shunned)]), "spot", "it is no filter");
  });

  it("spreads over the domains of a constraint, and has more domains count more", () => {
    const spread = workload("wanted", {
      placement: {
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: ZONE,
            whenUnsatisfiable: "ScheduleAnyway",
            labelSelector: { matchLabels: { app: "wanted" } },
          },
        ],
      },
    });
    const zone = (name: string, key: string) => node(name, { labels: { [ZONE]: key } });
    // a2 is empty, but its zone has a pod already.
    const rooms = [
      room(zone("a1", "a"), spread),
      room(zone("a2", "a")),
      room(zone("b1", "b"), workload("y")),
    ];
    assert.equal(chosen(spread, rooms), "b1");
  });

  it("spreads equal pods over nodes by itself", () => {
    const plain = workload("plain", { requests: { cpu: 0.1, memory: 0.1 } });
    const other = workload("other", { requests: { cpu: 0.4, memory: 0.8 } });
    assert.equal(chosen(plain, [room(node("a"), plain), room(node("b"), other)]), "b");
  });

  it("takes the first of equals", () => {
    assert.equal(chosen(workload("x"), [room(node("a")), room(node("b"))]), "a");
  });
});

describe("the scheduler's queue", () => {
  it("is by priority, then by age", () => {
    const [high, low] = [workload("high", { priority: 10 }), workload("low")];
    const pods = [pod(low, 1), pod(low, 0), pod(high, 5)];
    assert.deepEqual(
      inQueueOrder(pods).map(({ of, created }) => [of.name, created]),
      [
        ["high", 5],
        ["low", 0],
        ["low", 1],
      ],
    );
  });
});

describe("preemption", () => {
  const [high, middle, low] = [["high", 10] as const, ["middle", 5] as const, ["low", 1] as const].map(
    ([name, priority]) => workload(name, { priority, requests: { cpu: 2, memory: 1 } }),
  ) as [Workload, Workload, Workload];
  const victims = (rooms: Room[], pod = high, budgets: Parameters<typeof preempt>[2] = []) => {
    const found = preempt(pod, rooms, budgets);
    return found && [found.room.node.name, found.victims.map(({ of }) => of.name)];
  };

  it("takes as few pods as will do, the least important", () => {
    assert.deepEqual(victims([room(node("a"), middle, low)]), ["a", ["low"]]);
  });

  it("takes the node whose victims are the least important", () => {
    assert.deepEqual(victims([room(node("a"), middle, middle), room(node("b"), low, low)]), ["b", ["low"]]);
  });

  it("spares what a budget protects, if it can", () => {
    const budgets = [{ covers: ({ name }: Workload) => name === "low", allowed: 0 }];
    assert.deepEqual(victims([room(node("a"), low, low), room(node("b"), middle, middle)], high, budgets), [
      "b",
      ["middle"],
    ]);
    assert.deepEqual(victims([room(node("a"), low, low)], high, budgets), ["a", ["low"]]);
  });

  it("takes nobody of the same priority, and nobody for a pod that never preempts", () => {
    assert.equal(victims([room(node("a"), high, high)]), undefined);
    assert.equal(victims([room(node("a"), low, low)], { ...high, preempts: false }), undefined);
  });

  it("takes nobody where that wouldn't help", () => {
    const tainted = node("a", { taints: [{ key: "k", effect: "NoSchedule" }] });
    assert.equal(victims([room(tainted, low, low)]), undefined);
    assert.equal(
      victims([room(node("a"), low, low)], { ...high, requests: { ...high.requests, cpu: 5 } }),
      undefined,
    );
  });
});
