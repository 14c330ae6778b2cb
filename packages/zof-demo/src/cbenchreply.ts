/** Answers each PACKET_IN with a FLOW_MOD for it, as `cbench` counts them. For measuring, not for a network. */

import { Application, compile } from "zof";

const app = new Application("cbenchreply");

app.message("PACKET_IN", ({ msg: { in_port, buffer_id, pkt } }) => {
  if (pkt.eth_src === undefined || pkt.eth_dst === undefined) return;
  REPLY.send({ buffer_id, in_port, eth_src: pkt.eth_src, eth_dst: pkt.eth_dst });
});

const REPLY = compile(`
  type: FLOW_MOD
  msg:
    command: ADD
    idle_timeout: 5
    buffer_id: $buffer_id
    match:
      - {field: IN_PORT, value: $in_port}
      - {field: ETH_SRC, value: $eth_src}
      - {field: ETH_DST, value: $eth_dst}
    instructions:
      - instruction: APPLY_ACTIONS
        actions: [{action: OUTPUT, port_no: FLOOD}]
`);
