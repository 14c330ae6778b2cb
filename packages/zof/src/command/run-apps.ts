import {
  type Application,
  type Controller,
  type ControllerOptions,
  defaultController,
  type RunOptions,
  run,
} from "zof-core";
import type { Network } from "zof-sim";
import { Output } from "../report/output.js";
import { reachable } from "../report/reachable.js";
import { pause } from "../simulate/pause.js";
import { simulate } from "../simulate/simulate.js";
import { makeTopology } from "../simulate/topology.js";
import { watchNetwork } from "../simulate/watch-network.js";
import { CommandError } from "./command-error.js";
import { commandOptions, type RunFlags } from "./run-flags.js";
import { watchController } from "./watch-controller.js";

export interface RunRequest {
  readonly flags: RunFlags;
  /** The arguments of the controller and the apps. */
  readonly args: readonly string[];
  readonly programName: string;
  /** What the files of the apps passed to `run`. */
  readonly options: RunOptions;
}

interface Run {
  readonly app: Application;
  readonly controller: Controller;
  readonly network: Network | undefined;
  readonly output: Output;
  readonly flags: RunFlags;
}

const DEFAULT_TOPOLOGY = "office";
/** Pause between the pings of two hosts, for those who watch. */
const LIVE_PACE_MS = 200;

/**
 * Runs the apps that are loaded, with a simulated network if one is asked for, and sets the exit code.
 *
 * @returns the exit status, as `run` does.
 * @throws CommandError
 */
export async function runApps({ flags, args, programName, options }: RunRequest): Promise<number> {
  const controller = options.controller ?? defaultController();
  const network = flags.sim === undefined ? undefined : networkFor(flags.sim, args);
  const logsToFile = args.some((arg) => arg.startsWith("--logfile"));
  const output = new Output({ json: flags.json === true, network, logsToFile });
  const app = watchController({
    controller,
    report: output,
    tally: output.tally,
    countsMessages: network !== undefined,
    nameOf: (datapath_id) => network?.switches.find((each) => each.datapath_id === datapath_id)?.name,
  });
  // For the help; their values are in `flags`.
  for (const option of commandOptions()) app.option(option.flags, option.description);
  app.event("PREFLIGHT", () => setLogLevels(controller, app.args.loglevel ?? options.loglevel));
  app.event("START", () => {
    app.ensureFuture((signal) => work({ app, controller, network, output, flags }, signal));
  });
  const unwatch = network === undefined ? () => {} : watchNetwork(network, output);
  const runOptions = { ...output.logOptions, ...options, ...listenOptions(flags) };
  const status = await run({ ...runOptions, controller, args, programName });
  unwatch();
  network?.close();
  output.end();
  return status;
}

/** What there is to do while the controller runs. */
async function work({ app, controller, network, output, flags }: Run, signal: AbortSignal): Promise<void> {
  const { endpoints } = controller;
  const durationMs = flags.duration === undefined ? undefined : flags.duration * 1000;
  const simulated = network && { switches: network.switches.length, hosts: network.hosts.length };
  output.event({
    event: "started",
    apps: controller.apps.filter((each) => each !== app).map(({ name }) => name),
    endpoints,
    transport: app.args.listenCert === undefined ? "tcp" : "ssl",
    serves: serves(flags),
    ...(simulated !== undefined && { simulated }),
  });
  if (network !== undefined) {
    const paceMs = output.isLive ? LIVE_PACE_MS : 0;
    await simulate(network, controller, reachable(endpoints[0] ?? ""), { durationMs, paceMs, signal });
  } else if (durationMs !== undefined) await pause(durationMs, signal);
  if (signal.aborted || (serves(flags) && durationMs === undefined)) return;
  app.postEvent({ event: "EXIT", exit_status: output.tally.lostPings > 0 ? 1 : 0 });
}

/** What the framework would log of connections is on the screen already; what apps log is not. */
function setLogLevels({ apps, logger }: Controller, wanted: unknown): void {
  const level = typeof wanted === "string" ? wanted : logger.level;
  logger.level = typeof wanted === "string" ? wanted : "warn";
  // One by one: a child without a level of its own has that of its parent.
  for (const app of apps) app.logger.level = level;
}

/** Whether real switches can connect. */
function serves({ sim, listen }: RunFlags): boolean {
  return sim === undefined || listen !== undefined;
}

function listenOptions(flags: RunFlags): ControllerOptions {
  if (typeof flags.listen === "string") return { listenEndpoints: flags.listen.split(",") };
  return serves(flags) ? {} : { listenEndpoints: ["127.0.0.1:0"] };
}

function networkFor(topology: string | true, args: readonly string[]): Network {
  if (args.some((arg) => arg.startsWith("--listen-cert"))) {
    throw new CommandError("simulated switches do not speak TLS: leave out either --sim or --listen-cert");
  }
  return makeTopology(topology === true ? DEFAULT_TOPOLOGY : topology);
}
