import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";

const LISTEN = "0A"; // linux, include/net/tcp_states.h

/**
 * Addresses on which a process listens for TCP: "127.0.0.1:2379", or "[::]:2379" for any of IPv6. None if the process
 * has ended.
 */
export function listeningAddresses(pid: number): string[] {
  const sockets = new Set(socketsOf(pid));
  return ["tcp", "tcp6"].flatMap((family) =>
    unlessGone(() => readFileSync(`/proc/${pid}/net/${family}`, "utf8"), "")
      .split("\n")
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === LISTEN && sockets.has(fields[9]!)) // proc_net_tcp(5)
      .map((fields) => addressText(fields[1]!)),
  );
}

/** Inodes of the sockets that a process has open. */
function socketsOf(pid: number): string[] {
  const folder = `/proc/${pid}/fd`;
  return unlessGone(() => readdirSync(folder), []).flatMap((name) => {
    const target = unlessGone(() => readlinkSync(join(folder, name)), "");
    return /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? [];
  });
}

/** A process may end, and close its files, at any moment. */
function unlessGone<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (error) {
    if (["ENOENT", "ESRCH"].includes((error as NodeJS.ErrnoException).code ?? "")) return otherwise;
    throw error;
  }
}

/** The kernel writes an address in the machine's byte order: "0100007F:0947". */
function addressText(text: string): string {
  const [address, port] = text.split(":") as [string, string];
  const bytes = Buffer.from(address, "hex").reverse();
  const host = bytes.length === 4 ? bytes.join(".") : `[${address}]`;
  return `${host}:${parseInt(port, 16)}`;
}
