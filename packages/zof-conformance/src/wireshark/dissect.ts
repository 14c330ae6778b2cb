import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "../lab/run-command.js";
import { captureFile } from "./capture-file.js";

/** A field of a packet as Wireshark's dissector sees it. */
export interface DissectedField {
  /** `openflow_v4.action.type` */
  readonly name: string;
  /** Its line in the packet's tree: `Type: OFPAT_OUTPUT (0)`. */
  readonly line: string;
  /** The bytes that it lies in, in hexadecimal. */
  readonly hex: string;
}

const FIELD =
  /<field name="([^"]*)"(?: showname="([^"]*)")?[^>]*? value="([^"]*)"(?: unmaskedvalue="([^"]*)")?/g;

/** What `tshark` makes of each message: its fields by the dissector of OpenFlow 1.3, in order. */
export async function dissect(messages: readonly Uint8Array[]): Promise<DissectedField[][]> {
  return (await packetsOf(messages)).map(fieldsOf);
}

/** Whether `tshark` finds fault with each message: what it dissects runs beyond what there is. */
export async function malformed(messages: readonly Uint8Array[]): Promise<boolean[]> {
  return (await packetsOf(messages)).map((packet) => packet.includes('"_ws.malformed"'));
}

/** What `tshark` prints for each message. */
async function packetsOf(messages: readonly Uint8Array[]): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "zof-tshark-"));
  try {
    const file = join(folder, "messages.pcap");
    writeFileSync(file, captureFile(messages));
    const command = ["tshark", "-r", file, "-T", "pdml", "-d", "tcp.port==6653,openflow"];
    const { stdout } = await runCommand(command, { timeoutMs: 60_000 });
    const [, ...packets] = stdout.split("<packet>");
    if (packets.length !== messages.length)
      throw new Error(`tshark saw ${packets.length} packets of ${messages.length}`);
    return packets;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function fieldsOf(packet: string): DissectedField[] {
  const fields = [...packet.matchAll(FIELD)].map(([, name = "", line = "", value = "", bytes = value]) => ({
    name,
    line,
    hex: bytes,
  }));
  return fields.filter(({ name }) => name.startsWith("openflow_v4."));
}
