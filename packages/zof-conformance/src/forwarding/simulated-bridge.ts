import { Network, OpenFlowError, type Switch } from "zof-sim";
import type { FlowModInput, GroupModInput, MessageInput, MeterModInput } from "zof-types";
import type { Sent } from "./dummy-bridge.js";

/** A simulated switch with the same ports, whose links lead to hosts that nobody addresses. */
export class SimulatedBridge {
  readonly #network = new Network();
  readonly #switch: Switch;
  readonly #version: number;
  readonly #sent: Sent[] = [];
  #toController = 0;

  constructor(n_ports: number, version: number) {
    this.#version = version;
    this.#switch = this.#network.addSwitch({ versions: [version], n_tables: 254 });
    // What a connection in that version makes of it.
    this.#switch.datapath.missToController = version <= 3;
    for (let port_no = 1; port_no <= n_ports; port_no++) {
      this.#network.link(
        this.#switch,
        this.#network.addHost({ ip: `203.0.113.${port_no}`, mac: `02:ff:00:00:00:0${port_no}` }),
      );
    }
    this.#network.subscribe((event) => {
      if (event.type === "frame_delivered")
        this.#sent.push({ port_no: event.from.port_no, bytes: event.bytes });
      if (event.type === "packet_in") this.#toController++;
    });
  }

  close(): void {
    this.#network.close();
  }

  /** Carries out messages; returns for each the type and code of its error, if it was refused. */
  send(messages: readonly MessageInput[]): (string | undefined)[] {
    return messages.map((message) => {
      try {
        this.#carryOut(message);
        return undefined;
      } catch (error) {
        if (!(error instanceof OpenFlowError)) throw error;
        return `${error.type} ${error.code}`;
      }
    });
  }

  setPort(port_no: number, state: "up" | "down"): void {
    this.#switch.ports.get(port_no)?.link?.[state]();
  }

  /** Lets a frame come in, and returns what goes out. */
  async forward(in_port: number, frame: Uint8Array): Promise<{ sent: Sent[]; toController: number }> {
    this.#sent.length = 0;
    this.#toController = 0;
    this.#switch.ports.get(in_port)?.deliver({ bytes: frame, hops: 0 });
    await new Promise((resolve) => setImmediate(resolve));
    return { sent: [...this.#sent], toController: this.#toController };
  }

  #carryOut({ type, msg }: MessageInput): void {
    if (type === "FLOW_MOD") this.#switch.flowMod(msg as FlowModInput, this.#version);
    else if (type === "GROUP_MOD") this.#switch.groupMod(msg as GroupModInput, this.#version);
    else if (type === "METER_MOD") this.#switch.meterMod(msg as MeterModInput, this.#version);
    else throw new Error(`${type} is not for this test`);
  }
}
