import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseDocument, visit, type Document } from "yaml";
import { GOLDENS, writeGoldens } from "./goldens";
import { SETTINGS, STACKS } from "./recordings";
import { describeStackFiles } from "./stack-files";

describe("the project's stack files", () => describeStackFiles(join(__dirname, ".."), GOLDENS));

/** What an owner of the stacks does to their files. The paths are those of the shipped files. */
const EDITS: [what: string, edit: (file: Document, stack: (typeof STACKS)[number]) => void][] = [
  ["the examples are replaced", replaceExamples],
  [
    "pools have other bounds",
    (file) => {
      set(file, "pools.application.maxSize", 10);
      set(file, "pools.spot.minSize", 1);
      set(file, "pools.spot.desiredSize", 1);
    },
  ],
  ["the ceiling is another", (file) => set(file, "cost.hourlyCeilingUsd", 12)],
  ["a pool is added", (file) => addPool(file, [])],
  [
    "a pool with a taint is added",
    (file) => addPool(file, [{ key: "team", value: "research", effect: "NoSchedule" }]),
  ],
  [
    "a service is added",
    (file, stack) => {
      const other = file.getIn(pathOf("services.technique-selector")) as { toJSON(): object };
      set(file, "services.prompt-history", { ...other.toJSON(), port: 9000 });
      set(file, "pools.application.maxSize", 10); // their pods need room
      for (const namespace of NAMESPACES[stack]) {
        set(file, `namespaces.${namespace}.replicas.prompt-history`, { min: 1, max: 2, expected: 1 });
      }
    },
  ],
  [
    "a service is removed",
    (file, stack) => {
      file.deleteIn(pathOf("services.technique-selector"));
      for (const namespace of NAMESPACES[stack]) {
        file.deleteIn(pathOf(`namespaces.${namespace}.replicas.technique-selector`));
      }
    },
  ],
  [
    "a namespace is removed",
    (file, stack) => void (stack === "staging" && file.deleteIn(pathOf("namespaces.development"))),
  ],
  [
    "the region is another",
    (file) => {
      set(file, "region", "eu-west-1");
      set(file, "cost.hourlyCeilingUsd", 12); // instances cost about a tenth more there
      set(file, "network.zones", ["eu-west-1a", "eu-west-1b", "eu-west-1c"]);
      const certificate = file.getIn(pathOf("loadBalancer.certificateArn")) as string;
      set(file, "loadBalancer.certificateArn", certificate.replace("us-east-1", "eu-west-1"));
    },
  ],
  [
    "the schedule is another",
    (file, stack) => {
      if (stack === "staging") set(file, "namespaces.development.schedule.timeZone", "Europe/Berlin");
      if (stack === "staging") set(file, "namespaces.development.schedule.end", "18:30");
    },
  ],
  [
    "alerts have other thresholds",
    (file) => {
      set(file, "alerts.lowUtilization", { percent: 20, for: "4h" });
      set(file, "alerts.costAboveExpected.factor", 1.5);
      set(file, "alerts.gpuIdle.for", "2h");
    },
  ],
  [
    "alerts are disabled",
    (file) => set(file, "alerts.disabled", ["spotShareLow", "gpuIdle", "costAboveExpected"]),
  ],
];

const NAMESPACES = { production: ["production"], staging: ["staging", "development"] };

describe("a stack's files may be edited:", function () {
  for (const [what, edit] of EDITS) {
    describe(what, () => {
      const folder = mkdtempSync(join(tmpdir(), "stack-files-"));
      const goldens = join(folder, "goldens");
      before("edit the files, and write their goldens", async () => {
        for (const stack of STACKS) {
          const name = `Pulumi.${stack}.yaml`;
          const file = parseDocument(readFileSync(join(SETTINGS, name), "utf8"));
          edit(file, stack);
          writeFileSync(join(folder, name), file.toString());
        }
        await writeGoldens(folder, goldens);
      });
      after(() => rmSync(folder, { recursive: true }));
      describeStackFiles(folder, goldens, [...STACKS]);
    });
  }
});

/** A path of the shipped files: "cost.hourlyCeilingUsd". */
function pathOf(setting: string): string[] {
  const [section, ...inner] = setting.split(".");
  return ["config", `betterprompts:${section}`, ...inner];
}

function set(file: Document, setting: string, value: unknown): void {
  file.setIn(pathOf(setting), file.createNode(value));
}

function replaceExamples(file: Document): void {
  const own: [example: RegExp, own: string][] = [
    [/\.example\b/, ".acme.dev"],
    [/111122223333/, "210987654321"],
    [/203\.0\.113\.0/, "198.51.0.0"],
  ];
  visit(file, {
    Scalar: (_key, scalar) => {
      for (const [example, mine] of own) {
        if (typeof scalar.value === "string") scalar.value = scalar.value.replace(example, mine);
      }
    },
  });
}

function addPool(file: Document, taints: { key: string; value: string; effect: string }[]): void {
  const application = file.getIn(pathOf("pools.application")) as { toJSON(): object };
  set(file, "pools.batch", { ...application.toJSON(), minSize: 0, desiredSize: 0, maxSize: 2, taints });
}
