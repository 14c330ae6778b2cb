/** A scheduled call that can be taken back. */
export interface Timer {
  /** Takes the call back; nothing happens when it was made already. */
  cancel(): void;
}

/** The time a network lives by: flow time-outs, link latency, retries and round-trip times are all measured with it. */
export interface Clock {
  /** Milliseconds since an arbitrary start, with fractions; never runs backwards. */
  now(): number;
  /** Calls `call` once, `delayMs` milliseconds from now. */
  schedule(delayMs: number, call: () => void): Timer;
}

/** Real time. */
export const systemClock: Clock = {
  now: () => performance.now(),
  schedule(delayMs, call) {
    const handle = setTimeout(call, delayMs);
    return { cancel: () => clearTimeout(handle) };
  },
};
