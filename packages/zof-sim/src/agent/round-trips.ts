/** Transaction ids of probes, which no other message of a switch has: those are counted from 1. */
const FIRST_XID = 0xf000_0000;

/** Echoes that were asked for to find out whether the controller has worked off what it got before. */
export class RoundTrips {
  readonly #waiting = new Map<number, () => void>();
  #lastXid = FIRST_XID;

  /** Notes a question; `answered` is called with its answer, or when the connection ends. */
  begin(answered: () => void): number {
    this.#lastXid = this.#lastXid === 0xffff_ffff ? FIRST_XID : this.#lastXid + 1;
    this.#waiting.set(this.#lastXid, answered);
    return this.#lastXid;
  }

  /** Takes an answer; false when nobody waits for it. */
  end(xid: number): boolean {
    const answered = this.#waiting.get(xid);
    this.#waiting.delete(xid);
    answered?.();
    return answered !== undefined;
  }

  endAll(): void {
    for (const xid of [...this.#waiting.keys()]) this.end(xid);
  }
}
