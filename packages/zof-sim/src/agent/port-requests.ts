import type { MessageOf, PortNumber, PortStatsInput } from "zof-types";
import { PORT, toPortNumber } from "../match/port-number.js";
import { badRequest, portModFailed } from "../openflow-error.js";
import { describePort } from "../switch/port-description.js";
import type { SwitchPort } from "../switch/switch-port.js";
import type { Device } from "./device.js";
import type { RequestHandlers } from "./request-handler.js";
import { seconds } from "./seconds.js";
import { sendParts } from "./send-parts.js";

/** PORT_MOD and what can be asked about ports (OpenFlow 1.3.5, sections 7.3.4.3, 7.3.5.5 and 7.3.5.6). */
export const PORT_REQUESTS: RequestHandlers = {
  PORT_MOD: portMod,

  "REQUEST.PORT_STATS": ({ msg }, device, answer) =>
    sendParts(
      selectPorts(device, msg.port_no).map((port) => statistics(port, device.clock.now() - port.created)),
      (part, flags) => answer({ type: "REPLY.PORT_STATS", flags, msg: part }),
    ),

  "REQUEST.PORT_DESC": ({ version }, device, answer) =>
    sendParts(
      [...device.ports.values()].map((port) => describePort(port, version)),
      (part, flags) => answer({ type: "REPLY.PORT_DESC", flags, msg: part }),
    ),
};

/** Ports have one speed, so that what is to be advertised changes nothing. */
function portMod({ msg }: MessageOf<"PORT_MOD">, device: Device): void {
  const port = device.ports.get(toPortNumber(msg.port_no));
  if (port === undefined) throw portModFailed("BAD_PORT", `there is no port ${msg.port_no}`);
  if (msg.hw_addr !== port.hw_addr) {
    throw portModFailed("BAD_HW_ADDR", `port ${msg.port_no} has the address ${port.hw_addr}`);
  }
  const kept = port.config.filter((flag) => !msg.mask.includes(flag));
  device.configurePort(port, [...kept, ...msg.config.filter((flag) => msg.mask.includes(flag))]);
}

/**
 * The ports that a message means.
 *
 * @throws OpenFlowError BAD_REQUEST BAD_PORT
 */
function selectPorts(device: Device, value: PortNumber): SwitchPort[] {
  const port_no = toPortNumber(value);
  if (port_no === PORT.ANY) return [...device.ports.values()];
  const port = device.ports.get(port_no);
  if (port === undefined) throw badRequest("BAD_PORT", `there is no port ${value}`);
  return [port];
}

function statistics(port: SwitchPort, age: number): PortStatsInput {
  return {
    port_no: port.port_no,
    duration: seconds(age),
    rx_packets: port.rx_packets,
    tx_packets: port.tx_packets,
    rx_bytes: port.rx_bytes,
    tx_bytes: port.tx_bytes,
    rx_dropped: port.rx_dropped,
    tx_dropped: port.tx_dropped,
  };
}
