const PLAIN_EVERY_MS = 30_000; // often enough that a log shows life, seldom enough to be read

/** Shows on stderr what is being done and for how long: one changing line on a terminal, else a line every 30 s. */
export class Progress {
  private readonly began = Date.now();
  private readonly timer: NodeJS.Timeout;
  private detail = "";

  constructor(
    private readonly what: string,
    private readonly stream: NodeJS.WriteStream = process.stderr,
  ) {
    this.show();
    this.timer = setInterval(() => this.show(), stream.isTTY ? 1000 : PLAIN_EVERY_MS);
  }

  /** The progress; shown with the next line. */
  at(detail: string): void {
    this.detail = detail;
  }

  /** Ends with a last line; returns the milliseconds since the start. */
  end(word: string): number {
    clearInterval(this.timer);
    const elapsed = Date.now() - this.began;
    this.write(`${this.what}: ${word} after ${elapsedText(elapsed)}`);
    if (this.stream.isTTY) this.stream.write("\n");
    return elapsed;
  }

  private show(): void {
    const detail = this.detail && `, ${this.detail}`;
    this.write(`${this.what}: ${elapsedText(Date.now() - this.began)}${detail}`);
  }

  private write(line: string): void {
    const width = (this.stream.columns || 80) - 1; // not every terminal has a width; a full line would wrap
    this.stream.write(this.stream.isTTY ? `\r\x1b[K${line.slice(0, width)}` : `${line}\n`);
  }
}

/** A duration as text: seconds under a minute, with one digit under ten; minutes and seconds above. */
export function elapsedText(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}
