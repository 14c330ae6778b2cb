import { LoadError } from "./load-error.js";

/** `throughput`: many PACKET_INs in flight. `latency`: a switch sends one and waits for its response. */
export type LoadMode = "throughput" | "latency";

export interface LoadOptions {
  /** Name or address of the controller. Default: 127.0.0.1. */
  readonly host: string;
  /** TCP port of the controller. Default: 6653. */
  readonly port: number;
  /** Wire version: 1 is OpenFlow 1.0, 4 is OpenFlow 1.3. Default: 4. */
  readonly version: number;
  /** Switches, each with a connection of its own: 1 to 1024. Default: 4. */
  readonly switches: number;
  /** Ethernet addresses behind each switch, which talk in pairs: an even number from 2 to 65536. Default: 100. */
  readonly macs: number;
  /** Default: throughput. */
  readonly mode: LoadMode;
  /** Length of a round in seconds. Default: 3. */
  readonly seconds: number;
  /** Rounds measured. Default: 3. */
  readonly rounds: number;
  /** Seconds of load before the first round. Default: 1. */
  readonly warmupSeconds: number;
  /** PACKET_INs a switch has in flight at most, in throughput mode: 1 to 1048576. Default: 4096. */
  readonly inFlight: number;
  /** Milliseconds without a request of the controller until it counts as done with the handshake. Default: 200. */
  readonly settleMs: number;
  /** Milliseconds without any progress until the handshake or the learning fails. Default: 10000. */
  readonly stallMs: number;
  /** Milliseconds until a PACKET_IN without response counts as lost and the next is sent, in latency mode. Default: 1000. */
  readonly lostMs: number;
}

export const LOAD_DEFAULTS: LoadOptions = {
  host: "127.0.0.1",
  port: 6653,
  version: 4,
  switches: 4,
  macs: 100,
  mode: "throughput",
  seconds: 3,
  rounds: 3,
  warmupSeconds: 1,
  inFlight: 4096,
  settleMs: 200,
  stallMs: 10_000,
  lostMs: 1000,
};

/** Addresses of all switches together: their frames are kept ready, about 100 bytes each. */
const MAX_ADDRESSES = 1 << 20;

/** Throws LoadError for a value out of range. */
export function checkLoadOptions(options: LoadOptions): void {
  integer("port", options.port, 1, 65535);
  integer("switches", options.switches, 1, 1024);
  integer("macs", options.macs, 2, 65536);
  if (options.macs % 2 !== 0) {
    throw new LoadError(`macs is ${options.macs}: an even number is expected, addresses talk in pairs`);
  }
  const addresses = options.switches * options.macs;
  if (addresses > MAX_ADDRESSES) {
    throw new LoadError(`switches times macs is ${addresses}, at most ${MAX_ADDRESSES} are possible`);
  }
  integer("rounds", options.rounds, 1, 1000);
  integer("inFlight", options.inFlight, 1, 1 << 20);
  duration("seconds", options.seconds, 0.01, 3600);
  duration("warmupSeconds", options.warmupSeconds, 0, 3600);
  duration("settleMs", options.settleMs, 0, 3_600_000);
  duration("stallMs", options.stallMs, 1, 3_600_000);
  duration("lostMs", options.lostMs, 1, 3_600_000);
  if (options.version !== 1 && options.version !== 4) {
    throw new LoadError(`version is ${options.version}: 1 (OpenFlow 1.0) or 4 (OpenFlow 1.3) is expected`);
  }
}

function integer(name: string, value: number, min: number, max: number): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw new LoadError(`${name} is ${value}: an integer from ${min} to ${max} is expected`);
}

function duration(name: string, value: number, min: number, max: number): void {
  if (value >= min && value <= max) return;
  throw new LoadError(`${name} is ${value}: a number from ${min} to ${max} is expected`);
}
