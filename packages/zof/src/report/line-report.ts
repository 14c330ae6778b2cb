import type { Colors } from "./colors.js";
import { eventText } from "./event-text.js";
import type { Report, RunEvent } from "./run-event.js";

/** Writes each event as a line of text. */
export class LineReport implements Report {
  readonly #write: (text: string) => void;
  readonly #colors: Colors;

  constructor(write: (text: string) => void, colors: Colors) {
    this.#write = write;
    this.#colors = colors;
  }

  event(event: RunEvent): void {
    this.#write(`${eventText(event, this.#colors)}\n`);
  }
}
