import { CodecError, Framer } from "zof-codec";
import type { Frame, FrameProblem, FrameSource } from "./frame.js";
import { tlsRecord } from "./tls-record.js";

/** Messages one after the other, as a switch sends them. */
export class StreamFrames implements FrameSource {
  readonly #framer = new Framer();
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
      yield { problem: `byte ${this.#position}: ${error.message}` };
    }
  }

  *end(): Iterable<FrameProblem> {
    const { held } = this.#framer;
    if (held > 0 && !this.#broken) {
      yield {
        problem: `byte ${this.#position}: truncated: the input ends within a message, ${held} bytes of it are there`,
      };
    }
  }
}
