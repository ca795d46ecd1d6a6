// The command of tools/main.ts on a disk with as many GB free as $FREE_GB says, so that a full one here fails no test.
import { setUp } from "../../tools/setup";

const roomOf = () => ({ device: 1, free: Number(process.env["FREE_GB"]) });
const say = (line: string) => void process.stderr.write(`${line}\n`);

void setUp(process.argv.slice(2), { environment: process.env, roomOf, say }).then((code) => {
  process.exitCode = code;
});
