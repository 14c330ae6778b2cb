/** A learning switch as a class: its methods are the handlers, its fields the state. `layer2` is the one to use. */

import { Application, compile, type MessageEvent, type PortNumber } from "zof";

const app = new Application("layer2-class");

@app.bind
export class LearningSwitch {
  /** For each switch, by address, where a host was last heard. */
  readonly #ports = new Map<string, Map<string, PortNumber>>();

  @app.message("CHANNEL_UP")
  up({ datapath_id }: MessageEvent<"CHANNEL_UP">): void {
    this.#ports.set(datapath_id, new Map());
    DELETE_ALL.send();
    ASK.send();
  }

  @app.message("CHANNEL_DOWN")
  down({ datapath_id }: MessageEvent<"CHANNEL_DOWN">): void {
    this.#ports.delete(datapath_id);
  }

  // LLDP is for the neighbour alone. The first handler that wants a message gets it.
  @app.message("PACKET_IN", { eth_type: 0x88cc })
  ignore(): void {}

  @app.message("PACKET_IN")
  packetIn({ datapath_id, msg: { in_port, data, pkt } }: MessageEvent<"PACKET_IN">): void {
    const known = this.#ports.get(datapath_id);
    if (known === undefined || pkt.eth_src === undefined || pkt.eth_dst === undefined) return;
    known.set(pkt.eth_src, in_port);
    const out_port = known.get(pkt.eth_dst);
    if (out_port !== undefined)
      FORWARD.send({ in_port, eth_src: pkt.eth_src, eth_dst: pkt.eth_dst, out_port });
    SEND.send({ in_port, out_port: out_port ?? "FLOOD", data });
  }
}

const DELETE_ALL = compile("FLOW_MOD {command: DELETE, table_id: ALL}");

const ASK = compile(`
  type: FLOW_MOD
  msg:
    command: ADD
    priority: 0
    instructions:
      - instruction: APPLY_ACTIONS
        actions: [{action: OUTPUT, port_no: CONTROLLER, max_len: NO_BUFFER}]
`);

const FORWARD = compile(`
  type: FLOW_MOD
  msg:
    command: ADD
    priority: 1
    idle_timeout: 60
    match:
      - {field: IN_PORT, value: $in_port}
      - {field: ETH_SRC, value: $eth_src}
      - {field: ETH_DST, value: $eth_dst}
    instructions:
      - instruction: APPLY_ACTIONS
        actions: [{action: OUTPUT, port_no: $out_port}]
`);

const SEND = compile(
  "PACKET_OUT {in_port: $in_port, actions: [{action: OUTPUT, port_no: $out_port}], data: $data}",
);
