import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EXPORTERS, type Exporter } from "../../../components/monitoring/exporters";
import { ofOwnJobs } from "../../../components/monitoring/promql";
import type { Severity } from "../../../components/monitoring/rules";
import { inferLabels } from "../../promql/labels";
import { STACKS } from "../../recordings";
import { shippedStack } from "../shipped";
import {
  alertsOf,
  fromAnywhere,
  labelsFrom,
  recordedLabels,
  recordsOf,
  shippedMonitoredStack,
} from "./stack-expressions";

const FOLDER = join(__dirname, "../../../docs/runbooks");
const SECTIONS = ["What it means", "How urgent", "Look first", "What to do", "When it ends"];

const SEVERITIES: Severity[] = ["critical", "warning", "info"];

const settings = STACKS.map(shippedStack);
const stacks = STACKS.map(shippedMonitoredStack);
const alerts = new Map(stacks.flatMap(alertsOf).map((rule) => [rule.alert, rule]));
const labelsOf = labelsFrom(stacks[0]!, recordedLabels(stacks[0]!).recorded);
const records = new Set(stacks.flatMap(recordsOf).map(({ record }) => record));

const files = readdirSync(FOLDER).sort();
const index = readPage("README.md");
const pages = files
  .filter((file) => file !== "README.md")
  .map((file) => ({ name: file.replace(/\.md$/, ""), text: readPage(file) }));

/** What commands of the pages may use: each is in the index, under "Before you start". */
const STARTED = ["stack", "namespace", "pod", "node", "id", "node_group", "scaling_group"];

function readPage(file: string): string {
  return readFileSync(join(FOLDER, file), "utf8");
}

/** What a path such as alerts.highCost.for leads to in the settings of the first stack that has it. */
function settingAt(path: string): unknown {
  const found = settings.map((ofStack) =>
    path
      .split(".")
      .reduce<unknown>(
        (at, key) => (typeof at === "object" && at ? (at as Record<string, unknown>)[key] : undefined),
        ofStack,
      ),
  );
  return found.find((each) => each !== undefined);
}

function isSetting(path: string): boolean {
  return settingAt(path) !== undefined;
}

function settingsIn(text: string): string[] {
  return [...text.matchAll(/`betterprompts:([^`]+)`/g)].map(([, path]) => path!);
}

/** Queries of the page: each is in a block of its own. */
function queriesIn(text: string): string[] {
  return [...text.matchAll(/```promql\n([^]*?)```/g)].map(([, query]) => query!);
}

/** Of all rules of an alert, the gravest first: "critical or warning". */
function severitiesOf(name: string): string {
  const rules = stacks.flatMap(alertsOf).filter(({ alert }) => alert === name);
  const found = new Set(rules.map(({ labels }) => labels.severity));
  return SEVERITIES.filter((each) => found.has(each)).join(" or ");
}

/** Cells of the index, by alert. */
function indexRows(): Map<string, string[]> {
  const rows = index.split("\n").flatMap((line) => {
    const cells = line.split("|").map((cell) => cell.trim());
    const link = /^\[(\w+)\]\((\w+)\.md\)$/.exec(cells[1] ?? "");
    return link ? [{ alert: link[1]!, page: link[2]!, cells: cells.slice(2, -1) }] : [];
  });
  for (const { alert, page } of rows) assert.equal(page, alert, "the index links an alert to another's page");
  return new Map(rows.map(({ alert, cells }) => [alert, cells]));
}

describe("the runbooks", () => {
  it("have a page for each alert, and no page without one", () => {
    assert.deepEqual(
      pages.map(({ name }) => name),
      [...alerts.keys()].sort(),
    );
  });

  it("are where the alerts link to", () => {
    for (const [name, { annotations }] of alerts) {
      assert.ok(annotations.runbook_url.endsWith(`/${name}.md`), annotations.runbook_url);
    }
  });

  for (const { name, text } of pages) {
    describe(name, () => {
      it("has its name as the title, and the sections in their order", () => {
        assert.equal(text.split("\n")[0], `# ${name}`);
        assert.deepEqual(
          [...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title),
          SECTIONS,
        );
        for (const section of text.split(/^## .+$/m).slice(1)) assert.notEqual(section.trim(), "");
      });

      it("names only settings that exist", () => {
        assert.deepEqual(
          settingsIn(text).filter((path) => !isSetting(path)),
          [],
        );
      });

      it("says where its threshold is set", () => {
        const [, meaning] = text.split(/^## .+$/m);
        const own = `alerts.${name[0]!.toLowerCase()}${name.slice(1)}`;
        if (isSetting(own)) {
          const named = settingsIn(meaning!);
          const parts = Object.keys(settingAt(own) as object).map((part) => `${own}.${part}`);
          assert.deepEqual(
            parts.filter((part) => !named.includes(part)),
            [],
          );
        } else {
          assert.match(meaning!, /no threshold/);
        }
      });

      it("asks only for metrics and labels that something exports or records", () => {
        const problems = queriesIn(text).flatMap((query) => inferLabels(query, labelsOf).problems);
        assert.deepEqual(problems, []);
      });

      it("asks an exporter's series of the exporter's own job", () => {
        assert.deepEqual(
          queriesIn(text).flatMap((query) => fromAnywhere(query, stacks[0]!)),
          [],
        );
      });

      it("uses only what the start of the runbooks says, and sets, in its commands", () => {
        const ours = [...text.matchAll(/\$(\w+)|\$\((\w+_group) /g)].map(([, name, call]) => name ?? call!);
        const looped = [...text.matchAll(/for (\w+) in/g)].map(([, name]) => name!);
        assert.deepEqual(
          ours.filter((name) => !STARTED.includes(name) && !looped.includes(name)),
          [],
        );
      });

      it("names only recorded series that exist", () => {
        const named = [...text.matchAll(/\b[a-z_]+:[a-z0-9_]+:[a-z0-9_]+\b/g)].map(([series]) => series);
        assert.deepEqual(
          named.filter((series) => !records.has(series)),
          [],
        );
      });

      it("links only to pages that exist", () => {
        const links = [...text.matchAll(/\]\(([^)#]+)\)/g)].map(([, target]) => target!);
        for (const link of links) readPage(link);
      });
    });
  }

  it("begin with all that their commands use", () => {
    const start = index.slice(index.indexOf("## Before you start"));
    for (const name of STARTED)
      assert.match(start, new RegExp(`\\b${name}=|\`${name}\`|\\b${name}\\(\\)`), name);
  });

  it("prove an exporter by the series in its alert", () => {
    const { text } = pages.find(({ name }) => name === "ExporterMissing")!;
    for (const [name, { proof }] of Object.entries<Exporter>(EXPORTERS)) {
      const row = text.split("\n").find((line) => line.startsWith(`| ${name} `)) ?? "";
      assert.ok(row.includes(proof === undefined ? "| an answer " : `\`${ofOwnJobs(proof)}\``), name);
    }
  });

  it("are each listed under a symptom", () => {
    const [, symptoms = ""] = index.split(/^## .+$/m);
    const linked = [...symptoms.matchAll(/\]\((\w+)\.md\)/g)].map(([, name]) => name!);
    assert.deepEqual([...new Set(linked)].sort(), [...alerts.keys()].sort());
  });

  it("are listed in the index, with severity, threshold and a line", () => {
    const rows = indexRows();
    assert.deepEqual([...rows.keys()].sort(), [...alerts.keys()].sort());
    for (const [alert, [severity, threshold, line, ...others]] of rows) {
      assert.equal(severity, severitiesOf(alert), alert);
      const paths = [...threshold!.matchAll(/`([^`]+)`/g)].map(([, path]) => path!);
      assert.ok(paths.length > 0 || threshold!.startsWith("none"), alert);
      assert.deepEqual(
        paths.filter((path) => !isSetting(path)),
        [],
      );
      assert.ok(line, alert);
      assert.deepEqual(others, [], alert);
    }
  });
});
