import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SETTINGS, STACKS } from "../recordings";

const HEADER = `# A copy of the shipped Pulumi.STACK.yaml, for tests: they expect its numbers. \`npm run settings:freeze\` makes it.
`;

/** Copies the project's stack files to the tests, after a change of the schema or of what is shipped. */
for (const stack of STACKS) {
  const name = `Pulumi.${stack}.yaml`;
  const shipped = readFileSync(join(__dirname, "..", "..", name), "utf8");
  writeFileSync(join(SETTINGS, name), HEADER.replace("STACK", stack) + shipped);
}
