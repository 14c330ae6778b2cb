/** A learning switch: sends a frame to the port where its destination was last heard, each VLAN on its own. */

import { Application, compile, type PortNumber } from "zof";

const app = new Application("layer2");

/** Hosts remembered for each switch; one more takes the place of the oldest. */
const MAX_HOSTS = 16_384;

/** For each switch, by "VLAN address", where a host was last heard. */
const ports = new Map<string, Map<string, PortNumber>>();

app.message("CHANNEL_UP", ({ datapath_id }) => {
  ports.set(datapath_id, new Map());
  DELETE_ALL.send();
  ASK.send();
});

app.message("CHANNEL_DOWN", ({ datapath_id }) => {
  ports.delete(datapath_id);
});

app.message("PACKET_IN", { eth_type: 0x88cc }, () => {}); // LLDP is for the neighbour alone

app.message("PACKET_IN", ({ datapath_id, msg: { in_port, data, pkt } }) => {
  const { eth_src, eth_dst, vlan_vid } = pkt;
  const known = ports.get(datapath_id);
  if (known === undefined || eth_src === undefined || eth_dst === undefined || vlan_vid === undefined) return;
  if (eth_dst.startsWith("01:80:c2:00:00:0")) return; // bridges do not pass these on (IEEE 802.1Q, 8.6.3)

  const sender = `${vlan_vid} ${eth_src}`;
  const before = known.get(sender);
  if (before !== in_port && !isGroup(eth_src)) {
    known.set(sender, in_port);
    const [oldest] = known.keys();
    if (known.size > MAX_HOSTS && oldest !== undefined) known.delete(oldest);
    if (before === undefined) app.logger.debug(`${datapath_id}: ${sender} is at port ${in_port}`);
    else {
      app.logger.info(`${datapath_id}: ${sender} moved from port ${before} to ${in_port}`);
      FORGET_HOST.send({ eth_dst: eth_src, vlan_vid });
    }
  }

  const out_port = known.get(`${vlan_vid} ${eth_dst}`);
  if (out_port === undefined) SEND.send({ in_port, out_port: "FLOOD", data });
  else {
    FORWARD.send({ in_port, eth_src, eth_dst, vlan_vid, out_port });
    SEND.send({ in_port, out_port, data });
  }
});

// Nobody talks to this host any more: the next frame to it looks for it anew.
app.message("FLOW_REMOVED", { reason: "IDLE_TIMEOUT" }, ({ datapath_id, msg }) => {
  const { VLAN_VID, ETH_DST } = Object.fromEntries(msg.match.map(({ field, value }) => [field, value]));
  ports.get(datapath_id)?.delete(`${VLAN_VID} ${ETH_DST}`);
});

app.message("PORT_STATUS", ({ datapath_id, datapath, msg: { port_no } }) => {
  if (datapath.ports.get(port_no)?.up) return;
  FORGET_PORT.send({ out_port: port_no });
  const known = ports.get(datapath_id) ?? new Map<string, PortNumber>();
  for (const [host, port] of known) if (port === port_no) known.delete(host);
});

/** Whether an address stands for several hosts: broadcast or multicast. */
function isGroup(address: string): boolean {
  return (Number.parseInt(address.slice(0, 2), 16) & 1) === 1;
}

const DELETE_ALL = compile("FLOW_MOD {command: DELETE, table_id: ALL}");

/** Frames that no other entry matches come to us, whole. OpenFlow 1.0 would send the beginning without being asked. */
const ASK = compile(`
  type: FLOW_MOD
  msg:
    command: ADD
    priority: 0
    instructions:
      - instruction: APPLY_ACTIONS
        actions: [{action: OUTPUT, port_no: CONTROLLER, max_len: NO_BUFFER}]
`);

/** With the sender and its port in the match, frames of a host that has moved come to us. */
const FORWARD = compile(`
  type: FLOW_MOD
  msg:
    command: ADD
    priority: 1
    idle_timeout: 60
    flags: [SEND_FLOW_REM]
    match:
      - {field: IN_PORT, value: $in_port}
      - {field: ETH_SRC, value: $eth_src}
      - {field: ETH_DST, value: $eth_dst}
      - {field: VLAN_VID, value: $vlan_vid}
    instructions:
      - instruction: APPLY_ACTIONS
        actions: [{action: OUTPUT, port_no: $out_port}]
`);

const FORGET_HOST = compile(`
  type: FLOW_MOD
  msg:
    command: DELETE
    match:
      - {field: ETH_DST, value: $eth_dst}
      - {field: VLAN_VID, value: $vlan_vid}
`);

const FORGET_PORT = compile("FLOW_MOD {command: DELETE, out_port: $out_port}");

const SEND = compile(`
  type: PACKET_OUT
  msg:
    in_port: $in_port
    actions: [{action: OUTPUT, port_no: $out_port}]
    data: $data
`);
