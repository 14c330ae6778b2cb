/**
 * Forwarding on shortest paths, in networks with loops: links and hosts are found by the services, and each switch
 * gets the flows that follow from them. Nothing is installed or deleted by hand.
 *
 *     zof run paths
 */

import {
  Application,
  compile,
  FlowReconciler,
  HostTracker,
  type NetworkHost,
  type SwitchPort,
  TopologyDiscovery,
  type WantedFlow,
} from "zof";

const topology = new TopologyDiscovery();
const hosts = new HostTracker(topology);
const flows = new FlowReconciler({ cookie: 0x7061_7468, name: "paths-flows" });
const app = new Application("paths");

const BROADCAST = "ff:ff:ff:ff:ff:ff";

/** Ports whose broadcasts their switch forwards by itself, as "datapath_id port_no". */
const flooding = new Map<string, readonly string[]>();

let isDue = false;

/** Computes the flows of all switches anew, once for all that happens in a turn. */
function update(): void {
  if (isDue) return;
  isDue = true;
  setImmediate(() => {
    isDue = false;
    for (const { id } of app.controller.getDatapaths()) flows.set(id, wantedFlows(id));
  });
}

const CHANGES = new Set([
  "LINK_UP",
  "LINK_DOWN",
  "EDGE_UP",
  "EDGE_DOWN",
  "HOST_UP",
  "HOST_MOVED",
  "HOST_DOWN",
]);
app.event((name) => CHANGES.has(name), update);
app.message("CHANNEL_UP", update);
app.message("CHANNEL_DOWN", ({ datapath_id }) => void flooding.delete(datapath_id));

app.event("FLOWS_RECONCILED", ({ datapath_id, failed }) => {
  for (const { flow, reason } of failed) app.logger.warn({ datapath_id, flow }, reason);
  const ports = (flows.get(datapath_id) ?? []).map(({ match }) =>
    match?.find(({ field }) => field === "IN_PORT"),
  );
  flooding.set(
    datapath_id,
    ports.filter((port) => port !== undefined).map(({ value }) => String(value)),
  );
});

app.message("PACKET_IN", ({ datapath_id, msg: { in_port, data, pkt } }) => {
  const { eth_dst, vlan_vid } = pkt;
  // What comes by a link is on its way; a port that is neither link nor edge yet might lead into a loop.
  if (eth_dst === undefined || eth_dst.startsWith("01:80:c2:00:00:0") || typeof in_port !== "number") return;
  if (!topology.isEdge({ datapath_id, port_no: in_port })) return;
  if (eth_dst === BROADCAST && flooding.get(datapath_id)?.includes(String(in_port))) return;
  const host = hosts.find(eth_dst, vlan_vid);
  const targets: readonly SwitchPort[] = host === undefined ? topology.edges : [host];
  for (const { datapath_id: at, port_no } of targets) {
    if (at !== datapath_id || port_no !== in_port) SEND.send({ datapath_id: at, port_no, data });
  }
});

function wantedFlows(id: string): WantedFlow[] {
  const edges = topology.edges.filter(({ datapath_id }) => datapath_id === id).map(({ port_no }) => port_no);
  const links = topology
    .spanningTree()
    .flatMap(({ a, b }) => [a, b])
    .filter(({ datapath_id }) => datapath_id === id)
    .map(({ port_no }) => port_no);
  const ports = [...edges, ...links];
  const broadcasts = ports.map((port): WantedFlow => {
    const others: (number | "CONTROLLER")[] = ports.filter((each) => each !== port);
    // The host tracker hears of new hosts by their broadcasts.
    if (edges.includes(port)) others.push("CONTROLLER");
    const match = [
      { field: "IN_PORT", value: port },
      { field: "ETH_DST", value: BROADCAST },
    ] as const;
    return { priority: 2, match, ...output(...others) };
  });
  return [
    { priority: 0, ...output("CONTROLLER") },
    ...broadcasts,
    ...hosts.hosts.flatMap((host) => towards(host, id)),
  ];
}

/** The flow that sends frames to a host on their way; none when there is no way. */
function towards(host: NetworkHost, id: string): WantedFlow[] {
  const port = host.datapath_id === id ? host.port_no : topology.portsTowards(host.datapath_id).get(id);
  if (port === undefined) return [];
  const match = [
    { field: "ETH_DST", value: host.mac },
    { field: "VLAN_VID", value: host.vlan_vid },
  ] as const;
  return [{ priority: 1, match, ...output(port) }];
}

function output(...ports: (number | "CONTROLLER")[]): Pick<WantedFlow, "instructions"> & object {
  const actions = ports.map((port_no) => ({ action: "OUTPUT", port_no, max_len: "NO_BUFFER" }) as const);
  return { instructions: [{ instruction: "APPLY_ACTIONS", actions }] };
}

const SEND = compile(
  "PACKET_OUT {in_port: CONTROLLER, actions: [{action: OUTPUT, port_no: $port_no}], data: $data}",
);
