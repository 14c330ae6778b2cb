import type { ReplySink, RequestError } from "zof-compile";

/** What the keepalive needs of its connection. */
export interface KeepaliveLink {
  /** When the last bytes came from the switch, in milliseconds since the epoch. */
  lastHeardMs(): number;
  /** Sends an ECHO_REQUEST whose reply goes to `sink`. */
  sendEcho(sink: ReplySink, timeoutMs: number): void;
  /** The switch does not answer. */
  peerDead(silenceMs: number): void;
}

/**
 * Notices a switch that is gone without closing its connection (OpenFlow 1.3.5, 6.4): after `intervalMs` of
 * silence it asks with an ECHO_REQUEST, and gives up when nothing comes for another `timeoutMs`.
 * Whatever the switch sends counts as a sign of life.
 */
export class Keepalive {
  readonly #link: KeepaliveLink;
  readonly #intervalMs: number;
  readonly #timeoutMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(link: KeepaliveLink, intervalMs: number, timeoutMs: number) {
    this.#link = link;
    this.#intervalMs = intervalMs;
    this.#timeoutMs = timeoutMs;
  }

  start(): void {
    this.#arm(this.#intervalMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #arm(delayMs: number): void {
    this.#timer = setTimeout(() => this.#check(), delayMs);
  }

  /** Messages only note when they came; one timer looks at it, so that a busy switch costs nothing more. */
  #check(): void {
    const lastHeardMs = this.#link.lastHeardMs();
    const remainingMs = this.#intervalMs - (Date.now() - lastHeardMs);
    if (remainingMs > 0) {
      // A clock that was set back must not put the next look off.
      this.#arm(Math.min(remainingMs, this.#intervalMs));
      return;
    }
    const settled = (error?: RequestError) => {
      if (error?.code === "closed") return;
      const silent = this.#link.lastHeardMs() === lastHeardMs;
      if (error?.code === "timeout" && silent) this.#link.peerDead(this.#intervalMs + this.#timeoutMs);
      else this.#arm(this.#intervalMs);
    };
    this.#link.sendEcho({ reply: () => settled(), fail: settled }, this.#timeoutMs);
  }
}
