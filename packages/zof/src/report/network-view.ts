import type { Host, Network, Switch } from "zof-sim";
import type { Colors } from "./colors.js";
import type { PingReport, RunEvent } from "./run-event.js";
import { type Cell, type Column, formatTable } from "./table.js";

/** Draws a simulated network: its switches, where they have learnt each host, and who has reached whom. */
export class NetworkView {
  readonly #network: Network;
  readonly #colors: Colors;
  /** By datapath_id. */
  readonly #up = new Map<string, string>();
  /** Port numbers, by switch and host. */
  readonly #learnt = new Map<string, number>();
  /** By sender and receiver. */
  readonly #pings = new Map<string, PingReport>();

  constructor(network: Network, colors: Colors) {
    this.#network = network;
    this.#colors = colors;
  }

  /** Takes note of an event; false for one that this view does not show. */
  event(event: RunEvent): boolean {
    switch (event.event) {
      case "switch_up":
        this.#up.set(event.datapath_id, event.openflow);
        return event.name !== undefined;
      case "switch_down":
        this.#up.delete(event.datapath_id);
        return event.name !== undefined;
      case "host_learnt":
        this.#learnt.set(`${event.switch} ${event.host}`, event.port_no);
        return true;
      case "ping":
        this.#pings.set(`${event.from} ${event.to}`, event);
        return true;
      default:
        return false;
    }
  }

  /** The view, at most `width` characters wide where that is possible. */
  lines(width: number): string[] {
    const { dim } = this.#colors;
    const switches = formatTable(this.#switchColumns(), width, dim);
    const hosts = formatTable(this.#hostColumns(), width, dim);
    return ["", ...switches, "", ...hosts, ""];
  }

  #switchColumns(): Column[] {
    const { green, yellow, bold } = this.#colors;
    const { switches } = this.#network;
    const column = (title: string, cell: (each: Switch) => Cell, rest: Partial<Column> = {}): Column => ({
      title,
      cells: switches.map(cell),
      ...rest,
    });
    const flows = (each: Switch) => each.tables.reduce((sum, table) => sum + table.entries.length, 0);
    return [
      column("switch", ({ name }) => ({ text: name, style: bold })),
      column("datapath", ({ datapath_id }) => ({ text: datapath_id }), { spare: 1 }),
      column("OpenFlow", ({ datapath_id }) => {
        const version = this.#up.get(datapath_id);
        return version === undefined
          ? { text: "connecting", style: yellow }
          : { text: version, style: green };
      }),
      column("ports", ({ ports }) => ({ text: `${ports.size}` }), { align: "right" }),
      column("flows", (each) => ({ text: `${flows(each)}` }), { align: "right" }),
    ];
  }

  #hostColumns(): Column[] {
    const { bold } = this.#colors;
    const { hosts, switches } = this.#network;
    const column = (title: string, cell: (each: Host) => Cell, rest: Partial<Column> = {}): Column => ({
      title,
      cells: hosts.map(cell),
      ...rest,
    });
    const vlans = hosts.some(({ vlan }) => vlan !== undefined);
    return [
      column("host", ({ name }) => ({ text: name, style: bold })),
      column("address", ({ ip }) => ({ text: ip })),
      ...(vlans ? [column("vlan", ({ vlan }) => ({ text: `${vlan ?? ""}` }), { align: "right" })] : []),
      ...switches.map(({ name }) =>
        column(name, (host) => this.#portCell(name, host), {
          group: "learnt at port",
          align: "right",
          spare: 2,
        }),
      ),
      column("ok", (host) => this.#pingCounts(host), { align: "right" }),
      ...hosts.map((to) =>
        column(to.name, (from) => this.#pingCell(from, to), { group: "pings to", spare: 3 }),
      ),
    ];
  }

  #portCell(at: string, host: Host): Cell {
    const port = this.#learnt.get(`${at} ${host.name}`);
    return port === undefined ? { text: "-", style: this.#colors.dim } : { text: `${port}` };
  }

  #pingCounts(from: Host): Cell {
    const { green, red } = this.#colors;
    const done = this.#network.hosts
      .map((to) => this.#pings.get(`${from.name} ${to.name}`))
      .filter((ping) => ping !== undefined);
    const ok = done.filter((ping) => ping.ok).length;
    if (done.length === 0) return { text: "" };
    return { text: `${ok}/${done.length}`, style: ok === done.length ? green : red };
  }

  #pingCell(from: Host, to: Host): Cell {
    const { green, red, dim } = this.#colors;
    if (from.vlan !== to.vlan || from === to) return { text: "" };
    const ping = this.#pings.get(`${from.name} ${to.name}`);
    if (ping === undefined) return { text: "·", style: dim };
    return ping.ok ? { text: "✓", style: green } : { text: "✗", style: red };
  }
}
