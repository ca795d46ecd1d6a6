/** A request that AWS refused. The message is AWS's error code and text, which the engine shows as it is. */
export class Refusal extends Error {}

/** Throws the refusal, if there is one. */
export function refuseIf(message: string | undefined): void {
  if (message !== undefined) throw new Refusal(message);
}
