import type { RecordableHistogram } from "node:perf_hooks";
import type { PacketInCycle } from "./packet-in-cycle.js";
import type { Traffic, TrafficLink } from "./traffic.js";

const PACKET_OUT = 13;
const NO_BUFFER = 0xffffffff;
const NANOSECONDS = 1e6;

/**
 * Sends a PACKET_IN when the one before is answered, and records the time in nanoseconds in between.
 *
 * The answer is the first response with its buffer_id or without any: one with another buffer_id is late.
 * What else is in the same chunk (a PACKET_OUT behind the FLOW_MOD) belongs to the same PACKET_IN.
 */
export class OneByOneTraffic implements Traffic {
  readonly #link: TrafficLink;
  readonly #cycle: PacketInCycle;
  readonly #latency: RecordableHistogram;
  readonly #bufferIdOfFlowMod: number;
  #index = -1;
  #sentAt = 0;
  #waiting = false;

  constructor(link: TrafficLink, cycle: PacketInCycle, version: number, latency: RecordableHistogram) {
    this.#link = link;
    this.#cycle = cycle;
    this.#latency = latency;
    this.#bufferIdOfFlowMod = version === 1 ? 64 : 32;
  }

  response(bytes: Uint8Array, start: number): void {
    if (!this.#waiting) return;
    const at = start + (bytes[start + 1] === PACKET_OUT ? 8 : this.#bufferIdOfFlowMod);
    const bufferId = u32(bytes, at);
    if (bufferId !== NO_BUFFER && bufferId !== this.#index) return;
    this.#waiting = false;
    this.#latency.record(Math.max(1, Math.round((performance.now() - this.#sentAt) * NANOSECONDS)));
  }

  acknowledged(): void {}

  send(): void {
    if (this.#waiting) return;
    this.#index = (this.#index + 1) % this.#cycle.size;
    this.#waiting = true;
    this.#sentAt = performance.now();
    this.#link.write(this.#cycle.frame(this.#index), 1);
  }

  /** Gives up waiting for a PACKET_IN sent before `time` (of `performance.now`). Returns whether one was given up. */
  giveUp(time: number): boolean {
    if (!this.#waiting || this.#sentAt >= time) return false;
    this.#waiting = false;
    this.send();
    return true;
  }
}

function u32(bytes: Uint8Array, at: number): number {
  const [a = 0, b = 0, c = 0, d = 0] = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]];
  return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
}
