const OWN_NOTE = /^AWS Price List and EC2 spot price history of (\d{4}-\d{2}-\d{2}) for ([a-z0-9 -]+)$/;
const SEPARATOR = "; otherwise ";

/**
 * Where the book's EC2 prices come from, newest first. A call refreshes some regions only, so an older source stays
 * named for as long as a region of the book rests on it.
 *
 * @param before the note of the book so far
 * @param kept all regions of the book
 * @param refreshed regions whose prices are of this day
 * @param day YYYY-MM-DD
 */
export function sourceOf(before: string, kept: string[], refreshed: string[], day: string): string {
  const notes = [note(day, refreshed)];
  let open = kept.filter((region) => !refreshed.includes(region));
  for (const older of before.split(SEPARATOR)) {
    if (open.length === 0) break;
    const own = OWN_NOTE.exec(older);
    const regions = own ? open.filter((region) => own[2]!.split(" ").includes(region)) : open;
    if (regions.length > 0) notes.push(own ? note(own[1]!, regions) : older);
    open = open.filter((region) => !regions.includes(region));
  }
  return notes.join(SEPARATOR);
}

function note(day: string, regions: string[]): string {
  return `AWS Price List and EC2 spot price history of ${day} for ${[...regions].sort().join(" ")}`;
}
