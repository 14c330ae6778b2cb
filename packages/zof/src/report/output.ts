import type { ControllerOptions } from "zof-core";
import type { Network } from "zof-sim";
import { type Colors, colorsFor } from "./colors.js";
import { JsonReport } from "./json-report.js";
import { LineReport } from "./line-report.js";
import { LiveReport } from "./live-report.js";
import type { Report, RunEvent } from "./run-event.js";
import { Tally } from "./tally.js";
import { terminalLogger } from "./terminal-logger.js";

export interface OutputOptions {
  /** JSON objects instead of text. */
  readonly json: boolean;
  /** What is simulated: shown as a live view if the terminal can. */
  readonly network: Network | undefined;
  /** Whether the log goes to a file. */
  readonly logsToFile: boolean;
}

/** What a run writes to standard output, in the form that fits. */
export class Output implements Report {
  readonly tally = new Tally();
  /** Whether a person watches a view that changes. */
  readonly isLive: boolean;
  readonly #report: Report;
  readonly #colors: Colors;
  readonly #logsToFile: boolean;

  constructor({ json, network, logsToFile }: OutputOptions) {
    const { stdout, env } = process;
    const write = (text: string) => void stdout.write(text);
    const live = network !== undefined && stdout.isTTY && env.TERM !== "dumb" && !json ? network : undefined;
    this.isLive = live !== undefined;
    this.#colors = colorsFor(stdout);
    this.#logsToFile = logsToFile;
    if (live !== undefined) this.#report = new LiveReport(live, this.tally, stdout, this.#colors);
    else this.#report = json ? new JsonReport(write) : new LineReport(write, this.#colors);
  }

  /** How the controller is to log. */
  get logOptions(): ControllerOptions {
    if (!this.isLive || this.#logsToFile) return {};
    return { logger: terminalLogger(process.stdout, this.#colors) };
  }

  event(event: RunEvent): void {
    this.tally.event(event);
    this.#report.event(event);
  }

  flowAdded(): void {
    this.tally.flows++;
  }

  /** Writes the summary, if there was anything. */
  end(): void {
    if (this.tally.started) this.event({ event: "summary", ...this.tally.summary });
  }
}
