import assert from "node:assert/strict";
import { blockDevice, priceVolumes } from "../../../../policy-pack/pricing/pricers/ebs";
import type { PricingContext } from "../../../../policy-pack/pricing/pricers/pricer";
import { UNKNOWN } from "../../../../policy-pack/stack-view";
import { assertLines, assertMoney, assertUnpriced, priced, resource } from "../small-stack";

const volume = (props: Record<string, unknown>) => resource("aws:ebs/volume:Volume", "data", props);
const month = (usd: number) => usd / 730;

describe("the price of a volume", () => {
  // aws.amazon.com/ebs/pricing, us-east-1
  for (const [props, lines] of [
    [{ type: "gp3", size: 100 }, [["volume, 100 GB gp3", 8]]],
    [{ size: 100 }, [["volume, 100 GB gp2", 10]]], // AWS's default
    [{ type: "gp2", size: 100, iops: 300 }, [["volume, 100 GB gp2", 10]]], // exports have the IOPS of the size
    [{ type: "gp3", size: 100, iops: 3000, throughput: 125 }, [["volume, 100 GB gp3", 8]]],
    [{ type: "gp3", size: 100, iops: 0, throughput: 0 }, [["volume, 100 GB gp3", 8]]],
    [
      { type: "gp3", size: 100, iops: 3001, throughput: 126 },
      [
        ["volume, 100 GB gp3", 8],
        ["volume, 1 IOPS above 3000", 0.005],
        ["volume, 1 MiB/s above 125", 0.04],
      ],
    ],
    [
      { type: "gp3", size: 100, iops: 16000, throughput: 1000 },
      [
        ["volume, 100 GB gp3", 8],
        ["volume, 13000 IOPS above 3000", 65],
        ["volume, 875 MiB/s above 125", 35],
      ],
    ],
    [
      { type: "io1", size: 100, iops: 1000 },
      [
        ["volume, 100 GB io1", 12.5],
        ["volume, 1000 IOPS", 65],
      ],
    ],
    [
      { type: "io2", size: 100, iops: 32000 },
      [
        ["volume, 100 GB io2", 12.5],
        ["volume, 32000 IOPS", 2080],
      ],
    ],
    [
      { type: "io2", size: 100, iops: 70000 },
      [
        ["volume, 100 GB io2", 12.5],
        ["volume, 32000 IOPS", 2080],
        ["volume, 32000 IOPS above 32000", 1456],
        ["volume, 6000 IOPS above 64000", 191.1],
      ],
    ],
    [{ type: "st1", size: 500 }, [["volume, 500 GB st1", 22.5]]],
    [{ type: "sc1", size: 500 }, [["volume, 500 GB sc1", 7.5]]],
  ] as [Record<string, unknown>, [string, number][]][]) {
    it(`of ${JSON.stringify(props)} is ${lines.map(([, usd]) => `$${usd}`).join(" + ")} a month`, () => {
      assertLines(
        priced([volume(props)]),
        lines.map(([item, usd]) => [item, month(usd)]),
      );
    });
  }

  for (const [props, reason] of [
    [{ type: "gp4", size: 100 }, /EBS has no volumes of type gp4/],
    [{ type: "constructor", size: 100 }, /EBS has no volumes of type constructor/],
    [{ type: UNKNOWN, size: 100 }, /kind of a volume is unknown until up/],
    [{ type: "gp3", size: UNKNOWN }, /size of a volume is unknown until up/],
    [{ type: "gp3", snapshotId: "snap-1" }, /size of a volume is not a number/],
    [{ type: "gp3", size: 0 }, /size of a volume doesn't show/],
    [{ type: "gp3", size: -5 }, /size of a volume can't be -5/],
    [{ type: "gp3", size: 1e308 }, /size of a volume can't be 1e\+308/],
    [{ type: "gp3", size: 65537 }, /no volume of 65537 GB of gp3: at most 65536/],
    [{ type: "gp2", size: 16385 }, /no volume of 16385 GB of gp2: at most 16384/],
    [{ type: "gp3", size: 1000, iops: 80001 }, /no volume of 80001 IOPS of gp3: at most 80000/],
    [{ type: "gp3", size: 10, iops: 5001 }, /no volume of 5001 IOPS of 10 GB gp3: at most 5000/],
    [{ type: "gp3", size: 100, throughput: 2001 }, /no volume of 2001 MiB\/s of gp3: at most 2000/],
    [{ type: "gp3", size: 100, iops: UNKNOWN }, /IOPS of gp3 is unknown until up/],
    [{ type: "io1", size: 10, iops: 501 }, /no volume of 501 IOPS of 10 GB io1: at most 500/],
    [{ type: "io2", size: 1000, iops: 256001 }, /no volume of 256001 IOPS of io2: at most 256000/],
    [{ type: "io2", size: 100 }, /io2 needs IOPS/],
  ] as [Record<string, unknown>, RegExp][]) {
    it(`is not known for ${JSON.stringify(props)}`, () => assertUnpriced(priced([volume(props)]), reason));
  }

  it("is known up to the limits", () => {
    for (const props of [
      { type: "gp3", size: 65536, iops: 80000, throughput: 2000 },
      { type: "gp3", size: 10, iops: 5000 },
      { type: "gp3", size: 1, iops: 3000 }, // which are included at any size
      { type: "io1", size: 10, iops: 500 },
    ]) {
      assert.deepEqual(priced([volume(props)]).unpriced, [], JSON.stringify(props));
    }
  });

  it("is known in part where the region's book has no price of the IOPS", () => {
    const cost = priced([volume({ type: "gp3", size: 100, iops: 4000 })], { region: "eu-north-1" });
    assert.deepEqual(
      [cost.lines.map(({ item }) => item), cost.unpriced.map(({ reason }) => reason)],
      [["volume, 100 GB gp3"], ["no price for ebs-gp3-iops in eu-north-1"]],
    );
  });
});

describe("the price of block devices", () => {
  const context = { region: "us-east-1" } as PricingContext;
  const defaults = { kind: "gp2", gibibytes: 8 };

  it("follows the defaults where the device names nothing, also in the forms of an export", () => {
    for (const device of [undefined, {}, { volumeType: "", volumeSize: 0, iops: 0, throughput: null }]) {
      assert.deepEqual(blockDevice(device, defaults), { kind: "gp2", gibibytes: 8, iops: 0, throughput: 0 });
    }
  });

  it("is that of every node in each situation", () => {
    const device = blockDevice({ volumeType: "gp3", volumeSize: "100", iops: 4000 }, defaults);
    const counts = { floor: 1, expected: 2, ceiling: 4, spotGone: 3 };
    const lines = priceVolumes("root volumes", device, counts, context);
    const expected: [string, number][] = [
      ["root volumes, 100 GB gp3 each", 8],
      ["root volumes, 1000 IOPS above 3000 each", 5],
    ];
    assert.equal(lines.length, expected.length);
    for (const [index, [item, usd]] of expected.entries()) {
      const line = lines[index]!;
      assert.ok("cost" in line);
      assert.equal(line.item, item);
      assertMoney(line.cost, [1, 2, 4, 3].map((count) => month(count * usd)), item); // prettier-ignore
    }
  });

  it("is not known where only an up will know the device", () => {
    assert.throws(() => blockDevice(UNKNOWN, defaults), /volumes are unknown until up/);
  });
});
