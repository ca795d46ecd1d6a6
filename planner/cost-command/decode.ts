import { gunzipSync } from "node:zlib";
import { InputError } from "../command";

/** More than a state of 100,000 resources, and less than a string can have. */
const MOST_BYTES = 400 * 1024 * 1024;

/**
 * The text of a file: UTF-8, or UTF-16 as PowerShell's `>` writes it, with or without a byte order mark; compressed, as
 * file backends keep states where PULUMI_DIY_BACKEND_GZIP is set.
 *
 * @throws InputError
 */
export function textIn(bytes: Buffer, source: string): string {
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? unpacked(bytes, source) : bytes;
  if (plain.length > MOST_BYTES) throw tooLarge(source);
  return new TextDecoder(encodingOf(plain)).decode(plain); // leaves the byte order mark out
}

function encodingOf(bytes: Buffer): "utf-8" | "utf-16le" | "utf-16be" {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  // JSON starts with a character of ASCII, whose other byte in UTF-16 is zero.
  if (first !== 0 && second === 0) return "utf-16le";
  return first === 0 && second !== 0 ? "utf-16be" : "utf-8";
}

function unpacked(bytes: Buffer, source: string): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_BYTES });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") throw tooLarge(source);
    throw new InputError(`${source} is compressed, and can't be unpacked: is it cut off?`);
  }
}

function tooLarge(source: string): InputError {
  return new InputError(
    `${source} has more than ${MOST_BYTES / 1024 / 1024} MB of text: price each stack by a file of its own.`,
  );
}
