import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What tshark says of a frame: all values of each field that was asked for. */
export type Dissection = Readonly<Record<string, readonly string[]>>;

/** Why tshark cannot be used here; undefined when it can. */
export function tsharkMissing(): string | undefined {
  const { error, status } = spawnSync("tshark", ["--version"], { stdio: "ignore" });
  if (error === undefined && status === 0) return undefined;
  return "tshark is not installed (Debian: apt-get install tshark)";
}

/** Checksums are verified, and what lies in several packets is not put together. */
const PREFERENCES = [
  "ip.check_checksum:TRUE",
  "tcp.check_checksum:TRUE",
  "udp.check_checksum:TRUE",
  "sctp.checksum:CRC 32c",
  "ip.defragment:FALSE",
  "ipv6.defragment:FALSE",
  "tcp.desegment_tcp_streams:FALSE",
];

const SEPARATOR = "\t";
const BETWEEN_VALUES = "|";

/** Dissects Ethernet frames in one run of tshark. */
export function dissect(frames: readonly Uint8Array[], fields: readonly string[]): Dissection[] {
  const folder = mkdtempSync(join(tmpdir(), "zof-tshark-"));
  try {
    const file = join(folder, "frames.pcap");
    writeFileSync(file, pcap(frames));
    const options = PREFERENCES.flatMap((preference) => ["-o", preference]);
    const columns = fields.flatMap((field) => ["-e", field]);
    const format = ["-T", "fields", "-E", `separator=${SEPARATOR}`, "-E", `aggregator=${BETWEEN_VALUES}`];
    const { stdout, stderr, status } = spawnSync(
      "tshark",
      ["-n", "-r", file, ...options, ...format, ...columns],
      {
        encoding: "utf8",
        maxBuffer: 64 << 20,
        timeout: 60_000,
      },
    );
    if (status !== 0) throw new Error(`tshark: ${stderr}`);
    return stdout
      .split("\n")
      .slice(0, frames.length)
      .map((line) => parseLine(line, fields));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function parseLine(line: string, fields: readonly string[]): Dissection {
  const columns = line.split(SEPARATOR);
  return Object.fromEntries(
    fields.map((field, i) => [
      field,
      (columns[i] ?? "").split(BETWEEN_VALUES).filter((value) => value !== ""),
    ]),
  );
}

/** A capture file of the classic format, for Ethernet. */
function pcap(frames: readonly Uint8Array[]): Buffer {
  const parts = [Buffer.alloc(24)];
  const [header] = parts as [Buffer];
  header.writeUInt32BE(0xa1b2c3d4, 0);
  header.writeUInt16BE(2, 4);
  header.writeUInt16BE(4, 6);
  header.writeUInt32BE(0x40000, 16);
  header.writeUInt32BE(1, 20);
  for (const frame of frames) {
    const record = Buffer.alloc(16);
    record.writeUInt32BE(frame.length, 8);
    record.writeUInt32BE(frame.length, 12);
    parts.push(record, Buffer.from(frame));
  }
  return Buffer.concat(parts);
}
