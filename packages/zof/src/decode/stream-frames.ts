import { CodecError, Framer, hexText } from "zof-codec";
import type { Frame, FrameProblem, FrameSource } from "./frame.js";
import { tlsRecord } from "./tls-record.js";

/** OpenFlow 1.5. */
const MOST_VERSION = 6;

/** Messages one after the other, as a switch sends them. */
export class StreamFrames implements FrameSource {
  readonly #framer = new Framer();
  /** The first bytes of the input, to say what it may be instead. */
  #beginning = new Uint8Array(0);
  /** Bytes of the frames so far. */
  #position = 0;
  #broken = false;

  *push(chunk: Uint8Array): Iterable<Frame | FrameProblem> {
    if (this.#broken || chunk.length === 0) return;
    if (this.#position === 0 && this.#framer.held === 0 && tlsRecord(chunk)) {
      this.#broken = true;
      yield { problem: "this is TLS, not OpenFlow: what is encrypted cannot be decoded" };
      return;
    }
    if (this.#beginning.length === 0) this.#beginning = chunk.slice(0, 64);
    const framer = this.#framer;
    framer.push(chunk);
    try {
      while (framer.next()) {
        const { bytes, start, end } = framer;
        yield { bytes, start, end, place: this.#position };
        this.#position += end - start;
      }
    } catch (error) {
      if (!(error instanceof CodecError)) throw error;
      this.#broken = true;
      yield { problem: `byte ${this.#position}: ${error.message}${otherForm(this.#beginning)}` };
    }
  }

  *end(): Iterable<FrameProblem> {
    const { held } = this.#framer;
    if (held > 0 && !this.#broken) {
      yield {
        problem: `byte ${this.#position}: truncated: the input ends within a message, ${held} bytes of it are there${otherForm(this.#beginning)}`,
      };
    }
  }
}

/** What an input may be when it is not OpenFlow, for messages; nothing when its beginning may well be. */
function otherForm(beginning: Uint8Array): string {
  const text = Buffer.from(beginning).toString("latin1");
  if (/^[\s\da-fx,:]+$/i.test(text)) return "; is it hexadecimal text? then --hex";
  if (/^[\t\n\r\x20-\x7e]+$/.test(text)) return "; is it text? zof encode reads YAML and JSON";
  const version = beginning[0] ?? 0;
  return version === 0 || version > MOST_VERSION
    ? `; it begins with 0x${hexText(beginning.subarray(0, 1))}, which is no version of OpenFlow`
    : "";
}
