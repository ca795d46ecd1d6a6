import { elapsedText } from "./elapsed";

const PLAIN_EVERY_MS = 30_000; // often enough that a log shows life, seldom enough to be read

/** Tells on stderr what is being done and for how long: one moving line on a terminal, else a line now and then. */
export class Progress {
  private readonly began = Date.now();
  private readonly timer: NodeJS.Timeout;
  private detail = "";

  constructor(
    private readonly what: string,
    private readonly stream: NodeJS.WriteStream = process.stderr,
  ) {
    this.tell();
    this.timer = setInterval(() => this.tell(), stream.isTTY ? 1000 : PLAIN_EVERY_MS);
  }

  /** How far it is; shown with the next line. */
  at(detail: string): void {
    this.detail = detail;
  }

  /** Stops telling, with a last line. Milliseconds since the start. */
  end(word: string): number {
    clearInterval(this.timer);
    const elapsed = Date.now() - this.began;
    this.write(`${this.what}: ${word} after ${elapsedText(elapsed)}`);
    if (this.stream.isTTY) this.stream.write("\n");
    return elapsed;
  }

  private tell(): void {
    const detail = this.detail && `, ${this.detail}`;
    this.write(`${this.what}: ${elapsedText(Date.now() - this.began)}${detail}`);
  }

  private write(line: string): void {
    const width = (this.stream.columns || 80) - 1; // a terminal may not tell; a full line would wrap
    this.stream.write(this.stream.isTTY ? `\r\x1b[K${line.slice(0, width)}` : `${line}\n`);
  }
}
