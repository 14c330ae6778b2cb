import type { Network } from "zof-sim";
import type { Colors } from "./colors.js";
import { eventText } from "./event-text.js";
import { LiveRegion } from "./live-region.js";
import { NetworkView } from "./network-view.js";
import type { Report, RunEvent } from "./run-event.js";
import type { Tally } from "./tally.js";

const REDRAW_MS = 80;

/** Shows a simulated network on a terminal, as it is now; what else happens is written above. */
export class LiveReport implements Report {
  readonly #terminal: NodeJS.WriteStream;
  readonly #colors: Colors;
  readonly #view: NetworkView;
  readonly #region: LiveRegion;
  readonly #timer: NodeJS.Timeout;

  constructor(network: Network, tally: Tally, terminal: NodeJS.WriteStream, colors: Colors) {
    this.#terminal = terminal;
    this.#colors = colors;
    this.#view = new NetworkView(network, tally, colors);
    this.#region = new LiveRegion(terminal, [process.stderr]);
    this.#timer = setInterval(() => this.#draw(), REDRAW_MS).unref();
  }

  event(event: RunEvent): void {
    if (event.event === "summary") this.#end();
    if (!this.#view.event(event)) this.#terminal.write(`${eventText(event, this.#colors)}\n`);
  }

  /** Leaves what is shown where it is. */
  #end(): void {
    clearInterval(this.#timer);
    this.#draw();
    this.#region.release();
  }

  #draw(): void {
    this.#region.draw(this.#view.lines(this.#terminal.columns));
  }
}
