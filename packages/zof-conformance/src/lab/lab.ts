import { rmSync } from "node:fs";
import { labUnavailable } from "./lab-available.js";
import { abandonedLabFolders, claimLabFolder, type LabFolder } from "./lab-folder.js";
import { createHosts, LabHost } from "./lab-host.js";
import { LabLink } from "./lab-link.js";
import { removeNamespaces } from "./namespaces.js";
import { OpenVswitch } from "./open-vswitch.js";

export interface LabOptions {
  /** Number of hosts, spread over the bridges in turn. Default 3. */
  hosts?: number;
  /** Number of bridges, in a row, each linked to the next. Default 1. */
  bridges?: number;
  /** Also links the last bridge to the first, so that there is a loop. Default false. */
  ring?: boolean;
  /** Where the bridges find their controller, as `tcp:127.0.0.1:6653`. Default: they have none. */
  controller?: string;
  /** Versions the bridges speak, as Open vSwitch calls them. Default `["OpenFlow13"]`. */
  protocols?: readonly string[];
  /** What a bridge does without a controller: nothing (`secure`) or forward by itself. Default `secure`. */
  failMode?: "secure" | "standalone";
}

/** A network on this machine: Open vSwitch bridges and hosts that send real traffic through them. */
export interface Lab {
  /** Names of the bridges; the first has datapath id 1, and so on. */
  readonly bridges: readonly string[];
  readonly hosts: readonly LabHost[];
  readonly links: readonly LabLink[];
  readonly openVswitch: OpenVswitch;
  /** Gives every bridge another controller. */
  setController(target: string): Promise<void>;
  /** Waits until every bridge is connected to its controller. Default time-out 10 s. */
  waitConnected(timeoutMs?: number): Promise<void>;
  /** Every host pings every other, all at once; returns those pairs that got no answer, as `h1 -> h2`. */
  pingAll(): Promise<string[]>;
  /** Ends all programs and removes all namespaces, interfaces and files of the lab. */
  stop(): Promise<void>;
}

/**
 * Starts a lab. It needs root on Linux and the programs that `labUnavailable` looks for.
 *
 * Stop it in a `finally` or `afterAll`. What a process leaves that dies before that is removed when
 * the next lab starts.
 */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const reason = labUnavailable();
  if (reason !== undefined) throw new Error(`no lab: ${reason}`);
  for (const folder of abandonedLabFolders()) await removeLab(folder);
  const folder = claimLabFolder();
  try {
    return await build(folder, options);
  } catch (error) {
    await removeLab(folder);
    throw error;
  }
}

async function build(folder: LabFolder, options: LabOptions): Promise<Lab> {
  const { controller, protocols = ["OpenFlow13"], failMode = "secure" } = options;
  const openVswitch = new OpenVswitch(folder);
  const { bridges, hosts, links } = layOut(folder.tag, options);
  await Promise.all([openVswitch.start(), createHosts(hosts), ...links.map((link) => link.create())]);

  const addBridges = bridges.flatMap((bridge, index) => [
    ...["--", "add-br", bridge],
    ...["--", "set", "bridge", bridge, "datapath_type=dummy", `fail_mode=${failMode}`],
    `protocols=${protocols.join(",")}`,
    `other_config:datapath-id=${(index + 1).toString(16).padStart(16, "0")}`,
    "other_config:disable-in-band=true",
  ]);
  const addPorts = [
    ...hosts.map((host) => ({ ...host, device: host.name })),
    ...links.flatMap((link) => [link.left, link.right]),
  ].flatMap(({ bridge, portNo, device }) => [
    ...["--", "add-port", bridge, device],
    ...["--", "set", "interface", device, `ofport_request=${portNo}`],
  ]);
  await openVswitch.vsctl([...addBridges, ...addPorts]);
  const setController = async (target: string) => {
    const commands = bridges.flatMap((bridge) => [
      ...["--", "set-controller", bridge, target],
      // Retry every second; by default the pause grows to eight.
      ...["--", "set", "controller", bridge, "max_backoff=1000", "connection_mode=out-of-band"],
    ]);
    await openVswitch.vsctl(commands);
  };
  if (controller !== undefined) await setController(controller);

  return {
    bridges,
    hosts,
    links,
    openVswitch,
    setController,
    waitConnected: (timeoutMs = 10_000) => openVswitch.waitConnected(bridges, timeoutMs),
    pingAll: () => pingAll(hosts),
    stop: () => removeLab(folder),
  };
}

/** Hosts get the first port numbers of their bridge, links the next. */
function layOut(tag: string, options: LabOptions) {
  const { bridges: bridgeCount = 1, hosts: hostCount = 3, ring = false } = options;
  const bridges = Array.from({ length: bridgeCount }, (_, index) => `${tag}-s${index + 1}`);
  const used = new Map<string, number>();
  const nextPort = (bridge: string) => {
    const portNo = (used.get(bridge) ?? 0) + 1;
    used.set(bridge, portNo);
    return portNo;
  };
  const hosts = Array.from({ length: hostCount }, (_, index) => {
    const bridge = bridges[index % bridges.length] ?? "";
    return new LabHost(tag, index + 1, bridge, nextPort(bridge));
  });
  const rightEnds = ring ? [...bridges.slice(1), bridges[0] ?? ""] : bridges.slice(1);
  const links = rightEnds.map((right, index) => {
    const left = bridges[index] ?? "";
    const end = (bridge: string, side: string) => ({
      bridge,
      portNo: nextPort(bridge),
      device: `${tag}-l${index + 1}${side}`,
    });
    return new LabLink(end(left, "a"), end(right, "b"));
  });
  return { bridges, hosts, links };
}

async function pingAll(hosts: readonly LabHost[]): Promise<string[]> {
  const pairs = hosts.flatMap((from) => hosts.filter((to) => to !== from).map((to) => ({ from, to })));
  const answered = await Promise.all(pairs.map(({ from, to }) => from.pings(to)));
  const failed = pairs.filter((_, index) => !answered[index]);
  return failed.map(({ from, to }) => `h${from.number} -> h${to.number}`);
}

async function removeLab(folder: LabFolder): Promise<void> {
  await new OpenVswitch(folder).stop();
  await removeNamespaces(folder);
  rmSync(folder.path, { recursive: true, force: true, maxRetries: 3 });
}
