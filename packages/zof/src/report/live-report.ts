import type { Network } from "zof-sim";
import type { Colors } from "./colors.js";
import { eventText, summaryText } from "./event-text.js";
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
  readonly #tally: Tally;
  #region: LiveRegion | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(network: Network, tally: Tally, terminal: NodeJS.WriteStream, colors: Colors) {
    this.#terminal = terminal;
    this.#colors = colors;
    this.#view = new NetworkView(network, colors);
    this.#tally = tally;
  }

  event(event: RunEvent): void {
    if (event.event === "summary") this.#end();
    if (!this.#view.event(event)) this.#terminal.write(`${eventText(event, this.#colors)}\n`);
    if (event.event === "started") this.#begin();
  }

  #begin(): void {
    this.#region = new LiveRegion(this.#terminal, [process.stderr]);
    this.#timer = setInterval(() => this.#draw(), REDRAW_MS).unref();
    this.#draw();
  }

  /** Leaves the network where it is, for the summary to come below. */
  #end(): void {
    clearInterval(this.#timer);
    this.#region?.draw(this.#view.lines(this.#terminal.columns));
    this.#region?.release();
  }

  #draw(): void {
    const counts = this.#colors.dim(summaryText(this.#tally.summary, this.#colors));
    this.#region?.draw([...this.#view.lines(this.#terminal.columns), counts]);
  }
}
