import { Writer } from "zof-codec";
import { encode, type MessageInputOf } from "zof-types";
import { decodeMessage, encodeMessage } from "zof-types/internal";
import { PacketInCycle } from "../load/packet-in-cycle.js";
import { formatNumber } from "../report/format-number.js";
import { formatTable } from "../report/format-table.js";
import { allocatedBytes, keptBytes } from "./measure-memory.js";

/** Bytes of heap for one message. */
export interface MemoryResult {
  readonly name: string;
  /** Bytes that work on one message allocates. */
  readonly allocated: number;
  /** Bytes of the result; the rest is garbage. */
  readonly kept: number;
}

const VERSION = 4;

const FIELDS = [
  { field: "IN_PORT", value: 1 },
  { field: "ETH_DST", value: "02:00:00:00:00:01" },
  { field: "ETH_SRC", value: "02:00:00:00:00:02" },
  { field: "ETH_TYPE", value: 0x0800 },
  { field: "IP_PROTO", value: 6 },
  { field: "IPV4_SRC", value: "10.0.0.1" },
  { field: "IPV4_DST", value: "10.0.0.2" },
  { field: "TCP_DST", value: 80 },
] as const;
/** How many of them a FLOW_MOD has, and how many actions. */
const SIZES = [2, 4, 8];

/** Measures what the codec allocates, whatever the number of fields, and hands out the table. */
export function runMemory(print: (text: string) => void): MemoryResult[] {
  const results = [...SIZES.flatMap(flowMod), ...packetIn()];
  const rows = results.map(({ name, allocated, kept }) => [
    name,
    formatNumber(allocated),
    formatNumber(kept),
    formatNumber(allocated - kept),
  ]);
  print("Bytes of heap for each message\n");
  print(`${formatTable(["", "allocated", "result", "garbage"], rows)}\n`);
  return results;
}

function flowMod(size: number): MemoryResult[] {
  const message: MessageInputOf<"FLOW_MOD"> = {
    type: "FLOW_MOD",
    msg: {
      command: "ADD",
      match: FIELDS.slice(0, size),
      instructions: [
        {
          instruction: "APPLY_ACTIONS",
          actions: Array.from({ length: size }, (_, index) => ({ action: "OUTPUT", port_no: index + 1 })),
        },
      ],
    },
  };
  const name = `FLOW_MOD of ${size} fields and ${size} actions`;
  const bytes = encode(message, { version: VERSION });
  const writer = new Writer(1024);
  const write = (xid: number) => {
    writer.length = 0;
    encodeMessage(writer, message, VERSION, xid);
  };
  return [
    { name: `encode a ${name}`, allocated: allocatedBytes(write), kept: 0 },
    measured(`decode a ${name}`, () => decodeMessage(bytes, 0, bytes.length, false)),
  ];
}

function packetIn(): MemoryResult[] {
  const cycle = new PacketInCycle(VERSION, 1, 256);
  const frames = Array.from({ length: 256 }, (_, index) => cycle.frame(index).slice());
  const chunk = new Uint8Array(Buffer.concat(frames));
  const size = chunk.length / frames.length;
  return [false, true].map((lazy) =>
    measured(`decode a PACKET_IN${lazy ? " lazily" : ""}`, (index) => {
      const start = (index % frames.length) * size;
      return decodeMessage(chunk, start, start + size, lazy);
    }),
  );
}

function measured(name: string, work: (index: number) => unknown): MemoryResult {
  return { name, allocated: allocatedBytes(work), kept: keptBytes(work) };
}
