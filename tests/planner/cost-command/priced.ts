import { InputError, UsageError } from "../../../planner/command";
import { estimate, type Estimate } from "../../../planner/cost-command/estimate";
import { readInput } from "../../../planner/cost-command/input";
import { costHtml } from "../../../planner/cost-command/html";
import { costJson } from "../../../planner/cost-command/json";
import { costMarkdown } from "../../../planner/cost-command/markdown";
import { costText } from "../../../planner/cost-command/text";

const OPTIONS = { region: undefined, today: "2026-11-29" };

/** The estimate of one file, as `npm run cost` finds it; compared with a base, where there is one. */
export function priced(file: unknown, base?: unknown): Estimate {
  const input = (json: unknown, name: string) => readInput(JSON.stringify(json), name);
  const bases = base === undefined ? [] : [input(base, "base")];
  return estimate([input(file, "file")], { ...OPTIONS, bases });
}

/** The estimate of a file's text, with all reports, or the error that a person would read. Any other error is thrown. */
export function costOrRefusal(text: string): Estimate | string {
  try {
    const found = estimate([readInput(text, "file")], OPTIONS);
    costText(found, false);
    costJson(found);
    costMarkdown(found);
    costHtml(found);
    return found;
  } catch (error) {
    if (error instanceof InputError || error instanceof UsageError) return error.message;
    throw error;
  }
}
