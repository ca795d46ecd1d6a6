import { PRICE_BOOK } from "../../policy-pack/pricing/price-book";

const { ec2, services } = PRICE_BOOK.asOf;

/** Where the prices are from, as a sentence. */
export const PRICE_NOTE = `Prices: EC2 from ${ec2 ?? "a catalogue without a date"}, other services as of ${services} (policy-pack/pricing/prices.json).`;
