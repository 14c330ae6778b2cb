import { u8 } from "../../byte-read.js";
import { addWords, internetChecksum, putU16 } from "../checksum.js";
import { bits, type Field, uint16, uint32 } from "../field.js";
import { header, inFrontOf, writeFields } from "../header.js";
import { found, type Layout, Slot } from "../layout.js";
import { type BytesInput, optionBytes } from "../packet-input.js";

export const TCP = 6;

const TCP_SIZE = 20;

/** Names of the flag bits, lowest first (RFC 9293 section 3.1, RFC 3540). */
const FLAGS = ["FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR", "NS"];

const options: Field<Uint8Array, BytesInput> = {
  slot: Slot.tcp,
  read(bytes, at, layout) {
    const end = at + headerSize(bytes, at);
    const isWhole = end > at + TCP_SIZE && end <= found(layout, Slot.payload);
    return isWhole ? bytes.subarray(at + TCP_SIZE, end) : undefined;
  },
};

const fields = {
  /** Source port (TCP). */
  tcp_src: uint16(Slot.tcp, 0),
  /** Destination port (TCP). */
  tcp_dst: uint16(Slot.tcp, 2),
  /** Flags (TCP), the 12 bits behind the header length: 1 FIN, 2 SYN, 4 RST, 8 PSH, 16 ACK, 32 URG. */
  tcp_flags: bits(Slot.tcp, 12, 16, 12),
  /** Sequence number (TCP). */
  x_tcp_seq: uint32(Slot.tcp, 4),
  /** Acknowledgement number (TCP). */
  x_tcp_ack: uint32(Slot.tcp, 8),
  /** Receive window (TCP), not scaled. */
  x_tcp_window: uint16(Slot.tcp, 14),
  /** Urgent pointer (TCP). */
  x_tcp_urgent: uint16(Slot.tcp, 18),
  /** Options (TCP), a multiple of four bytes and at most 40; absent when there are none. */
  x_tcp_options: options,
};

/** TCP (RFC 9293). When building, all but the ports is 0 unless given. */
export const tcp = header({
  name: "tcp",
  slot: Slot.tcp,
  fields,
  required: ["tcp_src", "tcp_dst"],
  defaults: {},
  describe: ({ tcp_src, tcp_dst, tcp_flags = 0 }) =>
    ["TCP", tcp_src, ">", tcp_dst, ...FLAGS.filter((_, bit) => (tcp_flags >>> bit) & 1)].join(" "),
  wrap(values, body, around) {
    const optionsGiven = optionBytes(values.x_tcp_options, "x_tcp_options");
    const size = TCP_SIZE + optionsGiven.length;
    const bytes = inFrontOf(body, size);
    writeFields(bytes, 0, fields, values);
    bytes[12] = u8(bytes, 12) | ((size / 4) << 4);
    bytes.set(optionsGiven, TCP_SIZE);
    putU16(bytes, 16, internetChecksum(addWords(around.sum(TCP, bytes.length), bytes)));
    return bytes;
  },
});

/** Notes the TCP header at `at`. When its options are cut off, they are payload. */
export function findTcp(bytes: Uint8Array, at: number, layout: Layout): void {
  const end = found(layout, Slot.end);
  if (at + TCP_SIZE > end) return;
  layout[Slot.tcp] = at;
  const size = headerSize(bytes, at);
  layout[Slot.payload] = at + (size > TCP_SIZE && at + size <= end ? size : TCP_SIZE);
}

function headerSize(bytes: Uint8Array, at: number): number {
  return (u8(bytes, at + 12) >>> 4) * 4;
}
