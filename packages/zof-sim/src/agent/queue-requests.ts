import type { PortNumber, QueueNumber } from "zof-types";
import { PORT, toPortNumber } from "../match/port-number.js";
import { queueOpFailed } from "../openflow-error.js";
import type { SwitchPort } from "../switch/switch-port.js";
import type { Device } from "./device.js";
import type { RequestHandlers } from "./request-handler.js";
import { seconds } from "./seconds.js";
import { sendParts } from "./send-parts.js";

/** What can be asked about queues (OpenFlow 1.3.5, section 7.3.5.13; 1.4.1, section 7.3.5.13). */
export const QUEUE_REQUESTS: RequestHandlers = {
  "REQUEST.QUEUE_STATS": ({ msg }, device, answer) => {
    const stats = selectQueues(device, msg.port_no, msg.queue_id).map(({ port, queue_id }) => ({
      port_no: port.port_no,
      queue_id,
      ...port.queues.of(queue_id),
      duration: seconds(device.clock.now() - port.created),
    }));
    sendParts(stats, (part, flags) => answer({ type: "REPLY.QUEUE_STATS", flags, msg: part }));
  },

  "REQUEST.QUEUE_DESC": ({ msg }, device, answer) =>
    sendParts(describe(device, msg.port_no, msg.queue_id), (part, flags) =>
      answer({ type: "REPLY.QUEUE_DESC", flags, msg: part }),
    ),

  QUEUE_GET_CONFIG_REQUEST: ({ msg }, device, answer) =>
    answer({
      type: "QUEUE_GET_CONFIG_REPLY",
      msg: { port_no: msg.port_no, queues: describe(device, msg.port_no, "ALL") },
    }),
};

function describe(device: Device, port_no: PortNumber, queue_id: QueueNumber) {
  return selectQueues(device, port_no, queue_id).map((queue) => ({
    port_no: queue.port.port_no,
    queue_id: queue.queue_id,
  }));
}

/** @throws OpenFlowError QUEUE_OP_FAILED BAD_PORT or BAD_QUEUE */
function selectQueues(
  { ports, n_queues }: Device,
  port_no: PortNumber,
  queue_id: QueueNumber,
): { port: SwitchPort; queue_id: number }[] {
  const number = toPortNumber(port_no);
  // OpenFlow 1.0 asks about all ports with OFPP_ALL.
  const all = number === PORT.ANY || number === PORT.ALL;
  const meant = [...ports.values()].filter((port) => all || port.port_no === number);
  if (meant.length === 0 && !all) throw queueOpFailed("BAD_PORT", `there is no port ${port_no}`);
  const ids = Array.from({ length: n_queues }, (_, id) => id).filter(
    (id) => queue_id === "ALL" || id === queue_id,
  );
  if (ids.length === 0 && queue_id !== "ALL")
    throw queueOpFailed("BAD_QUEUE", `there is no queue ${queue_id}`);
  return meant.flatMap((port) => ids.map((id) => ({ port, queue_id: id })));
}
