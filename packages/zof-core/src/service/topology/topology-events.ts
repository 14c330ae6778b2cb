/** A port of a switch. */
export interface SwitchPort {
  readonly datapath_id: string;
  readonly port_no: number;
}

/** A cable between two switches; `a` is the end with the lower datapath id and port. */
export interface SwitchLink {
  readonly a: SwitchPort;
  readonly b: SwitchPort;
}

/** A host that was heard at an edge port. */
export interface NetworkHost extends SwitchPort {
  readonly mac: string;
  /** 0 for untagged frames. */
  readonly vlan_vid: number;
  /** IPv4 and IPv6 addresses it was heard with, the last one last. */
  readonly ips: readonly string[];
}

/** Events of the topology discovery and of the host tracker, by name. */
export interface TopologyEvents {
  /** Two ports are linked: each heard the other. */
  LINK_UP: { readonly event: "LINK_UP"; readonly link: SwitchLink };
  LINK_DOWN: { readonly event: "LINK_DOWN"; readonly link: SwitchLink; readonly reason: LinkDownReason };
  /** No switch was heard at a port that is up: it leads to hosts. */
  EDGE_UP: { readonly event: "EDGE_UP"; readonly port: SwitchPort };
  EDGE_DOWN: { readonly event: "EDGE_DOWN"; readonly port: SwitchPort };
  HOST_UP: { readonly event: "HOST_UP"; readonly host: NetworkHost };
  /** A host was heard at another port than before, which is `from`. */
  HOST_MOVED: { readonly event: "HOST_MOVED"; readonly host: NetworkHost; readonly from: SwitchPort };
  /** The port of a host is no edge port any more. */
  HOST_DOWN: { readonly event: "HOST_DOWN"; readonly host: NetworkHost };
}

/** Why a link is down: a port of it went down or away, nothing was heard for some time, another was heard instead. */
export type LinkDownReason = "port_down" | "timeout" | "moved";
