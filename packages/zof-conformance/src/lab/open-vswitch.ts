import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { daemonEnvironment, startDaemon, stopDaemon } from "./daemon.js";
import { DATABASE_SCHEMA } from "./lab-available.js";
import type { LabFolder } from "./lab-folder.js";
import { type RunOptions, runCommand } from "./run-command.js";

const TEST_CONTROLLER = "ovs-testcontroller";

/** An Open vSwitch of its own: database server and switch daemon, with a datapath that needs no kernel module. */
export class OpenVswitch {
  readonly #folder: LabFolder;
  readonly #database: string;

  constructor(folder: LabFolder) {
    this.#folder = folder;
    this.#database = `unix:${join(folder.path, "db.sock")}`;
  }

  async start(): Promise<void> {
    const file = join(this.#folder.path, "conf.db");
    await runCommand(["ovsdb-tool", "create", file, DATABASE_SCHEMA]);
    await startDaemon(this.#folder, "ovsdb-server", [file, `--remote=p${this.#database}`]);
    await runCommand(["ovs-vsctl", `--db=${this.#database}`, "--no-wait", "init"]);
    await startDaemon(this.#folder, "ovs-vswitchd", ["--enable-dummy", this.#database]);
  }

  /** Starts the learning switch that comes with Open vSwitch; returns where bridges find it. */
  async startTestController(): Promise<string> {
    const socket = join(this.#folder.path, "controller.sock");
    await startDaemon(this.#folder, TEST_CONTROLLER, [`punix:${socket}`]);
    return `unix:${socket}`;
  }

  /** The endpoint at which a bridge takes controllers. */
  managementEndpoint(bridge: string): string {
    return `unix:${join(this.#folder.path, `${bridge}.mgmt`)}`;
  }

  async stop(): Promise<void> {
    await stopDaemon(this.#folder, TEST_CONTROLLER);
    await stopDaemon(this.#folder, "ovs-vswitchd", ["--cleanup"]);
    await stopDaemon(this.#folder, "ovsdb-server");
  }

  /** Runs `ovs-vsctl` and waits until the switch daemon has done what it says. */
  async vsctl(args: readonly string[]): Promise<string> {
    const command = ["ovs-vsctl", `--db=${this.#database}`, "--timeout=10", ...args];
    const { stdout, stderr } = await runCommand(command, { timeoutMs: 15_000 });
    // A port that the daemon could not make leaves the exit status at 0.
    if (stderr.includes("Error detected")) throw new Error(`${command.join(" ")}: ${stderr.trimEnd()}`);
    return stdout;
  }

  /** The socket on which a bridge lets controllers in: a service it has without being told of any controller. */
  managementSocket(bridge: string): string {
    return join(this.#folder.path, `${bridge}.mgmt`);
  }

  /** The folder that holds the sockets of its programs. */
  get path(): string {
    return this.#folder.path;
  }

  /** Runs `ovs-ofctl` and returns what it prints. */
  async ofctl(args: readonly string[], options: RunOptions = {}): Promise<string> {
    const env = { ...daemonEnvironment(this.#folder), ...options.env };
    return (await runCommand(["ovs-ofctl", ...args], { ...options, env })).stdout;
  }

  /**
   * Waits until the bridges have a connection to their controller.
   *
   * Reads the daemon's log: the database learns of a connection up to five seconds late.
   */
  async waitConnected(bridges: readonly string[], timeoutMs: number): Promise<void> {
    const log = join(this.#folder.path, "ovs-vswitchd.log");
    let states = new Map<string, string>();
    for (let waitedMs = 0; waitedMs <= timeoutMs; waitedMs += 20) {
      states = connectionStates(readFileSync(log, "utf8"));
      if (bridges.every((bridge) => states.get(bridge) === "connected")) return;
      await sleep(20);
    }
    const said = bridges.map((bridge) => `${bridge}: ${states.get(bridge) ?? "no attempt"}`);
    throw new Error(`not connected to the controller after ${timeoutMs} ms (${said.join("; ")})`);
  }
}

/** What the log says last about each bridge's connection to its controller. */
function connectionStates(log: string): Map<string, string> {
  const states = new Map<string, string>();
  for (const [, bridge = "", state = ""] of log.matchAll(/\|rconn\|[A-Z]+\|([^<|]+)<->\S+: (.+)$/gm)) {
    states.set(bridge, state);
  }
  return states;
}
