const HALF_HOUR = 30 * 60;
const MINUTE = 60;

/** A local time. */
export interface LocalTime {
  /** The local date, in days since 1970-01-01. */
  date: number;
  /** Monday is 0. */
  weekday: number;
  minute: number;
}

/** Local times of a time zone, by seconds since 1970. Offsets change on half hours only. */
export class Clock {
  private readonly format: Intl.DateTimeFormat;
  private readonly offsets = new Map<number, number>();

  constructor(readonly timeZone: string) {
    this.format = new Intl.DateTimeFormat("en", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
    });
  }

  at(seconds: number): LocalTime {
    const local = seconds + this.offset(seconds);
    const date = Math.floor(local / 86400);
    return { date, weekday: weekday(date), minute: Math.floor((local - date * 86400) / MINUTE) };
  }

  /** Seconds by which the zone is ahead of UTC. */
  private offset(seconds: number): number {
    const start = Math.floor(seconds / HALF_HOUR) * HALF_HOUR;
    const known = this.offsets.get(start);
    if (known !== undefined) return known;
    const parts = Object.fromEntries(
      this.format.formatToParts(start * 1000).map(({ type, value }) => [type, Number(value)]),
    );
    const local = Date.UTC(
      parts["year"]!,
      parts["month"]! - 1,
      parts["day"]!,
      parts["hour"]!,
      parts["minute"]!,
    );
    const offset = local / 1000 - start;
    this.offsets.set(start, offset);
    return offset;
  }
}

/** Monday is 0; 1970-01-01 was a Thursday. */
export function weekday(date: number): number {
  return (((date + 3) % 7) + 7) % 7;
}
