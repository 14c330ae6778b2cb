import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "../lab/run-command.js";

/** A BARRIER_REQUEST with this transaction id stands before each message and tells where its text begins. */
const SEPARATOR_XID = 0x5e9a0000;

/**
 * What `ovs-ofctl ofp-parse` prints for each message, in order. One run of the program prints them all.
 *
 * A message that Open vSwitch cannot decode gives a text with `***decode error`.
 */
export async function printMessages(messages: readonly Uint8Array[]): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "zof-ofp-print-"));
  try {
    const file = join(folder, "messages");
    writeFileSync(file, Buffer.concat(messages.flatMap((bytes, index) => [separator(index), bytes])));
    const { stdout } = await runCommand(["ovs-ofctl", "ofp-parse", file], { timeoutMs: 60_000 });
    return messages.map((_, index) => textAfter(stdout, index));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function textAfter(printed: string, index: number): string {
  const begin = printed.indexOf(separatorLine(index));
  if (begin < 0) throw new Error(`ovs-ofctl ofp-parse stopped before message ${index}`);
  const end = printed.indexOf(separatorLine(index + 1), begin);
  return printed.slice(begin + separatorLine(index).length, end < 0 ? undefined : end);
}

function separator(index: number): Buffer {
  const bytes = Buffer.from([1, 18, 0, 8, 0, 0, 0, 0]);
  bytes.writeUInt32BE(SEPARATOR_XID + index, 4);
  return bytes;
}

function separatorLine(index: number): string {
  return `OFPT_BARRIER_REQUEST (xid=0x${(SEPARATOR_XID + index).toString(16)}):\n`;
}
