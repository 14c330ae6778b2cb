import type { EnqueueAction, OutputAction, PortNumber } from "zof-types";
import { PORT, toPortNumber } from "../match/port-number.js";
import { badAction } from "../openflow-error.js";
import type { ActionCheck } from "./action-check.js";
import { toMaxLen } from "./max-len.js";
import type { Step, Trip } from "./trip.js";

/** Rank of OUTPUT in an action set: the last. */
const OUTPUT_RANK = 11;

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
export function outputStep(action: Omit<OutputAction, "action">, check: ActionCheck): Step {
  const port_no = outputPort(action.port_no, check);
  const max_len = toMaxLen(action.max_len);
  const reserved = RESERVED.get(port_no);
  return {
    rank: OUTPUT_RANK,
    slot: "OUTPUT",
    output: port_no,
    run(trip) {
      if (reserved !== undefined) reserved(trip, max_len);
      else trip.to.output(trip.packet, port_no);
    },
  };
}

/** ENQUEUE of OpenFlow 1.0: OUTPUT through a queue, which is noted only (section 5.2.4). */
export function enqueueStep(action: EnqueueAction, check: ActionCheck): Step {
  const output = outputStep({ port_no: action.port_no, max_len: "NO_BUFFER" }, check);
  return {
    ...output,
    run(trip) {
      trip.packet.queue_id = action.queue_id;
      output.run(trip);
    },
  };
}

function outputPort(value: PortNumber, check: ActionCheck): number {
  const port_no = toPortNumber(value);
  const reserved = RESERVED.has(port_no) && (port_no !== PORT.TABLE || check.packetOut);
  if (reserved || check.hasPort(port_no)) return port_no;
  throw badAction("BAD_OUT_PORT", `there is no port ${value} to send to`);
}
