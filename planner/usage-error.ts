/** A call that can't be understood; the message says why. */
export class UsageError extends Error {}
