import { encode } from "zof-types";
import type { Frame, FrameProblem, FrameSource } from "../decode/frame.js";
import type { CapturedPacket, CaptureReader } from "./captured-packet.js";
import { type PacketFilter, packetFilter } from "./packet-filter.js";

const ETHERNET = 1;
/** OpenFlow 1.3. */
const VERSION = 4;
/** So that the message is not longer than its header can say. */
const MAX_DATA = 65_000;
const MAX_SIZE = 0xffff;

/** The packets of a capture as PACKET_IN messages, whatever they hold: as a switch that knows no flow sends them. */
export class PacketInFrames implements FrameSource {
  readonly #reader: CaptureReader;
  readonly #filter: PacketFilter;
  readonly #unknownLinkTypes = new Set<number>();
  #count = 0;

  /** `filter`: which packets; see `packetFilter`. Throws CommandError when it is not understood. */
  constructor(reader: CaptureReader, filter: string | undefined) {
    this.#reader = reader;
    this.#filter = filter === undefined ? () => true : packetFilter(filter);
  }

  *push(chunk: Uint8Array): Iterable<Frame | FrameProblem> {
    for (const packet of this.#reader.push(chunk)) {
      this.#count++;
      if (packet.linkType !== ETHERNET) yield* this.#unknown(packet.linkType);
      else if (this.#filter(packet.data)) yield packetIn(packet, this.#count);
    }
  }

  *end(): Iterable<FrameProblem> {
    if (this.#reader.held > 0) yield { problem: "the capture ends within a packet", warning: true };
  }

  *#unknown(linkType: number): Iterable<FrameProblem> {
    if (this.#unknownLinkTypes.has(linkType)) return;
    this.#unknownLinkTypes.add(linkType);
    yield {
      problem: `packets of link type ${linkType} are not Ethernet: they make no PACKET_IN`,
      warning: true,
    };
  }
}

function packetIn({ data, size, time }: CapturedPacket, number: number): Frame {
  const bytes = encode(
    {
      type: "PACKET_IN",
      msg: {
        total_len: Math.min(size, MAX_SIZE),
        in_port: 0,
        reason: "TABLE_MISS",
        data: data.subarray(0, MAX_DATA),
      },
    },
    { version: VERSION },
  );
  return { bytes, start: 0, end: bytes.length, place: `packet ${number}`, time };
}
