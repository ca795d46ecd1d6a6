import assert from "node:assert/strict";
import { capacityFit, type PoolFit } from "../../stacks/capacity";
import { parseSettings } from "../../stacks/parse-settings";
import type { StackSettings } from "../../stacks/settings";
import { shippedSettings, STACKS } from "../recordings";

const AT_MAXIMUM = "all services at maximum";
const NO_SPOT = "all at maximum, no spot";
const SMALLEST = "controllers, pool at minimum";

describe("the capacity fit", () => {
  for (const stack of STACKS) {
    it(`finds a place for every pod of ${stack} in all scenarios`, () => {
      const fits = capacityFit(settingsOf(stack));
      assert.deepEqual([...new Set(fits.map(({ scenario }) => scenario))], [AT_MAXIMUM, NO_SPOT, SMALLEST]);
      assert.deepEqual(misfits(fits), []);
      assert.ok(fits.every(({ fits: each }) => each));
    });

    it(`never counts more on a fitting pool of ${stack} than its nodes have`, () => {
      for (const { requested, allocatable } of capacityFit(settingsOf(stack))) {
        for (const key of ["cpu", "memory", "gpu", "pods"] as const) {
          assert.ok(requested[key] <= allocatable[key] + 1e-9);
        }
      }
    });
  }

  it("agrees with a computation by hand for production without spot capacity", () => {
    const { nodes, requested, allocatable } = fitOf(settingsOf("production"), NO_SPOT, "application");
    const services = 10 * 0.5 + 15 * 0.5 + 12 * 0.5 + 8 * 0.5 + 8 * 0.5; // cores, in the order of the file
    assert.equal(services, 26.5);
    const everyNode = 0.05 + 0.1 + 0.03 + 0.01 + 0.01; // CNI, kube-proxy, EBS driver, node exporter, termination
    assert.equal(nodes, 8); // of seven pods, for 53
    near(requested.cpu, services + 8 * everyNode);
    near(allocatable.cpu, 8 * 3.92); // 4 cores less 80m for the kubelet
    assert.equal(requested.pods, 53 + 8 * 5);
    assert.equal(allocatable.pods, 8 * 58);
  });

  it("agrees with a computation by hand for production's GPUs", () => {
    const { requested, allocatable } = fitOf(settingsOf("production"), AT_MAXIMUM, "gpu");
    assert.equal(requested.gpu, 8); // pods of one slot
    assert.equal(allocatable.gpu, 4 * 2); // nodes of one GPU, two slots each
  });

  it("places every pod of production once, whichever pool takes it", () => {
    const fits = capacityFit(settingsOf("production")).filter(({ scenario }) => scenario === AT_MAXIMUM);
    const onEveryNode = fits.reduce((sum, { pool, nodes }) => sum + nodes * (pool === "gpu" ? 7 : 5), 0);
    const pods = fits.reduce((sum, { requested }) => sum + requested.pods, 0);
    const system = fitOf(settingsOf("production"), SMALLEST, "system").requested.pods - 2 * 5;
    assert.equal(pods, onEveryNode + system + 61 + 2); // two placeholders
  });

  describe("of a service whose maximum is raised", () => {
    it("fits on the gpu pool up to its ten slots, and names service and pool at the eleventh pod", () => {
      const settings = settingsOf("production");
      settings.namespaces["production"]!.replicas["torchserve"]!.max = 10;
      assert.deepEqual(misfits(capacityFit(settings)), []);

      settings.namespaces["production"]!.replicas["torchserve"]!.max = 11;
      assert.deepEqual(unfit(settings), [
        [AT_MAXIMUM, "gpu"],
        [NO_SPOT, "gpu"],
      ]);
      assert.deepEqual(fitOf(settings, AT_MAXIMUM, "gpu").misfits, [
        "1 pod of production/torchserve (1.5 CPU, 6 GiB, 1 GPU slot each) finds no place on pool gpu: its 5 nodes are full when pods arrive in this order: those that may run on spot first",
      ]);
    });

    it("fills the application pool without spot, and names service and pool", () => {
      // A node has 3.72 cores for pods of 0.5, so that nine have places for 63; the services' maxima are 53.
      const settings = settingsOf("production");
      settings.namespaces["production"]!.replicas["frontend"]!.max = 21;
      assert.deepEqual(unfit(settings), [[NO_SPOT, "application"]]);
      assert.match(
        fitOf(settings, NO_SPOT, "application").misfits.join(),
        /^\d pods? of production\/prompt-generator \(0\.5 CPU, 1 GiB each\) finds? no place on pool application: its 9 nodes are full when pods arrive in this order: those that may run on spot first$/,
      );
    });

    it("overflows from spot to on-demand before anything is full", () => {
      const settings = settingsOf("production");
      settings.namespaces["production"]!.replicas["frontend"]!.max = 80;
      const [before, after] = [settingsOf("production"), settings].map((each) =>
        fitOf(each, AT_MAXIMUM, "application"),
      );
      assert.ok(after!.fits);
      assert.ok(after!.requested.pods > before!.requested.pods);
    });

    it("counts the pods without a place in what is requested, so that the table shows how much is missing", () => {
      const settings = settingsOf("production");
      settings.namespaces["production"]!.replicas["torchserve"]!.max = 14;
      const { requested, allocatable } = fitOf(settings, AT_MAXIMUM, "gpu");
      assert.equal(requested.gpu, 14);
      assert.equal(allocatable.gpu, 10);
    });
  });

  it("says for a pod larger than any node what a node has", () => {
    const settings = settingsOf("production");
    settings.services["torchserve"]!.requests.cpu = "4";
    const [misfit] = fitOf(settings, AT_MAXIMUM, "gpu").misfits;
    assert.match(
      misfit!,
      /^8 pods of production\/torchserve \(4 CPU, 6 GiB, 1 GPU slot each\) find no place on pool gpu: a node has 3\.\d+ CPU, 1[34]\.?\d* GiB, 2 GPU slots for pods$/,
    );
  });

  it("keeps room on each node for what runs on all of them", () => {
    // g4dn.xlarge leaves 3.92 cores; 0.2 of them to the pods of every node, 0.12 to those of GPU nodes.
    const settings = settingsOf("production");
    settings.namespaces["production"]!.replicas["torchserve"]!.max = 5;
    settings.services["torchserve"]!.requests.cpu = "3600m";
    assert.deepEqual(unfit(settings), []);
    settings.services["torchserve"]!.requests.cpu = "3601m";
    assert.deepEqual(unfit(settings), [
      [AT_MAXIMUM, "gpu"],
      [NO_SPOT, "gpu"],
    ]);
  });

  it("says for a pod on a pool of no nodes that the pool has none", () => {
    const settings = settingsOf("production");
    Object.assign(settings.services["intent-classifier"]!, { pool: "spot", spot: "preferred" });
    assert.deepEqual(unfit(settings), [[NO_SPOT, "spot"]]);
    const spot = fitOf(settings, NO_SPOT, "spot");
    assert.equal(spot.nodes, 0);
    assert.equal(spot.allocatable.cpu, 0);
    assert.deepEqual(spot.misfits, [
      "8 pods of production/intent-classifier (0.5 CPU, 1 GiB each) find no place on pool spot: the pool has no node",
    ]);
  });

  it("fits an empty pool that nobody needs", () => {
    const { nodes, fits, requested } = fitOf(settingsOf("production"), NO_SPOT, "spot");
    assert.deepEqual([nodes, fits, requested.pods], [0, true, 0]);
  });

  it("fits the controllers on two system nodes and not on one", () => {
    const settings = settingsOf("production");
    settings.pools["system"]!.minSize = 1;
    assert.deepEqual(unfit(settings), [[SMALLEST, "system"]]);
  });

  it("counts each node of a pool as its smallest type", () => {
    const settings = settingsOf("production");
    settings.pools["application"]!.instanceTypes = ["m5.xlarge", "c5.xlarge"];
    const mixed = fitOf(settings, NO_SPOT, "application").allocatable;
    settings.pools["application"]!.instanceTypes = ["c5.xlarge"];
    assert.deepEqual(mixed, fitOf(settings, NO_SPOT, "application").allocatable);
  });
});

function settingsOf(stack: string): StackSettings {
  return parseSettings(shippedSettings(stack), `Pulumi.${stack}.yaml`);
}

function fitOf(settings: StackSettings, scenario: string, pool: string): PoolFit {
  return capacityFit(settings).find((fit) => fit.scenario === scenario && fit.pool === pool)!;
}

function unfit(settings: StackSettings): [scenario: string, pool: string][] {
  return capacityFit(settings)
    .filter(({ fits }) => !fits)
    .map(({ scenario, pool }) => [scenario, pool]);
}

function misfits(fits: PoolFit[]): string[] {
  return fits.flatMap(({ misfits: sentences }) => sentences);
}

function near(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);
}
