import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RuleGroup } from "../../components/monitoring/rules";
import type { Sample } from "./expected/sample";
import { NOW, STARTS_AT, selector } from "./world/series";
import type { World } from "./world";

/** A query, and what it must return in the last minute of the world. */
export interface Question {
  query: string;
  expected: Sample[];
}

/** Minutes between two evaluations of all rules: promtool knows no interval of a group's own. */
export const EVALUATION_INTERVAL = "2m";

/**
 * For each question what promtool says against the answer; undefined when the answer is right. Rules run over the whole
 * world as in the cluster, group by group.
 *
 * @throws Error with promtool's words when it could not answer at all
 */
export async function verdicts(
  promtool: string,
  { series }: Pick<World, "series">,
  groups: RuleGroup[],
  questions: Question[],
): Promise<(string | undefined)[]> {
  const folder = await mkdtemp(join(tmpdir(), "betterprompts-telemetry-"));
  try {
    // JSON is YAML, and Prometheus' own parser reads it.
    await writeFile(join(folder, "rules.yml"), JSON.stringify({ groups }));
    await writeFile(join(folder, "test.yml"), JSON.stringify(testFile(series, groups, questions)));
    const output = await run(promtool, ["test", "rules", join(folder, "test.yml")]);
    return sortOut(output, questions);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function testFile(series: World["series"], groups: RuleGroup[], questions: Question[]): object {
  return {
    rule_files: ["rules.yml"],
    evaluation_interval: EVALUATION_INTERVAL,
    group_eval_order: groups.map(({ name }) => name),
    fuzzy_compare: true, // the last bit of a rounded number
    tests: [
      {
        interval: "1m",
        start_timestamp: STARTS_AT,
        input_series: series.map((each) => ({ series: selector(each), values: each.values })),
        promql_expr_test: questions.map(({ query, expected }) => ({
          expr: comparable(query),
          eval_time: `${NOW}m`,
          exp_samples: expected.map(({ labels, value }) => ({
            labels: selector({ metric: "", labels }),
            value: rounded(value),
          })),
        })),
      },
    ],
  };
}

/** Sums by hand and by machine differ in their last bits: both are rounded to 2^-30, about 1e-9. */
const PER_UNIT = 2 ** 30;

function comparable(query: string): string {
  return `round((\n${query}\n), 1 / ${PER_UNIT})`;
}

/** As PromQL's round(). */
function rounded(value: number): number {
  return Math.floor(value * PER_UNIT + 0.5) / PER_UNIT;
}

async function run(file: string, args: string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(file, args, { maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      resolve(error ? stdout + stderr || error.message : "");
    });
  });
}

/** promtool names the expression of each answer that is wrong, in Go's quotes, which are JSON's where all is ASCII. */
function sortOut(output: string, questions: Question[]): (string | undefined)[] {
  const asked = questions.map(({ query }) => comparable(query));
  const complaints = new Map<string, string>();
  for (const complaint of output.split(/^ {4}expr: /m).slice(1)) {
    const quoted = /^"(?:[^"\\]|\\.)*"/.exec(complaint)?.[0] ?? "null";
    const query = JSON.parse(quoted) as string | null;
    if (query === null || !asked.includes(query)) throw new Error(output);
    complaints.set(query, complaint.slice(quoted.length + 1).trimEnd());
  }
  if (output !== "" && complaints.size === 0) throw new Error(output);
  return asked.map((query) => complaints.get(query));
}
