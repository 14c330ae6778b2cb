import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type MessageInput, VERSIONS } from "zof-types";
import { claimLabFolder, type LabFolder } from "../lab/lab-folder.js";
import { OpenVswitch } from "../lab/open-vswitch.js";
import { runCommand } from "../lab/run-command.js";
import { ManagementConnection } from "./management-connection.js";
import { pcapFrames } from "./pcap-frames.js";
import { tracedOutputs } from "./traced-outputs.js";

const BRIDGE = "forward";
/** Time that Open vSwitch gets to forward a packet. */
const FORWARD_TIMEOUT_MS = 10_000;

/** A frame that left a switch. */
export interface Sent {
  readonly port_no: number;
  readonly bytes: Uint8Array;
}

/**
 * A bridge of Open vSwitch whose ports lead nowhere: frames are put in by hand, and what comes out lands in files. It
 * needs neither root nor network namespaces.
 */
export class DummyBridge {
  readonly #folder: LabFolder = claimLabFolder();
  readonly #openVswitch = new OpenVswitch(this.#folder);
  readonly #ports: readonly number[];
  readonly #read = new Map<number, number>();
  #datapathPorts = new Map<number, number>();
  #management: ManagementConnection | undefined;

  /** @param n_ports - ports, numbered from 1 */
  constructor(n_ports: number) {
    this.#ports = Array.from({ length: n_ports }, (_, index) => index + 1);
  }

  /** @param version - wire version that messages are sent in */
  async start(version: number): Promise<void> {
    await this.#openVswitch.start();
    const protocols = VERSIONS.map((each) => `OpenFlow1${each - 1}`).join(",");
    await this.#openVswitch.vsctl([
      ...["set", "Open_vSwitch", ".", "other_config:vlan-limit=0"],
      ...["--", "add-br", BRIDGE],
      ...["--", "set", "bridge", BRIDGE, "datapath_type=dummy", "fail_mode=secure", `protocols=${protocols}`],
      ...this.#ports.flatMap((port) => [
        ...["--", "add-port", BRIDGE, `p${port}`],
        ...["--", "set", "interface", `p${port}`, "type=dummy", `ofport_request=${port}`],
        `options:tx_pcap=${this.#captureOf(port)}`,
      ]),
    ]);
    // Otherwise what one packet did is done to others that look alike, even when flow entries have changed since.
    await this.#control("upcall/disable-megaflows");
    this.#datapathPorts = portNumbers(await this.#control("dpif/show"));
    this.#management = await ManagementConnection.open(join(this.#folder.path, `${BRIDGE}.mgmt`), version);
  }

  async stop(): Promise<void> {
    this.#management?.close();
    await this.#openVswitch.stop();
    rmSync(this.#folder.path, { recursive: true, force: true, maxRetries: 3 });
  }

  /** Sends messages and waits until they are done; returns for each the type and code of its error, if it was refused. */
  async send(messages: readonly MessageInput[]): Promise<(string | undefined)[]> {
    const outcomes = (await this.#management?.send(messages)) ?? [];
    await this.#control("revalidator/purge");
    return outcomes;
  }

  /** Takes a port down, or up again. */
  async setPort(port_no: number, state: "up" | "down"): Promise<void> {
    await this.#control("netdev-dummy/set-admin-state", `p${port_no}`, state);
  }

  /** How the bridge would treat a frame, step by step. */
  trace(in_port: number, frame: string): Promise<string> {
    return this.#control("ofproto/trace", BRIDGE, `in_port=${in_port}`, frame);
  }

  /** Lets a frame come in, and returns what goes out: as many frames as the trace says. */
  async forward(
    in_port: number,
    frame: string,
  ): Promise<{ sent: Sent[]; toController: number; trace: string }> {
    const trace = await this.trace(in_port, frame);
    const { ports, toController, isWhole } = tracedOutputs(trace, this.#datapathPorts);
    // Nobody could tell when all frames have come, and the rest would count for the next.
    if (!isWhole) throw new Error(`the trace leaves open what goes out:\n${trace}`);
    await this.#control("netdev-dummy/receive", `p${in_port}`, frame);
    const sent: Sent[] = [];
    for (let waitedMs = 0; sent.length < ports.length; waitedMs += 5) {
      if (waitedMs > FORWARD_TIMEOUT_MS) throw new Error(`only ${sent.length} frames came of:\n${trace}`);
      for (const port_no of this.#ports)
        sent.push(...this.#newFrames(port_no).map((bytes) => ({ port_no, bytes })));
      if (sent.length < ports.length) await sleep(5);
    }
    return { sent, toController, trace };
  }

  #newFrames(port_no: number): Uint8Array[] {
    const frames = pcapFrames(readFileSync(this.#captureOf(port_no)));
    const known = this.#read.get(port_no) ?? 0;
    this.#read.set(port_no, frames.length);
    return frames.slice(known);
  }

  #captureOf(port_no: number): string {
    return join(this.#folder.path, `p${port_no}.pcap`);
  }

  async #control(...args: string[]): Promise<string> {
    const control = join(this.#folder.path, "ovs-vswitchd.ctl");
    return (await runCommand(["ovs-appctl", "-t", control, ...args])).stdout;
  }
}

/** OpenFlow port numbers by those of the datapath, as `dpif/show` lists them: "p1 1/2: (dummy)". */
function portNumbers(listing: string): Map<number, number> {
  const numbers = listing.matchAll(/^\s+\S+ (\d+)\/(\d+):/gm);
  return new Map([...numbers].map(([, openflow, datapath]) => [Number(datapath), Number(openflow)]));
}
