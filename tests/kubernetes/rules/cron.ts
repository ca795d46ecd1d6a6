/** Name, lowest and highest value of each field. Sunday is 0 alone: KEDA parses with robfig/cron, which refuses 7. */
const FIELDS: [string, number, number][] = [
  ["minute", 0, 59],
  ["hour", 0, 23],
  ["day of month", 1, 31],
  ["month", 1, 12],
  ["day of week", 0, 6],
];

/** What is wrong with a cron expression of numbers; undefined when it is sound. Ranges don't wrap around. */
export function cronProblem(expression: string): string | undefined {
  const texts = expression.split(" ");
  if (texts.length !== FIELDS.length) return `"${expression}" has ${texts.length} fields, not 5`;
  const wrong = FIELDS.find(
    ([, low, high], index) => !texts[index]!.split(",").every((part) => isRange(part, low, high)),
  );
  return wrong && `"${expression}" has no sound ${wrong[0]}`;
}

/** "*", "5", "1-5", each with a step behind a slash or without. */
function isRange(text: string, low: number, high: number): boolean {
  const match = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/[1-9]\d*)?$/.exec(text);
  if (!match) return false;
  const first = Number(match[1] ?? low);
  const last = Number(match[2] ?? match[1] ?? high);
  return low <= first && first <= last && last <= high;
}
