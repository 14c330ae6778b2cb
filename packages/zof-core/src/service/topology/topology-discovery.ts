import { compile } from "zof-compile";
import { Application } from "../../app/application.js";
import type { Datapath } from "../../datapath/datapath.js";
import { StopPropagation } from "../../dispatch/control-flow.js";
import type { Controller } from "../../run/controller.js";
import { sleep } from "../../tasks/sleep.js";
import { LinkTable } from "./link-table.js";
import { LLDP_ADDRESS, LLDP_TYPE, Probes } from "./probe.js";
import { portsTowards, spanningTree } from "./shortest-paths.js";
import type { SwitchLink, SwitchPort } from "./topology-events.js";

export interface TopologyDiscoveryOptions {
  /** Time between two probes of a port, in milliseconds. Default 1000. */
  readonly probeIntervalMs?: number;
  /** A link of which nothing is heard for so long is down. Default 3.5 intervals. */
  readonly linkTimeoutMs?: number;
  /** A port where no switch was heard for so long leads to hosts. Default 1.5 intervals. */
  readonly settleMs?: number;
  /** Default: the one that `run` runs. */
  readonly controller?: Controller;
}

/** Marks the flow entry that brings LLDP to us: "zof lldp". */
const COOKIE = 0x7a6f_666c_6c64_70n;

/**
 * Finds the links between switches by LLDP frames that it sends out of every port (IEEE 802.1AB), and the ports that
 * lead to hosts. Events: LINK_UP, LINK_DOWN, EDGE_UP, EDGE_DOWN. To be made before the controller starts.
 *
 * A link is up when each end has heard the other. Frames that this controller did not send, or that come again, are
 * refused and counted. Each switch gets a flow entry that sends LLDP here, and again when somebody deletes it. LLDP
 * of others goes on to the other apps.
 */
export class TopologyDiscovery {
  /** LLDP frames that were refused: a wrong HMAC, or too late or for the second time. */
  readonly refused = { forged: 0, stale: 0 };
  readonly controller: Controller;
  readonly #table: LinkTable;
  readonly #probes: Probes;
  #lastProbeMs = 0;

  /** @throws ControllerError `bad_app` when there is a discovery already, `bad_state` after the start. */
  constructor(options: TopologyDiscoveryOptions = {}) {
    const { probeIntervalMs = 1000, controller } = options;
    const { linkTimeoutMs = 3.5 * probeIntervalMs, settleMs = 1.5 * probeIntervalMs } = options;
    // Before apps that would take LLDP for traffic.
    const app = new Application("topology", {
      precedence: 10_000,
      ...(controller !== undefined && { controller }),
    });
    this.controller = app.controller;
    this.#table = new LinkTable(linkTimeoutMs, settleMs, (event) => app.postEvent(event));
    this.#probes = new Probes(linkTimeoutMs);
    app.message("CHANNEL_UP", ({ datapath }) => this.#up(datapath));
    app.message("CHANNEL_DOWN", ({ datapath_id }) => {
      this.#table.datapathDown(datapath_id);
      this.#probes.forget(datapath_id);
    });
    app.message("PORT_STATUS", ({ datapath, msg: { port_no } }) => this.#portChanged(datapath, port_no));
    app.message("FLOW_REMOVED", { cookie: COOKIE, reason: "DELETE" }, () => void TAKE_LLDP.send());
    app.message("PACKET_IN", { eth_type: LLDP_TYPE }, ({ datapath_id, msg: { in_port, pkt } }) => {
      const from = this.#probes.read(pkt, performance.now());
      if (from === undefined) return;
      if (typeof from === "string") this.refused[from]++;
      else if (typeof in_port === "number") {
        this.#table.heard(from, { datapath_id, port_no: in_port }, performance.now());
      }
      throw new StopPropagation();
    });
    app.event("START", async () => {
      for (;;) {
        await sleep(probeIntervalMs);
        this.#table.tick(performance.now());
        for (const datapath of this.controller.getDatapaths()) this.#probe(datapath);
      }
    });
  }

  /** The links that are up. */
  get links(): SwitchLink[] {
    return this.#table.links;
  }

  /** The ports that lead to hosts. */
  get edges(): SwitchPort[] {
    return this.#table.edges;
  }

  isEdge(port: SwitchPort): boolean {
    return this.#table.isEdge(port);
  }

  /** For each switch that reaches another by links: its port on a shortest path there. */
  portsTowards(datapathId: string): ReadonlyMap<string, number> {
    return portsTowards(datapathId, this.links);
  }

  /** Links that reach every switch without a loop. */
  spanningTree(): SwitchLink[] {
    return spanningTree(this.links);
  }

  #up(datapath: Datapath): void {
    // After the handlers of the other apps: some begin with a FLOW_MOD that deletes everything.
    setImmediate(() => {
      if (!datapath.up) return;
      TAKE_LLDP.send({ conn_id: datapath.conn_id });
      this.#probe(datapath);
    });
  }

  #portChanged(datapath: Datapath, portNo: SwitchPort["port_no"] | string): void {
    if (typeof portNo !== "number") return;
    if (datapath.ports.get(portNo)?.up) this.#probe(datapath);
    else this.#table.portDown({ datapath_id: datapath.id, port_no: portNo });
  }

  /** Sends a probe out of every port that is up. */
  #probe(datapath: Datapath): void {
    // Later than every one before, also within a millisecond.
    this.#lastProbeMs = Math.max(performance.now(), this.#lastProbeMs + 0.001);
    for (const { port_no, hw_addr, up } of datapath.ports.values()) {
      if (typeof port_no !== "number" || !up) continue;
      const port = { datapath_id: datapath.id, port_no };
      this.#table.portUp(port, performance.now());
      const data = this.#probes.make(port, hw_addr, this.#lastProbeMs);
      SEND.send({ conn_id: datapath.conn_id, port_no, data });
    }
  }
}

const TAKE_LLDP = compile(`
  type: FLOW_MOD
  msg:
    command: ADD
    priority: 0xffff
    cookie: ${COOKIE}
    flags: [SEND_FLOW_REM]
    match:
      - {field: ETH_DST, value: "${LLDP_ADDRESS}"}
      - {field: ETH_TYPE, value: ${LLDP_TYPE}}
    instructions:
      - instruction: APPLY_ACTIONS
        actions: [{action: OUTPUT, port_no: CONTROLLER, max_len: NO_BUFFER}]
`);

const SEND = compile(
  "PACKET_OUT {in_port: CONTROLLER, actions: [{action: OUTPUT, port_no: $port_no}], data: $data}",
);
