import type { LinkDownReason, SwitchLink, SwitchPort, TopologyEvents } from "./topology-events.js";

type LinkTableEvent = TopologyEvents["LINK_UP" | "LINK_DOWN" | "EDGE_UP" | "EDGE_DOWN"];

interface PortState {
  readonly port: SwitchPort;
  /** When the first probe went out of it, in milliseconds. */
  readonly sinceMs: number;
  /** Whose probe it heard last, and when. */
  heard: { readonly from: string; readonly atMs: number } | undefined;
  isEdge: boolean;
  /** The other end of its link, once each has heard the other. */
  peer: PortState | undefined;
}

/** Which ports are linked and which lead to hosts, from what was heard where. Knows no time but what it is told. */
export class LinkTable {
  readonly #ports = new Map<string, PortState>();
  readonly #timeoutMs: number;
  readonly #settleMs: number;
  readonly #report: (event: LinkTableEvent) => void;

  /**
   * @param timeoutMs - without a probe for so long, a link is down.
   * @param settleMs - a port where no probe came for so long after the first that went out leads to hosts.
   */
  constructor(timeoutMs: number, settleMs: number, report: (event: LinkTableEvent) => void) {
    this.#timeoutMs = timeoutMs;
    this.#settleMs = settleMs;
    this.#report = report;
  }

  get links(): SwitchLink[] {
    return [...this.#ports.values()].filter(isFirstEnd).map(linkOf);
  }

  get edges(): SwitchPort[] {
    return [...this.#ports.values()].filter(({ isEdge }) => isEdge).map(({ port }) => port);
  }

  isEdge(port: SwitchPort): boolean {
    return this.#ports.get(keyOf(port))?.isEdge ?? false;
  }

  /** A port is up and probed from now on; again for the same port does nothing. */
  portUp(port: SwitchPort, nowMs: number): void {
    const key = keyOf(port);
    if (this.#ports.has(key)) return;
    this.#ports.set(key, { port, sinceMs: nowMs, heard: undefined, isEdge: false, peer: undefined });
  }

  portDown(port: SwitchPort): void {
    const state = this.#ports.get(keyOf(port));
    if (state === undefined) return;
    this.#unlink(state, "port_down");
    this.#setEdge(state, false);
    this.#ports.delete(keyOf(port));
  }

  datapathDown(datapathId: string): void {
    for (const { port } of this.#ports.values()) if (port.datapath_id === datapathId) this.portDown(port);
  }

  /** The probe of `from` came in at `to`. */
  heard(from: SwitchPort, to: SwitchPort, nowMs: number): void {
    const sender = this.#ports.get(keyOf(from));
    const receiver = this.#ports.get(keyOf(to));
    if (sender === undefined || receiver === undefined || sender === receiver) return;
    this.#setEdge(receiver, false);
    receiver.heard = { from: keyOf(from), atMs: nowMs };
    if (receiver.peer === sender) return;
    this.#unlink(receiver, "moved");
    if (sender.heard?.from !== keyOf(to)) return;
    this.#unlink(sender, "moved");
    sender.peer = receiver;
    receiver.peer = sender;
    this.#report({ event: "LINK_UP", link: linkOf(sender) });
  }

  /** Ends what was not heard of for too long, and settles which ports lead to hosts. */
  tick(nowMs: number): void {
    for (const state of this.#ports.values()) {
      if (state.heard !== undefined && nowMs - state.heard.atMs > this.#timeoutMs) {
        state.heard = undefined;
        this.#unlink(state, "timeout");
      }
    }
    for (const state of this.#ports.values()) {
      if (state.heard === undefined && nowMs - state.sinceMs >= this.#settleMs) this.#setEdge(state, true);
    }
  }

  #unlink(state: PortState, reason: LinkDownReason): void {
    const { peer } = state;
    if (peer === undefined) return;
    const link = linkOf(state);
    state.peer = undefined;
    peer.peer = undefined;
    this.#report({ event: "LINK_DOWN", link, reason });
  }

  #setEdge(state: PortState, isEdge: boolean): void {
    if (state.isEdge === isEdge) return;
    state.isEdge = isEdge;
    this.#report({ event: isEdge ? "EDGE_UP" : "EDGE_DOWN", port: state.port });
  }
}

/** Keys sort as datapath id and port number do. */
export function keyOf({ datapath_id, port_no }: SwitchPort): string {
  return `${datapath_id} ${port_no.toString(16).padStart(8, "0")}`;
}

function isFirstEnd({ port, peer }: PortState): boolean {
  return peer !== undefined && keyOf(port) < keyOf(peer.port);
}

function linkOf(state: PortState): SwitchLink {
  const peer = state.peer as PortState;
  return isFirstEnd(state) ? { a: state.port, b: peer.port } : { a: peer.port, b: state.port };
}
