/**
 * Many switches out of one process: connects to a controller and answers as a switch would, for seeing how a
 * controller copes with them. They forward nothing; `zof-sim` has switches that do.
 *
 *     zof run simulator --sim-count 100 --sim-endpoint 127.0.0.1:6653 --listen-endpoints 127.0.0.1:0
 */

import { Application, compile, connect, type MessageBodyInputs } from "zof";

// On its connections it is the switch: nothing that comes on them is from a datapath.
const app = new Application("simulator", { hasDatapathId: false })
  .option("--sim-count <n>", "number of switches", "10")
  .option("--sim-endpoint <endpoint>", "the controller", "127.0.0.1:6653")
  .option("--sim-ports <n>", "ports of each switch", "4");

/** Number of the switch on each connection, which is its datapath id too. */
const numbers = new Map<number, number>();

app.event("START", async () => {
  const endpoint = String(app.args.simEndpoint);
  for (let number = 1; number <= Number(app.args.simCount); number++) {
    numbers.set(await connect(endpoint, { requestFeatures: false }), number);
  }
  app.logger.info(`${numbers.size} switches are connected to ${endpoint}`);
});

app.message("FEATURES_REQUEST", ({ xid, conn_id, version }) => {
  const number = numbers.get(conn_id) ?? 0;
  // From OpenFlow 1.3 on, the ports are asked for separately.
  FEATURES.send({ xid, id: number, ports: version < 4 ? ports(number) : [] });
});

app.message("REQUEST.PORT_DESC", ({ xid, conn_id }) => {
  PORTS.send({ xid, ports: ports(numbers.get(conn_id) ?? 0) });
});

app.message("REQUEST.DESC", ({ xid, conn_id }) => {
  DESC.send({ xid, name: `simulated switch ${numbers.get(conn_id)}` });
});

app.message("BARRIER_REQUEST", ({ xid }) => {
  BARRIER.send({ xid });
});

app.message("CHANNEL_DOWN", ({ conn_id, msg: { reason } }) => {
  if (numbers.delete(conn_id)) app.logger.info(`a switch has lost its connection: ${reason}`);
});

function ports(number: number): MessageBodyInputs["REPLY.PORT_DESC"] {
  return Array.from({ length: Number(app.args.simPorts) }, (_, index) => ({
    port_no: index + 1,
    hw_addr: address(number, index + 1),
    name: `port${index + 1}`,
  }));
}

/** A locally administered address. */
function address(number: number, port: number): string {
  const bytes = [0x02, number >>> 24, number >>> 16, number >>> 8, number, port];
  return bytes.map((byte) => (byte & 0xff).toString(16).padStart(2, "0")).join(":");
}

const FEATURES = compile("FEATURES_REPLY {datapath_id: $id, n_buffers: 0, n_tables: 254, ports: $ports}");
const PORTS = compile("type: REPLY.PORT_DESC\nmsg: $ports");
const DESC = compile("REPLY.DESC {hw_desc: none, sw_desc: zof simulator, dp_desc: $name}");
const BARRIER = compile("BARRIER_REPLY");
