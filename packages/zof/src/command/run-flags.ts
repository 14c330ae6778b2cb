import { InvalidArgumentError, Option } from "commander";
import { TOPOLOGIES } from "../simulate/topology.js";

/** What the command line of `zof run` says, the controller's own arguments left out. */
export interface RunFlags {
  /** Topology to simulate; true for the default one. */
  readonly sim?: string | true;
  /** Where to listen for real switches; true for the controller's default. */
  readonly listen?: string | true;
  readonly json?: true;
  /** Seconds. */
  readonly duration?: number;
  readonly debug?: true;
}

/** The longest time that a timer of Node.js can wait, in seconds. */
const MAX_DURATION_S = 2 ** 31 / 1000 - 1;

/** The options of `zof run`, besides those of the controller and the apps. */
export function commandOptions(): Option[] {
  return [
    new Option("--sim [topology]", `simulate a network and let its hosts ping each other: ${TOPOLOGIES}`),
    new Option("--listen [endpoint]", "with --sim: also listen for real switches, and go on until Ctrl-C"),
    new Option(
      "--duration <seconds>",
      "end after this time; with --sim: ping again and again until then",
    ).argParser(seconds),
    new Option("--json", "write what happens as JSON objects, one a line"),
    new Option("--debug", "show the stack of an error in a file"),
  ];
}

function seconds(text: string): number {
  const value = Number(text);
  if (value > 0 && value <= MAX_DURATION_S) return value;
  throw new InvalidArgumentError(`It is a number of seconds above 0, at most ${Math.floor(MAX_DURATION_S)}.`);
}
