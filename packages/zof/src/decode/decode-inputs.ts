import type { Message } from "zof-types";
import { deviceSource } from "../capture/device-source.js";
import { type PacketFilter, packetFilter } from "../capture/packet-filter.js";
import { DEFAULT_FILTER } from "../capture/segment-filter.js";
import { CommandError } from "../command/command-error.js";
import { type ByteSource, byteSources } from "../input/byte-source.js";
import { CommandOutput } from "../output/command-output.js";
import { MessageWriter } from "../output/message-writer.js";
import { ProgressBar } from "../output/progress-bar.js";
import { commandColors } from "../report/colors.js";
import { decodeFrame, differenceOf, frameText } from "./checked-decode.js";
import type { DecodeOptions } from "./decode-options.js";
import { type Frame, type FrameProblem, placeText } from "./frame.js";
import { messageShape } from "./message-shape.js";
import { InputFrames, type InputOptions } from "./open-frames.js";
import { PacketFile, packetOf } from "./packet-file.js";
import { typeFilter } from "./type-filter.js";

/** Decodes all inputs and writes the messages. False when something would not decode. */
export async function decodeInputs(options: DecodeOptions): Promise<boolean> {
  const run = new DecodeRun(options);
  return run.all(sourcesOf(options));
}

function sourcesOf({ device, files, captureOptions, convertPackets }: DecodeOptions): ByteSource[] {
  if (device === undefined) return byteSources(files);
  if (files.length > 0)
    throw new CommandError("messages come from files or from --pcap-device, not from both");
  return [deviceSource(device, captureOptions.filter ?? (convertPackets ? "" : DEFAULT_FILTER))];
}

/** How inputs are read. What comes from a device is filtered already, by a program that knows more of filters. */
function inputOptions(options: DecodeOptions): Omit<InputOptions, "name"> {
  if (options.device === undefined) return options;
  const { filter: _, ...captureOptions } = options.captureOptions;
  return {
    ...options,
    captureOptions: { ...captureOptions, ...(!options.convertPackets && { filter: "tcp" }) },
  };
}

class DecodeRun {
  readonly #options: DecodeOptions;
  readonly #output: CommandOutput;
  readonly #writer: MessageWriter;
  readonly #isWanted: (type: string) => boolean;
  readonly #isWantedPacket: PacketFilter;
  readonly #packets: PacketFile | undefined;
  #progress: ProgressBar;
  #messages = 0;
  #failed = false;

  constructor(options: DecodeOptions) {
    this.#options = options;
    this.#output = new CommandOutput(options.output);
    const colors = commandColors(options.colors && this.#output.isTerminal);
    this.#writer = new MessageWriter(this.#output, options.format, colors);
    this.#isWanted = typeFilter(options.include, options.exclude);
    this.#isWantedPacket =
      options.packetFilter === undefined ? () => true : packetFilter(options.packetFilter);
    this.#packets = options.packetFile === undefined ? undefined : new PacketFile(options.packetFile);
    this.#progress = new ProgressBar(undefined, true);
  }

  async all(sources: readonly ByteSource[]): Promise<boolean> {
    const sizes = sources.map(({ size }) => size);
    const total = sizes.includes(undefined)
      ? undefined
      : sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
    this.#progress = new ProgressBar(total, this.#output.isTerminal && this.#options.format !== "none");
    try {
      for (const source of sources) if (!(await this.#one(source))) break;
      this.#writer.end();
    } finally {
      this.#progress.clear();
      await this.#output.close();
      await this.#packets?.close();
    }
    return !this.#failed;
  }

  /** False when there was something wrong and that is the end of it. */
  async #one(source: ByteSource): Promise<boolean> {
    const { name } = source;
    const frames = new InputFrames({ ...inputOptions(this.#options), name });
    const shape = messageShape(this.#options, name);
    for await (const chunk of source.chunks) {
      if (!this.#take(frames.push(chunk), name, shape)) return false;
      this.#progress.add(chunk.length, this.#messages);
      this.#messages = 0;
      if (this.#output.isFull || !source.size) await this.#output.flush();
      await this.#packets?.flush();
    }
    return this.#take(frames.end(), name, shape);
  }

  #take(
    frames: Iterable<Frame | FrameProblem>,
    name: string,
    shape: (message: Message, frame: Frame) => object,
  ): boolean {
    for (const frame of frames) {
      if ("problem" in frame) {
        if (frame.warning === true) this.#report(name, frame.problem);
        else if (!this.#fault(name, frame.problem)) return false;
      } else if (!this.#message(frame, name, shape)) return false;
    }
    return true;
  }

  #message(frame: Frame, name: string, shape: (message: Message, frame: Frame) => object): boolean {
    this.#messages++;
    const message = decodeFrame(frame);
    if (typeof message === "string")
      return this.#fault(name, `${placeText(frame)}: ${message}\n  ${frameText(frame)}`);
    if (!this.#isWanted(message.type)) return true;
    const packet = packetOf(message);
    if (packet !== undefined && !this.#isWantedPacket(packet)) return true;
    if (this.#options.invertCheck) {
      return this.#failure(
        name,
        `${placeText(frame)}: ${message.type} decodes, but only invalid messages are expected`,
      );
    }
    const difference = this.#options.verify ? differenceOf(message, frame) : undefined;
    this.#writer.write(shape(message, frame));
    if (packet !== undefined) this.#packets?.add(message, packet, frame.time);
    if (difference === undefined) return true;
    return this.#failure(name, `${placeText(frame)}: ${message.type}: ${difference}\n  ${frameText(frame)}`);
  }

  /** Something would not decode: what `invertCheck` expects. */
  #fault(name: string, reason: string): boolean {
    return this.#options.invertCheck || this.#failure(name, reason);
  }

  #failure(name: string, reason: string): boolean {
    this.#failed = true;
    this.#report(name, reason);
    return this.#options.keepGoing;
  }

  #report(name: string, reason: string): void {
    if (this.#options.silentError) return;
    this.#progress.clear();
    this.#output.passOn();
    process.stderr.write(`zof: ${name}: ${reason}\n`);
  }
}
