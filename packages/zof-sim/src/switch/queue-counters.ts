/** What went through one queue of a port. */
export interface QueueCounter {
  tx_packets: number;
  tx_bytes: number;
}

/** Counts packets by queue. Queues do not shape traffic. */
export class QueueCounters {
  readonly #counters = new Map<number, QueueCounter>();

  count(queue_id: number, bytes: number): void {
    const counter = this.of(queue_id);
    counter.tx_packets++;
    counter.tx_bytes += bytes;
    this.#counters.set(queue_id, counter);
  }

  of(queue_id: number): QueueCounter {
    return this.#counters.get(queue_id) ?? { tx_packets: 0, tx_bytes: 0 };
  }
}
