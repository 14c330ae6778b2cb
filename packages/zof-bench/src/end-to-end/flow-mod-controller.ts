import { compile } from "zof-compile";
import { Application, run } from "zof-core";

// The least that a controller does with the framework: one handler, one template, one FLOW_MOD per PACKET_IN.
//
//     node flow-mod-controller.js --listen-endpoints HOST:PORT

const app = new Application("flow-mod", { exceptionFatal: true });

const FORWARD = compile(`
  type: FLOW_MOD
  msg:
    command: ADD
    idle_timeout: 60
    buffer_id: $buffer_id
    match:
      - {field: ETH_DST, value: $eth_dst}
    instructions:
      - instruction: APPLY_ACTIONS
        actions: [{action: OUTPUT, port_no: $out_port}]
`);

app.message("PACKET_IN", ({ msg }) => {
  const { eth_dst } = msg.pkt;
  if (eth_dst === undefined) return;
  FORWARD.send({ buffer_id: msg.buffer_id, eth_dst, out_port: msg.in_port === 1 ? 2 : 1 });
});

await run({ programName: "flow-mod-controller" });
