import { CaptureFrames, type CaptureOptions } from "../capture/capture-frames.js";
import type { CaptureReader } from "../capture/captured-packet.js";
import { PacketInFrames } from "../capture/packet-in-frames.js";
import { isPcap, PcapReader } from "../capture/pcap-reader.js";
import { isPcapng, PcapngReader } from "../capture/pcapng-reader.js";
import { CommandError } from "../command/command-error.js";
import { ByteQueue } from "../input/byte-queue.js";
import { HexBytes } from "../input/hex-bytes.js";
import type { Frame, FrameProblem, FrameSource } from "./frame.js";
import { StreamFrames } from "./stream-frames.js";

export interface InputOptions {
  readonly name: string;
  /** Hexadecimal text. */
  readonly hex: boolean;
  /** Whether it is a capture; `auto` looks. */
  readonly capture: "auto" | "yes" | "no";
  readonly captureOptions: CaptureOptions;
  /** Packets of captures are messages themselves. Default: false. */
  readonly convertPackets?: boolean;
}

/** Messages of an input, whose format shows in its first bytes. */
export class InputFrames implements FrameSource {
  readonly #options: InputOptions;
  readonly #hex: HexBytes | undefined;
  readonly #start = new ByteQueue();
  #frames: FrameSource | undefined;

  constructor(options: InputOptions) {
    this.#options = options;
    this.#hex = options.hex ? new HexBytes(options.name) : undefined;
  }

  push(chunk: Uint8Array): Iterable<Frame | FrameProblem> {
    return this.#push(this.#hex?.push(chunk) ?? chunk);
  }

  *end(): Iterable<Frame | FrameProblem> {
    if (this.#hex !== undefined) yield* this.#push(this.#hex.end());
    if (this.#frames === undefined) yield* this.#open();
    yield* this.#frames?.end() ?? [];
  }

  #push(bytes: Uint8Array): Iterable<Frame | FrameProblem> {
    if (this.#frames !== undefined) return this.#frames.push(bytes);
    this.#start.push(bytes);
    return this.#start.length < 4 ? [] : this.#open();
  }

  /** Chooses by what there is, and passes it on. */
  #open(): Iterable<Frame | FrameProblem> {
    const bytes = this.#start.peek(this.#start.length) ?? new Uint8Array(0);
    this.#start.skip(bytes.length);
    this.#frames = this.#choose(bytes);
    return this.#frames.push(bytes);
  }

  #choose(bytes: Uint8Array): FrameSource {
    const { capture, name } = this.#options;
    const start = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (capture !== "no" && bytes.length >= 4) {
      if (isPcap(start)) return this.#captured(new PcapReader());
      if (isPcapng(start)) return this.#captured(new PcapngReader());
    }
    if (capture === "yes") throw new CommandError(`${name} is not a capture, neither pcap nor pcapng`);
    return new StreamFrames();
  }

  #captured(reader: CaptureReader): FrameSource {
    const { convertPackets, captureOptions } = this.#options;
    return convertPackets === true
      ? new PacketInFrames(reader, captureOptions.filter)
      : new CaptureFrames(reader, captureOptions);
  }
}
