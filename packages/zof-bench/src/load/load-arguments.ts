import { Command } from "commander";
import { LoadError } from "./load-error.js";
import { checkLoadOptions, LOAD_DEFAULTS, type LoadMode, type LoadOptions } from "./load-options.js";

/** What the command line of the load generator says. */
export interface LoadArguments {
  readonly options: LoadOptions;
  /** Print the result as JSON. */
  readonly json: boolean;
}

const VERSIONS: Readonly<Record<string, number>> = { "1.0": 1, "1.3": 4 };
const MODES: readonly LoadMode[] = ["throughput", "latency"];

/**
 * Reads the arguments of the load generator, without those of Node.js. Throws LoadError for a wrong value,
 * CommanderError for an unknown option and for `--help`.
 */
export function loadArguments(args: readonly string[]): LoadArguments {
  const defaults = LOAD_DEFAULTS;
  const command = new Command("load")
    .description("Acts as OpenFlow switches that send PACKET_INs, and counts the responses of a controller.")
    .option("--connect <host:port>", "the controller", `${defaults.host}:${defaults.port}`)
    .option("--openflow <version>", "1.0 or 1.3", "1.3")
    .option("--switches <count>", "switches, each with a connection", String(defaults.switches))
    .option("--macs <count>", "addresses behind each switch, an even number", String(defaults.macs))
    .option("--mode <mode>", `${MODES.join(" or ")}`, defaults.mode)
    .option("--seconds <seconds>", "length of a round", String(defaults.seconds))
    .option("--rounds <count>", "rounds measured", String(defaults.rounds))
    .option("--warmup <seconds>", "load before the first round", String(defaults.warmupSeconds))
    .option("--in-flight <count>", "PACKET_INs in flight a switch (throughput)", String(defaults.inFlight))
    .option("--lost-ms <ms>", "give up waiting for a response (latency)", String(defaults.lostMs))
    .option("--settle-ms <ms>", "silence that ends the handshake", String(defaults.settleMs))
    .option("--stall-ms <ms>", "give up a handshake without progress", String(defaults.stallMs))
    .option("--json", "print the result as JSON")
    .configureOutput({ writeErr: () => {} })
    .exitOverride();
  const given = command.parse(args, { from: "user" }).opts<Record<string, string>>();
  const options: LoadOptions = {
    ...endpoint(given.connect ?? ""),
    version: oneOf("openflow", VERSIONS, given.openflow ?? ""),
    switches: Number(given.switches),
    macs: Number(given.macs),
    mode: oneOf("mode", Object.fromEntries(MODES.map((mode) => [mode, mode])), given.mode ?? ""),
    seconds: Number(given.seconds),
    rounds: Number(given.rounds),
    warmupSeconds: Number(given.warmup),
    inFlight: Number(given.inFlight),
    lostMs: Number(given.lostMs),
    settleMs: Number(given.settleMs),
    stallMs: Number(given.stallMs),
  };
  checkLoadOptions(options);
  return { options, json: given.json !== undefined };
}

/** `HOST:PORT`, `[IPV6]:PORT` or `PORT`. */
function endpoint(text: string): { host: string; port: number } {
  const parts = /^(?:\[(?<ipv6>[^\]]+)\]:|(?<host>[^:]+):)?(?<port>\d+)$/.exec(text)?.groups;
  if (parts === undefined) throw new LoadError(`connect is ${JSON.stringify(text)}: HOST:PORT is expected`);
  return { host: parts.ipv6 ?? parts.host ?? LOAD_DEFAULTS.host, port: Number(parts.port) };
}

function oneOf<T>(name: string, values: Readonly<Record<string, T>>, text: string): T {
  const value = values[text];
  if (value !== undefined) return value;
  throw new LoadError(`${name} is ${JSON.stringify(text)}: ${Object.keys(values).join(" or ")} is expected`);
}
