import type { PacketInCycle } from "./packet-in-cycle.js";
import type { Traffic, TrafficLink } from "./traffic.js";

/**
 * Keeps a number of batches in flight: a new one leaves for each that the controller has acknowledged.
 */
export class PipelinedTraffic implements Traffic {
  readonly #link: TrafficLink;
  readonly #cycle: PacketInCycle;
  readonly #maxInFlight: number;
  readonly #total: number;
  #sent = 0;
  #taken = 0;

  /**
   * @param inFlight - PACKET_INs in flight at most, rounded to whole batches, one at least
   * @param total - batches to send in all. Default: without end.
   */
  constructor(link: TrafficLink, cycle: PacketInCycle, inFlight: number, total = Number.POSITIVE_INFINITY) {
    this.#link = link;
    this.#cycle = cycle;
    this.#maxInFlight = Math.max(1, Math.floor(inFlight / cycle.batchSize));
    this.#total = total;
  }

  /** Batches that the controller has taken. */
  get taken(): number {
    return this.#taken;
  }

  /** Whether it has taken all. */
  get done(): boolean {
    return this.#taken === this.#total;
  }

  response(): void {}

  acknowledged(): void {
    this.#taken++;
  }

  send(): void {
    const { batches } = this.#cycle;
    while (this.#sent < this.#total && this.#sent - this.#taken < this.#maxInFlight) {
      const batch = batches[this.#sent % batches.length];
      if (batch === undefined) return;
      this.#link.write(batch.bytes, batch.size);
      this.#sent++;
    }
  }
}
