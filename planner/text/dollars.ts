/** Dollars of an hour, to the cent where that says something. */
export function hourly(usd: number): string {
  return usd >= 0.995 || usd === 0 ? usd.toFixed(2) : usd.toFixed(3);
}

/** Dollars of a month, whole. */
export function monthly(usd: number): string {
  return Math.round(usd).toLocaleString("en-US");
}

/** Dollars with a sign; nothing where they would show as zero. */
export function signed(usd: number, format: (usd: number) => string): string {
  const amount = format(Math.abs(usd));
  if (Number(amount) === 0) return format(0);
  return `${usd < 0 ? "-" : "+"}${amount}`;
}
