import type { EnqueueAction, OutputAction, PortNumber, QueueNumber, SetQueueAction } from "zof-types";
import { PORT, toPortNumber } from "../match/port-number.js";
import { badAction } from "../openflow-error.js";
import type { ActionCheck } from "./action-check.js";
import { toMaxLen } from "./max-len.js";
import type { Prepared } from "./preparation.js";
import type { Trip } from "./trip.js";

const RESERVED = new Map<number, (trip: Trip, max_len: number) => void>([
  [PORT.IN_PORT, ({ to, packet }) => to.outputInPort(packet)],
  [PORT.TABLE, ({ to, packet }) => to.table(packet)],
  [PORT.NORMAL, ({ to, packet }) => to.normal(packet)],
  [PORT.FLOOD, ({ to, packet }) => to.flood(packet)],
  [PORT.ALL, ({ to, packet }) => to.flood(packet)],
  [PORT.CONTROLLER, (trip, max_len) => trip.to.controller(trip, max_len)],
  [PORT.LOCAL, ({ to, packet }) => to.local(packet)],
]);

/** OUTPUT: sends the packet as it is at this point (OpenFlow 1.3.5, section 7.2.5). */
export function outputStep(action: Omit<OutputAction, "action">, check: ActionCheck): Prepared {
  const port_no = outputPort(action.port_no, check);
  const max_len = toMaxLen(action.max_len);
  const reserved = RESERVED.get(port_no);
  return {
    output: port_no,
    run(trip) {
      if (reserved !== undefined) reserved(trip, max_len);
      else trip.to.output(trip.packet, port_no);
    },
  };
}

/** ENQUEUE of OpenFlow 1.0: OUTPUT through a queue (section 5.2.4). */
export function enqueueStep(action: EnqueueAction, check: ActionCheck): Prepared {
  const output = outputStep({ port_no: action.port_no, max_len: "NO_BUFFER" }, check);
  const queue_id = queueNumber(action.queue_id);
  return {
    ...output,
    run(trip) {
      trip.packet.queue_id = queue_id;
      output.run(trip);
    },
  };
}

/** SET_QUEUE: which queue of its port a packet will go through (OpenFlow 1.3.5, section 7.2.5). */
export function setQueueStep(action: SetQueueAction): Prepared {
  const queue_id = queueNumber(action.queue_id);
  return {
    run({ packet }) {
      packet.queue_id = queue_id;
    },
  };
}

/** Queues that a port does not have are no error, as with Open vSwitch: the packet goes out all the same. */
function queueNumber(value: QueueNumber): number {
  if (typeof value === "number") return value;
  throw badAction("BAD_QUEUE", `${value} is not one queue`);
}

function outputPort(value: PortNumber, check: ActionCheck): number {
  const port_no = toPortNumber(value);
  const reserved = RESERVED.has(port_no) && (port_no !== PORT.TABLE || check.packetOut);
  if (reserved || check.targets.hasPort(port_no)) return port_no;
  throw badAction("BAD_OUT_PORT", `there is no port ${value} to send to`);
}
