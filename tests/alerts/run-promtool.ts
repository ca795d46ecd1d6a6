import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPromtool } from "../../tools/find";
import type { LoadedGroup } from "./rules-under-test";

export interface ExpectedAlert {
  labels: Record<string, string>;
  summary: string;
}

/** One test of promtool, on rules that it loads. */
export interface PromtoolTest {
  groups: LoadedGroup[];
  /** Samples are a minute apart. */
  series: Record<string, string>;
  startsAt?: string;
  /** How often rules are evaluated; every minute unless given. */
  evaluationInterval?: string;
  /** Which alerts go off at which minute; none where the list is empty. */
  expected: { alert: string; minute: number; alerts: ExpectedAlert[] }[];
}

/** What promtool finds: nothing, or how the first minute that differs does, and how many more do. */
export function promtoolFindings(test: PromtoolTest): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), "betterprompts-alerts-"));
  try {
    // JSON is YAML.
    writeFileSync(join(folder, "rules.yml"), JSON.stringify({ groups: test.groups }));
    writeFileSync(join(folder, "test.yml"), JSON.stringify(testFile(test)));
    const { status, stdout, stderr, error } = spawnSync(promtool(), ["test", "rules", "test.yml"], {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 2 ** 28, // an alert that goes off for days differs at thousands of minutes
    });
    if (error) throw error;
    return status === 0 ? undefined : firstFinding(stderr || stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

let found: string | undefined;

function promtool(): string {
  found ??= findPromtool();
  return found;
}

function testFile({ groups, series, startsAt, evaluationInterval = "1m", expected }: PromtoolTest) {
  return {
    rule_files: ["rules.yml"],
    evaluation_interval: evaluationInterval,
    group_eval_order: groups.map(({ name }) => name),
    tests: [
      {
        interval: "1m",
        ...(startsAt && { start_timestamp: startsAt }),
        input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
        alert_rule_test: expected.map(({ alert, minute, alerts }) => ({
          alertname: alert,
          eval_time: `${minute}m`,
          exp_alerts: alerts.map(({ labels, summary }) => ({
            exp_labels: labels,
            exp_annotations: { summary },
          })),
        })),
      },
    ],
  };
}

/** promtool's own words; each finding begins with what it is about. */
function firstFinding(output: string): string {
  const findings = output
    .replace(/^\s*FAILED:\s*/, "    ")
    .split(/^ {4}(?=alertname: |rule: )/m)
    .filter((finding) => finding.trim() !== "");
  const more = findings.length > 1 ? `\n(and ${findings.length - 1} more like it)` : "";
  return `${(findings[0] ?? "promtool failed and said nothing").trimEnd()}${more}`;
}
