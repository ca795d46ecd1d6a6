const PARTS = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?$/;

/** Minutes of a duration as tests write it: "90m", "2h1m", "3d". Throws on anything else. */
export function minutesOf(duration: string): number {
  const parts = PARTS.exec(duration);
  if (!parts || duration === "") {
    throw new Error(
      `${duration || "an empty text"} is no time of a test: write days, hours and minutes, as "1d2h30m"`,
    );
  }
  const [days, hours, minutes] = parts.slice(1).map((part) => Number(part ?? 0));
  return (days! * 24 + hours!) * 60 + minutes!;
}
