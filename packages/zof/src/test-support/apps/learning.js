import { Application, compile } from "zof";

const app = new Application("learning");

app.message("CHANNEL_UP", ({ datapath }) => {
  datapath.userData.ports = new Map();
  SEND_REST_HERE.send();
});

app.message("PACKET_IN", ({ datapath, msg }) => {
  const { in_port, data, pkt } = msg;
  const ports = datapath.userData.ports;
  ports.set(pkt.eth_src, in_port);
  FORWARD.send({ eth_dst: pkt.eth_src, port_no: in_port });
  SEND_OUT.send({ in_port, data, port_no: ports.get(pkt.eth_dst) ?? "FLOOD" });
});

const SEND_REST_HERE = compile(`
  type: FLOW_MOD
  msg:
    table_id: 0
    command: ADD
    priority: 0
    match: []
    instructions:
      - instruction: APPLY_ACTIONS
        actions: [{action: OUTPUT, port_no: CONTROLLER, max_len: NO_BUFFER}]
`);

const FORWARD = compile(`
  type: FLOW_MOD
  msg:
    table_id: 0
    command: ADD
    priority: 1
    match:
      - {field: ETH_DST, value: $eth_dst}
    instructions:
      - instruction: APPLY_ACTIONS
        actions: [{action: OUTPUT, port_no: $port_no}]
`);

const SEND_OUT = compile(`
  PACKET_OUT {in_port: $in_port, actions: [{action: OUTPUT, port_no: $port_no}], data: $data}
`);
