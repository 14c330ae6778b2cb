import { Framer } from "zof-codec";
import type { Traffic } from "./traffic.js";

const ECHO_REPLY = 3;
const PACKET_OUT = 13;
const FLOW_MOD = 14;

/** What came and went, since the beginning. */
export interface Counts {
  packetIns: number;
  flowMods: number;
  packetOuts: number;
}

/**
 * Cuts what the controller sends into messages and counts the responses, without decoding them. Messages
 * other than FLOW_MOD, PACKET_OUT and ECHO_REPLY go to `other`.
 */
export class ResponseReader {
  /** Who hears of responses and acknowledgements. */
  traffic: Traffic;
  readonly #counts: Counts;
  readonly #other: (message: Uint8Array) => void;
  readonly #framer = new Framer();

  constructor(counts: Counts, traffic: Traffic, other: (message: Uint8Array) => void) {
    this.#counts = counts;
    this.traffic = traffic;
    this.#other = other;
  }

  /** Takes a chunk. Its memory can be used again afterwards. Throws CodecError when the stream cannot be cut. */
  read(chunk: Uint8Array): void {
    const framer = this.#framer;
    const counts = this.#counts;
    framer.push(chunk);
    while (framer.next()) {
      const { bytes, start } = framer;
      const type = bytes[start + 1];
      if (type === FLOW_MOD) counts.flowMods++;
      else if (type === PACKET_OUT) counts.packetOuts++;
      else {
        if (type === ECHO_REPLY) this.traffic.acknowledged();
        else this.#other(bytes.subarray(start, framer.end));
        continue;
      }
      this.traffic.response(bytes, start);
    }
    this.traffic.send();
  }
}
