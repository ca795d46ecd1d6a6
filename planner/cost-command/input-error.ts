/** A file that can't be priced; the message says what was found and what to do. */
export class InputError extends Error {}
