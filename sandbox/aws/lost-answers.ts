import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { typeOf } from "./urn";

/** From now on the creation of a resource of this type gets no answer, although the resource is created. */
export function loseAnswers(stateFile: string, type: string): void {
  writeFileSync(markOf(stateFile), type);
}

export function answerAgain(stateFile: string): void {
  rmSync(markOf(stateFile), { force: true });
}

export function isAnswerLost(stateFile: string, urn: string): boolean {
  const mark = markOf(stateFile);
  return existsSync(mark) && readFileSync(mark, "utf8") === typeOf(urn);
}

function markOf(stateFile: string): string {
  return `${stateFile}.lost-answers`;
}
