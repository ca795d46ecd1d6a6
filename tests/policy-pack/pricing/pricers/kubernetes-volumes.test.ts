import { UNKNOWN, type ResourceView } from "../../../../policy-pack/stack-view";
import { assertProgram, pricedProgram, resource } from "../small-stack";

// us-east-1, a GB and month: gp2 0.10, gp3 0.08, io1 0.125, st1 0.045
const claim = (
  storage: unknown,
  spec: Record<string, unknown> = {},
  metadata: Record<string, unknown> = {},
) =>
  resource("kubernetes:core/v1:PersistentVolumeClaim", "data", {
    metadata,
    spec: { resources: { requests: { storage } }, ...spec },
  });
const storageClass = (
  name: string,
  provisioner: unknown,
  parameters?: unknown,
  annotations: Record<string, unknown> = {},
) =>
  resource("kubernetes:storage.k8s.io/v1:StorageClass", name, {
    metadata: { name, annotations },
    provisioner,
    parameters,
  });
const DEFAULT = { "storageclass.kubernetes.io/is-default-class": "true" };

describe("the price of a claim", () => {
  for (const [storage, gigabytes] of [
    ["50Gi", 50],
    ["1.5Ti", 1536],
    ["512Mi", 1], // EBS makes whole GiB
    ["500M", 1],
    ["10G", 10],
    ["1T", 932],
    ["10737418240", 10],
    [10737418240, 10],
  ] as const) {
    it(`of ${storage} is that of ${gigabytes} GB of gp2, the class that EKS makes`, () => {
      assertProgram(pricedProgram([claim(storage)]), [
        [`volume of the claim, ${gigabytes} GB gp2`, gigabytes * 0.1],
      ]);
    });
  }

  it("is not known for a size that can't be read or isn't known", () => {
    for (const [size, reason] of [
      ["much", /size of its claim is not a quantity: much/],
      ["10Gig", /size of its claim is not a quantity: 10Gig/],
      [undefined, /size of its claim is not a quantity: undefined/],
      [UNKNOWN, /size of its claim is unknown until up/],
    ] as const) {
      assertProgram(pricedProgram([claim(size)]), [], { unpriced: [reason] });
    }
  });

  for (const [what, made, lines] of [
    ["gp3 of the CSI driver", ["ebs.csi.aws.com", { type: "gp3" }], [["100 GB gp3", 8]]],
    ["the CSI driver without parameters", ["ebs.csi.aws.com", undefined], [["100 GB gp3", 8]]],
    ["Auto Mode's driver without parameters", ["ebs.csi.eks.amazonaws.com", {}], [["100 GB gp3", 8]]],
    ["the driver inside Kubernetes without parameters", ["kubernetes.io/aws-ebs", {}], [["100 GB gp2", 10]]],
    ["st1 of it", ["kubernetes.io/aws-ebs", { type: "st1" }], [["100 GB st1", 4.5]]],
    [
      "gp3 with IOPS and throughput",
      ["ebs.csi.aws.com", { type: "gp3", iops: "4000", throughput: "250" }],
      [
        ["100 GB gp3", 8],
        ["1000 IOPS above 3000", 5],
        ["125 MiB/s above 125", 5],
      ],
    ],
    [
      "io1 with IOPS for each GB",
      ["ebs.csi.aws.com", { type: "io1", iopsPerGB: "10" }],
      [
        ["100 GB io1", 12.5],
        ["1000 IOPS", 65],
      ],
    ],
    ["EFS", ["efs.csi.aws.com", {}], []],
    ["a folder of the node", ["rancher.io/local-path", {}], []],
  ] as [string, [string, unknown], [string, number][]][]) {
    it(`follows its storage class: ${what}`, () => {
      const expected = lines.map(([item, usd]): [string, number] => [`volume of the claim, ${item}`, usd]);
      const named = storageClass("fast", ...made);
      assertProgram(pricedProgram([named, claim("100Gi", { storageClassName: "fast" })]), expected);
      const standard = storageClass("fast", ...made, DEFAULT);
      assertProgram(pricedProgram([standard, claim("100Gi")]), expected);
    });
  }

  it("is not known while its class isn't, or where the class is hidden and its name says nothing", () => {
    for (const [storageClassName, reason] of [
      [UNKNOWN, /storage class is unknown until up/],
      ["fast", /storage class fast is not in the program/],
    ] as const) {
      assertProgram(pricedProgram([claim("10Gi", { storageClassName })]), [], { unpriced: [reason] });
    }
    const unknown = storageClass("fast", "ebs.csi.aws.com", UNKNOWN);
    assertProgram(pricedProgram([unknown, claim("10Gi", { storageClassName: "fast" })]), [], {
      unpriced: [/kind of a volume is unknown until up/],
    });
  });

  it("follows the name of a hidden class that says its kind", () => {
    for (const [name, lines] of [
      ["gp3", [["volume of the claim, 10 GB gp3", 0.8]]],
      ["ebs-st1-encrypted", [["volume of the claim, 10 GB st1", 0.45]]],
      ["efs-sc", []],
    ] as [string, [string, number][]][]) {
      assertProgram(pricedProgram([claim("10Gi", { storageClassName: name })]), lines);
    }
  });
});

describe("the price of a claim that is bound to a volume of the program", () => {
  const disk = resource("aws:ebs/volume:Volume", "v", { size: 100, type: "gp3" });
  const volume = (spec: Record<string, unknown>) =>
    resource("kubernetes:core/v1:PersistentVolume", "pv", {
      metadata: { name: "pv" },
      spec: {
        capacity: { storage: "100Gi" },
        csi: { driver: "ebs.csi.aws.com", volumeHandle: UNKNOWN },
        ...spec,
      },
    });
  const once: [string, number][] = [["volume, 100 GB gp3", 8]];

  for (const [what, resources] of [
    ["by the volume's name", [volume({}), claim("100Gi", { volumeName: "pv", storageClassName: "" })]],
    ["by a name that only an up will know", [volume({}), claim("100Gi", { volumeName: UNKNOWN })]],
    [
      "by the claim's name",
      [
        volume({ claimRef: { name: "data", namespace: "shop" } }),
        claim("100Gi", {}, { name: "data", namespace: "shop" }),
      ],
    ],
    [
      "by a class that makes none",
      [volume({ storageClassName: "manual" }), claim("100Gi", { storageClassName: "manual" })],
    ],
    ["by no class", [volume({}), claim("100Gi", { storageClassName: "" })]],
  ] as [string, ResourceView[]][]) {
    it(`is nothing, so that the volume is counted once: ${what}`, () => {
      assertProgram(pricedProgram([disk, ...resources]), once);
    });
  }

  it("is that of its own volume where the volume is kept for another claim, or is one that the claim made", () => {
    const other = volume({ claimRef: { name: "other" } });
    for (const own of [
      claim("100Gi", {}, { name: "data" }),
      claim("100Gi", { volumeName: `pvc-${"0".repeat(36)}` }),
    ]) {
      assertProgram(pricedProgram([disk, other, own]), [...once, ["volume of the claim, 100 GB gp2", 10]]);
    }
  });
});

describe("the price of a StatefulSet", () => {
  const set = (replicas: unknown, ...templates: [name: string, storage: unknown][]) =>
    resource("kubernetes:apps/v1:StatefulSet", "queue", {
      spec: {
        ...(replicas === undefined ? {} : { replicas }),
        volumeClaimTemplates: templates.map(([name, storage]) => ({
          metadata: { name },
          spec: { storageClassName: "gp3", resources: { requests: { storage } } },
        })),
      },
    });

  it("has the claims of every template for every pod", () => {
    assertProgram(pricedProgram([set(3, ["data", "10Gi"], ["log", "2Gi"])]), [
      ["volumes of data, 10 GB gp3 each", 2.4],
      ["volumes of log, 2 GB gp3 each", 0.48],
    ]);
  });

  it("is that of one pod where no number is named, and nothing without pods or templates", () => {
    assertProgram(pricedProgram([set(undefined, ["data", "10Gi"])]), [["volume of data, 10 GB gp3", 0.8]]);
    for (const none of [set(3), set(0, ["data", "10Gi"]), set(UNKNOWN)])
      assertProgram(pricedProgram([none]), []);
    assertProgram(pricedProgram([resource("kubernetes:apps/v1:StatefulSet", "bare", { spec: {} })]), []);
  });

  it("is not known while the number of pods or the templates aren't", () => {
    assertProgram(pricedProgram([set(UNKNOWN, ["data", "10Gi"])]), [], {
      unpriced: [/replicas is unknown until up/],
    });
    const spec = { replicas: 3, volumeClaimTemplates: UNKNOWN };
    assertProgram(pricedProgram([resource("kubernetes:apps/v1:StatefulSet", "queue", { spec })]), [], {
      unpriced: [/claims are unknown until up/],
    });
  });
});
