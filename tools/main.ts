import { roomOf } from "./disk";
import { setUp } from "./setup";

const say = (line: string) => void process.stderr.write(`${line}\n`);

void setUp(process.argv.slice(2), { environment: process.env, roomOf, say }).then((code) => {
  process.exitCode = code;
});
