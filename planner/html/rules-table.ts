import type { BrokenRule } from "../../policy-pack/run-rules";
import type { Plan } from "../plan";
import { markup, type Markup } from "./markup";
import { table, tableBody } from "./table";

/** The rules that the stack breaks, the mandatory ones first. */
export function rulesTable({ policies, resources }: Plan): Markup {
  if (resources.length === 0)
    return markup`<p>Not checked: nothing is made as long as the pods don't fit.</p>\n`;
  if (policies.length === 0) return markup`<p class="good">No rule is broken.</p>\n`;
  const ofLevel = (level: BrokenRule["level"]) => policies.filter((rule) => rule.level === level);
  return table(
    "What the rules find, and what to do",
    [{ text: "rule" }, { text: "what, why, and how to mend it" }],
    [tableBody([...ofLevel("mandatory"), ...ofLevel("advisory")].map(row))],
  );
}

function row({ rule, level, urn, message, reason, fix }: BrokenRule): Markup {
  const resource = urn === undefined ? "the stack" : urn.split("::").pop();
  return markup`<tr><th scope="row">${rule}<br><span class="${level === "mandatory" ? "bad" : "warning"}">${level}</span><br><span class="muted">${resource}</span></th><td class="prose"><strong>${message}</strong><br>${reason}<br>${fix}</td></tr>
`;
}
