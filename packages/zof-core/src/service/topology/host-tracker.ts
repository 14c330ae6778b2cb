import { Application } from "../../app/application.js";
import { keyOf } from "./link-table.js";
import type { TopologyDiscovery } from "./topology-discovery.js";
import type { NetworkHost, SwitchPort } from "./topology-events.js";

export interface HostTrackerOptions {
  /** Hosts remembered; more are not tracked, and counted. Default 16 384. */
  readonly maxHosts?: number;
  /** Hosts remembered at one port, so that one that makes up addresses cannot fill the table. Default 1024. */
  readonly maxHostsPerPort?: number;
}

/** Addresses remembered of a host; one more takes the place of the oldest. */
const MAX_IPS = 8;

/**
 * Knows where hosts are, by the frames that come to the controller from ports that lead to hosts. A host is a MAC
 * address in a VLAN. Events: HOST_UP, HOST_MOVED, HOST_DOWN.
 */
export class HostTracker {
  /** Hosts that were not tracked because of a limit: how often a frame of such a one came. */
  untracked = 0;
  readonly #app: Application;
  readonly #hosts = new Map<string, NetworkHost>();
  readonly #atPort = new Map<string, number>();
  readonly #maxHosts: number;
  readonly #maxHostsPerPort: number;

  constructor(topology: TopologyDiscovery, options: HostTrackerOptions = {}) {
    this.#maxHosts = options.maxHosts ?? 16_384;
    this.#maxHostsPerPort = options.maxHostsPerPort ?? 1024;
    this.#app = new Application("hosts", { precedence: 9000, controller: topology.controller });
    this.#app.message("PACKET_IN", ({ datapath_id, msg: { in_port, pkt } }) => {
      const { eth_src, vlan_vid = 0 } = pkt;
      if (eth_src === undefined || isGroup(eth_src) || typeof in_port !== "number") return;
      const port = { datapath_id, port_no: in_port };
      if (topology.isEdge(port))
        this.#heard(eth_src, vlan_vid, pkt.arp_spa ?? pkt.ipv4_src ?? pkt.ipv6_src, port);
    });
    this.#app.event("EDGE_DOWN", ({ port }) => {
      for (const host of this.#hosts.values()) if (keyOf(host) === keyOf(port)) this.#remove(host);
    });
  }

  get hosts(): NetworkHost[] {
    return [...this.#hosts.values()];
  }

  /** The host of a MAC address, in a VLAN; 0 is untagged. */
  find(mac: string, vlanVid = 0): NetworkHost | undefined {
    return this.#hosts.get(nameOf(mac.toLowerCase(), vlanVid));
  }

  /** The host that was last heard with an IP address. */
  findByIp(ip: string): NetworkHost | undefined {
    return this.hosts.findLast(({ ips }) => ips.includes(ip));
  }

  #heard(mac: string, vlan_vid: number, ip: string | undefined, port: SwitchPort): void {
    const name = nameOf(mac, vlan_vid);
    const before = this.#hosts.get(name);
    const moved = before !== undefined && keyOf(before) !== keyOf(port);
    if (before === undefined || moved) {
      const isFull = before === undefined && this.#hosts.size >= this.#maxHosts;
      if (isFull || (this.#atPort.get(keyOf(port)) ?? 0) >= this.#maxHostsPerPort) {
        this.untracked++;
        return;
      }
    }
    const ips = withAddress(before?.ips ?? [], ip);
    if (before !== undefined && !moved && ips === before.ips) return;
    const host: NetworkHost = { mac, vlan_vid, ips, ...port };
    this.#hosts.set(name, host);
    if (before !== undefined && !moved) return;
    this.#count(port, 1);
    if (before === undefined) this.#app.postEvent({ event: "HOST_UP", host });
    else {
      this.#count(before, -1);
      const { datapath_id, port_no } = before;
      this.#app.postEvent({ event: "HOST_MOVED", host, from: { datapath_id, port_no } });
    }
  }

  #remove(host: NetworkHost): void {
    this.#hosts.delete(nameOf(host.mac, host.vlan_vid));
    this.#count(host, -1);
    this.#app.postEvent({ event: "HOST_DOWN", host });
  }

  #count(port: SwitchPort, change: 1 | -1): void {
    const count = (this.#atPort.get(keyOf(port)) ?? 0) + change;
    if (count > 0) this.#atPort.set(keyOf(port), count);
    else this.#atPort.delete(keyOf(port));
  }
}

function nameOf(mac: string, vlanVid: number): string {
  return `${vlanVid} ${mac}`;
}

/** The list with an address as its last; the list itself when that is nothing new. */
function withAddress(ips: readonly string[], ip: string | undefined): readonly string[] {
  if (ip === undefined || ip === "0.0.0.0" || ip === "::" || ips.at(-1) === ip) return ips;
  return [...ips.filter((each) => each !== ip), ip].slice(-MAX_IPS);
}

/** Whether an address stands for several hosts: broadcast or multicast. */
function isGroup(address: string): boolean {
  return (Number.parseInt(address.slice(0, 2), 16) & 1) === 1;
}
