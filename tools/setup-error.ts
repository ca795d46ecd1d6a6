/** Something that the person who runs the setup has to mend; the message says what and how. */
export class SetupError extends Error {}
