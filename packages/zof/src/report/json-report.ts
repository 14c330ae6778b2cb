import type { Report, RunEvent } from "./run-event.js";

/** Writes each event as a JSON object on a line of its own, with the time in seconds since the epoch. */
export class JsonReport implements Report {
  readonly #write: (text: string) => void;

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  event(event: RunEvent): void {
    this.#write(`${JSON.stringify({ time: Date.now() / 1000, ...event })}\n`);
  }
}
