/** AWS's no: its error code and words, which the engine shows as they are. */
export class Refusal extends Error {}

/** Throws the refusal, if there is one. */
export function refuseIf(words: string | undefined): void {
  if (words !== undefined) throw new Refusal(words);
}
