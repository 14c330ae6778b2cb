import type { Frame, FrameProblem, FrameSource } from "../decode/frame.js";
import type { CapturedPacket, CaptureReader } from "./captured-packet.js";
import { FlowFrames, type FlowOptions } from "./flow-frames.js";
import { DEFAULT_FILTER, type SegmentFilter, segmentFilter } from "./segment-filter.js";
import { isKnownLinkType, type TcpSegment, tcpSegment } from "./tcp-segment.js";

/** Directions of connections that are followed at once; then the one that was silent longest is ended. */
const MAX_FLOWS = 10_000;

export interface CaptureOptions {
  /** Which connections; see `segmentFilter`. */
  readonly filter?: string;
  readonly skipPayload?: number;
  readonly maxMissing?: number;
  /** Where the bytes of a direction go as well. */
  copyOf?(source: string, target: string): FlowOptions["copy"];
}

/** The OpenFlow messages of the TCP connections in a capture. */
export class CaptureFrames implements FrameSource {
  readonly #reader: CaptureReader;
  readonly #options: CaptureOptions;
  readonly #filter: SegmentFilter;
  /** By direction, the one that was silent longest first. */
  readonly #flows = new Map<string, FlowFrames>();
  readonly #unknownLinkTypes = new Set<number>();
  #time = 0n;
  #matched = 0;
  /** Server ports of connections that the filter leaves out: those that began, for the hint at the end. */
  readonly #otherPorts = new Set<number>();

  constructor(reader: CaptureReader, options: CaptureOptions) {
    this.#reader = reader;
    this.#options = options;
    this.#filter = segmentFilter(options.filter ?? DEFAULT_FILTER);
  }

  *push(chunk: Uint8Array): Iterable<Frame | FrameProblem> {
    for (const packet of this.#reader.push(chunk)) yield* this.#packet(packet);
  }

  *end(): Iterable<Frame | FrameProblem> {
    for (const flow of this.#flows.values()) yield* flow.end(this.#time);
    this.#flows.clear();
    if (this.#reader.held > 0) yield { problem: "the capture ends within a packet", warning: true };
    if (this.#matched === 0) yield { problem: this.#nothingMatched(), warning: true };
  }

  *#packet(packet: CapturedPacket): Iterable<Frame | FrameProblem> {
    const { linkType, time } = packet;
    this.#time = time;
    if (!isKnownLinkType(linkType)) {
      if (this.#unknownLinkTypes.has(linkType)) return;
      this.#unknownLinkTypes.add(linkType);
      yield { problem: `packets of link type ${linkType} cannot be read`, warning: true };
      return;
    }
    const segment = tcpSegment(packet);
    if (segment === undefined) return;
    if (!this.#filter(segment)) {
      if (segment.syn && this.#otherPorts.size < 20)
        this.#otherPorts.add(Math.min(segment.sourcePort, segment.targetPort));
      return;
    }
    this.#matched++;
    yield* this.#segment(segment, time);
  }

  *#segment(segment: TcpSegment, time: bigint): Iterable<Frame | FrameProblem> {
    const source = `${segment.source}:${segment.sourcePort}`;
    const target = `${segment.target}:${segment.targetPort}`;
    const key = `${source} ${target}`;
    const flow = this.#flows.get(key) ?? this.#newFlow(source, target);
    this.#flows.delete(key);
    this.#flows.set(key, flow);
    const { sequence, syn, payload, cutOff } = segment;
    if (syn) yield* flow.begin(sequence, time);
    // A SYN takes one sequence number itself.
    const first = syn ? (sequence + 1) >>> 0 : sequence;
    yield* flow.push({ sequence: first, payload, cutOff, time });
    if (segment.last) {
      yield* flow.end(time);
      this.#flows.delete(key);
    }
    if (this.#flows.size > MAX_FLOWS) yield* this.#dropOldest(time);
  }

  #newFlow(source: string, target: string): FlowFrames {
    const { skipPayload = 0, maxMissing = 0 } = this.#options;
    const copy = this.#options.copyOf?.(source, target);
    return new FlowFrames({ source, target, skipPayload, maxMissing, ...(copy !== undefined && { copy }) });
  }

  *#dropOldest(time: bigint): Iterable<Frame | FrameProblem> {
    for (const [key, flow] of this.#flows) {
      this.#flows.delete(key);
      yield* flow.end(time);
      return;
    }
  }

  #nothingMatched(): string {
    const filter = this.#options.filter ?? DEFAULT_FILTER;
    const ports = [...this.#otherPorts].sort((a, b) => a - b).join(", ");
    const hint = ports === "" ? "" : `; there are connections to port ${ports}: --pcap-filter "port ..."`;
    return `the capture has no connection that fits "${filter}"${hint}`;
  }
}
