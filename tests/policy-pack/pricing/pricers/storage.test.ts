import { NO_USAGE } from "../../../../policy-pack/pricing/money";
import { UNKNOWN } from "../../../../policy-pack/stack-view";
import { assertLines, assertPartlyPriced, assertUnpriced, priced, resource } from "../small-stack";

const GIGABYTE = 0.08 / 730; // of gp3, an hour
const requests = (storage: unknown) => ({ resources: { requests: { storage } } });

describe("the price of a claim", () => {
  const claim = (storage: unknown) =>
    resource("kubernetes:core/v1:PersistentVolumeClaim", "data", { spec: requests(storage) });

  for (const [storage, gigabytes] of [
    ["50Gi", 50],
    ["1.5Ti", 1536],
    ["512Mi", 1], // EBS makes whole GiB
    ["500M", 1],
    ["10G", 10],
    ["1T", 932],
  ] as const) {
    it(`of ${storage} is that of ${gigabytes} GB`, () => {
      assertLines(priced([claim(storage)]), [
        [`volume of the claim, ${gigabytes} GB gp3`, gigabytes * GIGABYTE],
      ]);
    });
  }

  it("is not known for a size that can't be read or isn't known", () => {
    assertUnpriced(priced([claim("much")]), /size of its claim is much/);
    assertUnpriced(priced([claim("10Gig")]), /size of its claim is 10Gig/);
    assertUnpriced(priced([claim(undefined)]), /size of its claim is undefined/);
    assertUnpriced(priced([claim(UNKNOWN)]), /size of its claim is unknown until up/);
  });
});

describe("the price of a StatefulSet", () => {
  const set = (replicas: unknown, ...templates: [name: string, storage: unknown][]) =>
    resource("kubernetes:apps/v1:StatefulSet", "queue", {
      spec: {
        ...(replicas === undefined ? {} : { replicas }),
        volumeClaimTemplates: templates.map(([name, storage]) => ({
          metadata: { name },
          spec: requests(storage),
        })),
      },
    });

  it("has the claims of every template for every pod", () => {
    assertLines(priced([set(3, ["data", "10Gi"], ["log", "2Gi"])]), [
      ["volumes of data, 10 GB gp3 each", 30 * GIGABYTE],
      ["volumes of log, 2 GB gp3 each", 6 * GIGABYTE],
    ]);
  });

  it("is that of one pod where no number is named, and nothing without templates", () => {
    assertLines(priced([set(undefined, ["data", "10Gi"])]), [["volumes of data, 10 GB gp3", 10 * GIGABYTE]]);
    assertLines(priced([set(3)]), []);
    assertLines(priced([resource("kubernetes:apps/v1:StatefulSet", "bare", { spec: {} })]), []);
  });

  it("is nothing without templates also while the number of pods isn't known", () => {
    assertLines(priced([set(UNKNOWN)]), []);
  });

  it("is not known while the number of pods isn't", () => {
    assertUnpriced(priced([set(UNKNOWN, ["data", "10Gi"])]), /replicas is unknown until up/);
  });

  it("is not known while the templates aren't", () => {
    const spec = { replicas: 3, volumeClaimTemplates: UNKNOWN };
    const unknown = resource("kubernetes:apps/v1:StatefulSet", "queue", { spec });
    assertUnpriced(priced([unknown]), /claims are unknown until up/);
  });
});

describe("the price of a chart", () => {
  const release = (values: unknown) => resource("kubernetes:helm.sh/v3:Release", "chart", { values });

  it("is nothing for what runs on nodes that are paid for", () => {
    assertLines(priced([release({ replicas: 3, server: { enabled: true } })]), []);
    assertLines(priced([resource("kubernetes:helm.sh/v3:Release", "bare")]), []);
  });

  it("is that of the claims in its values, at any depth", () => {
    const storage = (size: string) => ({ volumeClaimTemplate: { spec: requests(size) } });
    assertLines(
      priced([
        release({
          alertmanager: { alertmanagerSpec: { storage: storage("2Gi") } },
          prometheus: { prometheusSpec: { storageSpec: storage("50Gi") } },
        }),
      ]),
      [
        ["volume of alertmanager, 2 GB gp3", 2 * GIGABYTE],
        ["volume of prometheus, 50 GB gp3", 50 * GIGABYTE],
      ],
    );
  });

  it("is not known while the size of a claim isn't", () => {
    const values = { prometheus: { volumeClaimTemplate: { spec: requests(UNKNOWN) } } };
    assertUnpriced(priced([release(values)]), /size of its claim is unknown until up/);
    assertUnpriced(
      priced([release({ master: { persistence: { size: UNKNOWN } } })]),
      /size of its claim is unknown until up/,
    );
  });

  it("is that of what its values persist, unless they switch it off", () => {
    assertLines(
      priced([
        release({
          persistence: { size: "8Gi" },
          master: { persistence: { enabled: true, size: "4Gi" } },
          replica: { persistence: { enabled: false, size: "2Gi" } },
          metrics: { persistence: { enabled: true } }, // of a size that only the chart knows
        }),
      ]),
      [
        ["volume of persistence, 8 GB gp3", 8 * GIGABYTE],
        ["volume of master, 4 GB gp3", 4 * GIGABYTE],
      ],
    );
  });

  it("is not known while its values aren't", () => {
    assertUnpriced(priced([release(UNKNOWN)]), /values are unknown until up/);
  });
});

describe("the price of logs", () => {
  const group = (retentionInDays: unknown, name = "control-plane") =>
    resource("aws:cloudwatch/logGroup:LogGroup", name, { retentionInDays });
  const assumed = [3, 30, 300, 30]; // GB an hour
  const ingestion: [string, number[]] = [
    "log ingestion, assumed",
    assumed.map((gigabytes) => gigabytes * 0.5),
  ];

  it("is that of what comes in, and of what stays of it for as long as the group keeps it", () => {
    assertLines(priced([group(30)]), [
      ingestion,
      ["logs kept, assumed", assumed.map((gigabytes) => (gigabytes * 30 * 24 * 0.03) / 730)],
    ]);
  });

  it("is counted once, at the first group", () => {
    assertLines(priced([group(7), group(365, "other")]), [
      ingestion,
      ["logs kept, assumed", assumed.map((gigabytes) => (gigabytes * 7 * 24 * 0.03) / 730)],
    ]);
  });

  it("is not known while the retention isn't", () => {
    const reason = /retentionInDays is unknown until up/;
    assertPartlyPriced(priced([group(UNKNOWN)]), [ingestion], reason);
  });

  it("is not known where logs are assumed and the group keeps them for ever", () => {
    for (const forEver of [undefined, 0]) {
      assertPartlyPriced(priced([group(forEver)]), [ingestion], /keeps its logs for ever/);
    }
  });

  it("is nothing where no logs are assumed, however long the group keeps them", () => {
    for (const retention of [undefined, 0, 30]) {
      assertLines(priced([group(retention)], { usage: NO_USAGE }), [
        ["log ingestion, assumed", 0],
        ["logs kept, assumed", 0],
      ]);
    }
  });
});

describe("the price of an encryption key", () => {
  it("is a dollar a month", () => {
    assertLines(priced([resource("aws:kms/key:Key", "secrets")]), [["encryption key", 1 / 730]]);
  });
});
