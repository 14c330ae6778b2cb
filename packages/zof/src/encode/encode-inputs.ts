import { CodecError, hexText, Writer } from "zof-codec";
import { TemplateError } from "zof-compile";
import { encodeText, withoutNotes } from "zof-compile/internal";
import { type MessageInput, validate } from "zof-types";
import { decodeMessage, encodeMessage } from "zof-types/internal";
import { CommandError } from "../command/command-error.js";
import { type ByteSource, byteSources } from "../input/byte-source.js";
import { CommandOutput } from "../output/command-output.js";
import { MessageWriter } from "../output/message-writer.js";
import { ProgressBar } from "../output/progress-bar.js";
import { commandColors } from "../report/colors.js";
import type { EncodeOptions } from "./encode-options.js";
import { MessageSplitter, type SplitMessage, TooLong } from "./split-messages.js";

/** Encodes all messages of the inputs. False when something would not encode. */
export async function encodeInputs(options: EncodeOptions): Promise<boolean> {
  return new EncodeRun(options).all(byteSources(options.files));
}

class EncodeRun {
  readonly #options: EncodeOptions;
  readonly #output: CommandOutput;
  readonly #messages: MessageWriter;
  readonly #writer = new Writer(65536);
  #progress = new ProgressBar(undefined, true);
  #count = 0;
  #failed = false;

  constructor(options: EncodeOptions) {
    this.#options = options;
    this.#output = new CommandOutput(options.output);
    if (options.form === "binary" && options.output === undefined && this.#output.isTerminal) {
      throw new CommandError(
        "messages are binary and would disturb the terminal: --hex shows them, --output FILE and a pipe (or --output -) take them",
      );
    }
    this.#writer.uncheckedMatch = options.uncheckedMatch;
    const colors = commandColors(options.colors && this.#output.isTerminal);
    this.#messages = new MessageWriter(this.#output, options.format, colors);
  }

  async all(sources: readonly ByteSource[]): Promise<boolean> {
    const sizes = sources.map(({ size }) => size);
    const total = sizes.includes(undefined)
      ? undefined
      : sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
    this.#progress = new ProgressBar(total, this.#output.isTerminal && this.#options.form !== "none");
    try {
      for (const source of sources) if (!(await this.#one(source))) break;
      if (this.#options.form === "roundtrip") this.#messages.end();
    } finally {
      this.#progress.clear();
      await this.#output.close();
    }
    return !this.#failed;
  }

  /** False when there was something wrong and that is the end of it. */
  async #one(source: ByteSource): Promise<boolean> {
    const splitter = new MessageSplitter();
    const decoder = new TextDecoder();
    for await (const chunk of source.chunks) {
      if (!this.#take(() => splitter.push(decoder.decode(chunk, { stream: true })), source.name))
        return false;
      this.#progress.add(chunk.length, this.#count);
      this.#count = 0;
      if (this.#output.isFull || !source.size) await this.#output.flush();
    }
    return this.#take(() => splitter.end(), source.name);
  }

  #take(split: () => Iterable<SplitMessage>, name: string): boolean {
    try {
      for (const message of split()) if (!this.#message(message, name)) return false;
      return true;
    } catch (error) {
      if (!(error instanceof TooLong)) throw error;
      this.#failed = true;
      this.#report(name, error.message);
      return false;
    }
  }

  #message(message: SplitMessage, name: string): boolean {
    this.#count++;
    this.#writer.length = 0;
    try {
      if (!this.#encodeValue(message.value)) encodeText(message, this.#encode, this.#options.version);
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      this.#failed = true;
      this.#report(name, error.message);
      return this.#options.keepGoing;
    }
    this.#write();
    return true;
  }

  readonly #encode = (message: MessageInput, version: number): void => {
    this.#writer.length = 0;
    encodeMessage(this.#writer, message, version, message.xid ?? 0);
  };

  /** Encodes what was read already; false when something is wrong with it, which the text then tells the place of. */
  #encodeValue(value: unknown): boolean {
    if (value === undefined) return false;
    const message = withoutNotes(value as Record<string, unknown>) as unknown as MessageInput;
    if (validate(message).length > 0) return false;
    try {
      this.#encode(message, Number(message.version ?? this.#options.version));
      return true;
    } catch (error) {
      if (error instanceof CodecError) return false;
      throw error;
    }
  }

  #write(): void {
    const { form } = this.#options;
    const { bytes, length } = this.#writer;
    if (form === "binary") this.#output.writer.append(bytes.subarray(0, length));
    else if (form === "hex") this.#output.writer.text(`${hexText(bytes.subarray(0, length))}\n`);
    else if (form === "roundtrip") this.#messages.write(decodeMessage(bytes, 0, length, false));
  }

  #report(name: string, reason: string): void {
    if (this.#options.silentError) return;
    this.#progress.clear();
    this.#output.passOn();
    process.stderr.write(`zof: ${name}: ${reason}\n`);
  }
}
