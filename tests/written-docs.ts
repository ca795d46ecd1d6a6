import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Rule } from "../policy-pack/rule";
import { RULES } from "../policy-pack/rules/all";
import { REFUSED_CHANGES, UNCHANGEABLE_INPUTS } from "../planner/unchangeable-inputs";

const ROOT = join(__dirname, "..");

/** Documents that code writes: file name -> text. `npm run goldens` writes them, and a test compares. */
export function writtenDocs(): Record<string, string> {
  return {
    "docs/policies.md": policiesPage(),
    "docs/replacements.md": replacementsPage(),
    "README.md": readmeWithPlan(),
  };
}

/** README quotes the plan of the production stack: an excerpt of its second half, and its quotas. */
function readmeWithPlan(): string {
  const readme = readDoc("README.md");
  const path = join(ROOT, "tests/goldens/production.txt");
  if (!existsSync(path)) return readme;
  const sections = readFileSync(path, "utf8").split("\n\n");
  const starting = (text: string) => sections.findIndex((section) => section.startsWith(text));
  const cost = starting("Cost:");
  const excerpt = [
    `Capacity: requested / allocatable\n${sections[starting("  all at maximum, no spot")]}`,
    linesOf(sections[cost]!, /^Cost|^  (component|application|gpu|spot|an hour|a month|at least)\b/),
    linesOf(sections[cost + 1]!, /ceiling of/),
    sections[starting("Policies")],
    linesOf(sections.at(-1)!, /^\S.*\.$/),
  ];
  const quotas = sections[starting("Quotas in vCPU")]!;
  return quote(quote(readme, "plan", excerpt.join("\n\n")), "quotas", quotas);
}

function linesOf(section: string, pattern: RegExp): string {
  const lines = section.split("\n");
  return lines.filter((line) => pattern.test(line)).join("\n");
}

/** Replaces what is between a pair of hidden marks. */
function quote(text: string, mark: string, lines: string): string {
  return text.replace(
    new RegExp(`(<!-- ${mark}: [^\\n]*-->\\n)[^]*(<!-- end of ${mark} -->)`),
    (_all, start: string, end: string) => `${start}\n\`\`\`text\n${lines}\n\`\`\`\n\n${end}`,
  );
}

export function readDoc(name: string): string {
  return readFileSync(join(ROOT, name), "utf8");
}

export function writeDocs(): void {
  for (const [name, text] of Object.entries(writtenDocs())) writeFileSync(join(ROOT, name), text);
}

/** docs/replacements.md: the table of inputs that can't be changed, for who reads a plan or a preview. */
function replacementsPage(): string {
  const rows = Object.entries(UNCHANGEABLE_INPUTS).map(([type, inputs]) => {
    const names = inputs.map((input) => {
      if (input === "*") return "all";
      return typeof input === "string" ? `\`${input}\`` : `\`${input.path}\` when it is ${input.when}`;
    });
    return `| \`${type}\` | ${names.join(", ")} |`;
  });
  const refused = Object.entries(REFUSED_CHANGES).flatMap(([type, changes]) =>
    changes.map(({ path, why }) => `| \`${type}\` | \`${path}\` | ${why} |`),
  );
  return [
    "# What a change replaces",
    "",
    "Written by `npm run goldens` from `planner/unchangeable-inputs.ts`, which the plan and the sandbox read too.",
    "",
    "`npm run plan -- --base plan.json` says **replaced** where a provider can't change an input: the resource goes, and a new",
    "one is made. What refers to a replaced resource by such an input is replaced in turn, everything else changes in place.",
    "Every object of Kubernetes is also replaced for another `metadata.name` or `metadata.namespace`.",
    "",
    "| type | inputs |",
    "| --- | --- |",
    ...rows,
    "",
    "## Changes that are refused",
    "",
    "`pulumi up` stops at these:",
    "",
    "| type | input | why, and what to do |",
    "| --- | --- | --- |",
    ...refused,
    "",
    "## Nodes",
    "",
    "A replaced node group starts with the pool's `desiredSize`, while the old one may have as many nodes as `maxSize`: its pods",
    "wait until the autoscaler has added the rest. A new version of a launch template (another root volume, cost tag or CPU",
    "credits), of Kubernetes or of the image exchanges every node of the group in a rolling update. Labels, taints and sizes",
    "change on the nodes that run.",
    "",
  ].join("\n");
}

const COLUMNS: [title: string, cell: (rule: Rule) => string][] = [
  ["policy", ({ id }) => `[${id}](../policy-pack/rules/${id}.ts)`],
  ["level", ({ level }) => level],
  [
    "what it asks",
    ({ requires, parameters }) => [requires, ...Object.entries(parameters.defaults).map(setting)].join(" "),
  ],
  ["why", ({ reason }) => reason],
  ["what to do", ({ fix }) => fix],
];

function setting([name, value]: [string, unknown]): string {
  return `\`${name}\`: ${[value].flat().join(", ")}.`;
}

/** docs/policies.md. */
function policiesPage(): string {
  const row = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return `# Policies

Written by \`npm run goldens\` from \`policy-pack/rules\`.

The rules of the policy pack, in the order of the pack. A broken mandatory policy stops \`pulumi preview\` and \`pulumi up\`, and \`npm run plan\` ends with 1; an advisory one is only reported. A name with a value is a parameter and its default, which a file changes that \`--policy-pack-config\` names.

${row(COLUMNS.map(([title]) => title))}
${row(COLUMNS.map(() => "---"))}
${RULES.map((rule) => row(COLUMNS.map(([, cell]) => cell(rule)))).join("\n")}
`;
}
