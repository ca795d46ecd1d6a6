/** Dollars of an hour, to the cent where that says something. */
export function hourly(usd: number): string {
  return usd >= 0.995 || usd === 0 ? usd.toFixed(2) : usd.toFixed(3);
}

/** Dollars of a month, whole. */
export function monthly(usd: number): string {
  return Math.round(usd).toLocaleString("en-US");
}
