import { CodecError } from "zof-codec";
import { type Message, type MessageOf, type MessageType, messageMetadata } from "zof-types";
import { toMaxLen, WHOLE_PACKET } from "../actions/max-len.js";
import { badRequest, OpenFlowError } from "../openflow-error.js";
import { describePort } from "../switch/port-description.js";
import { codecFault } from "./codec-fault.js";
import type { Device } from "./device.js";
import { flowMod } from "./flow-mod-request.js";
import { MULTIPART } from "./multipart.js";
import { packetOut } from "./packet-out-request.js";
import type { Answer, RequestHandler, RequestHandlers } from "./request-handler.js";

const HANDLERS: RequestHandlers = {
  ...MULTIPART,
  ECHO_REQUEST: ({ msg }, _device, answer) => answer({ type: "ECHO_REPLY", msg }),
  // Both are signs of life, which every message is; a second HELLO changes nothing.
  ECHO_REPLY: () => {},
  HELLO: () => {},
  BARRIER_REQUEST: (_message, _device, answer) => answer({ type: "BARRIER_REPLY" }),
  FEATURES_REQUEST: features,
  GET_CONFIG_REQUEST: getConfig,
  SET_CONFIG: setConfig,
  FLOW_MOD: flowMod,
  PACKET_OUT: packetOut,
  EXPERIMENTER: refuseExperimenter,
};

/** Actions as OpenFlow 1.0 lists them in FEATURES_REPLY (section 5.3.1). */
const ACTIONS_10 = [
  "OUTPUT",
  "SET_VLAN_VID",
  "SET_VLAN_PCP",
  "STRIP_VLAN",
  "SET_DL_SRC",
  "SET_DL_DST",
  "SET_NW_SRC",
  "SET_NW_DST",
  "SET_NW_TOS",
  "SET_TP_SRC",
  "SET_TP_DST",
  "ENQUEUE",
] as const;

/**
 * Carries out a request of the controller. Requests are carried out one after the other, so that a BARRIER_REQUEST
 * finds those before it done.
 *
 * @throws OpenFlowError when it is refused
 */
export function answerRequest(message: Message, device: Device, answer: Answer): void {
  // Which handler belongs to which type is checked where the table is written.
  const handler = HANDLERS[message.type] as RequestHandler<MessageType> | undefined;
  if (handler === undefined && messageMetadata[message.type]?.experimenter !== undefined)
    refuseExperimenter();
  if (handler === undefined) throw badRequest("BAD_TYPE", `${message.type} is not for a switch`);
  if (message.flags?.includes("MORE")) {
    throw badRequest("MULTIPART_BUFFER_OVERFLOW", "no request that is supported needs several parts");
  }
  try {
    handler(message, device, answer);
  } catch (error) {
    throw error instanceof CodecError ? codecFault(error) : error;
  }
}

function refuseExperimenter(): never {
  throw badRequest("BAD_EXPERIMENTER", "this switch knows no experimenter");
}

function features({ version }: MessageOf<"FEATURES_REQUEST">, device: Device, answer: Answer): void {
  const { datapath_id, buffers, flowTables, ports } = device;
  // Later versions tell of ports in REPLY.PORT_DESC.
  const for10 = version === 1 && {
    actions: ACTIONS_10,
    ports: [...ports.values()].map((port) => describePort(port, version)),
  };
  answer({
    type: "FEATURES_REPLY",
    msg: {
      datapath_id,
      n_buffers: buffers.size,
      n_tables: flowTables.tables.length,
      capabilities: ["FLOW_STATS", "TABLE_STATS", "PORT_STATS"],
      ...for10,
    },
  });
}

function getConfig(_message: MessageOf<"GET_CONFIG_REQUEST">, { datapath }: Device, answer: Answer): void {
  answer({
    type: "GET_CONFIG_REPLY",
    msg: { flags: ["FRAG_NORMAL"], miss_send_len: datapath.miss_send_len },
  });
}

/** Fragments are forwarded like other packets; other treatments are not supported. */
function setConfig({ msg, version }: MessageOf<"SET_CONFIG">, { datapath }: Device): void {
  const other = msg.flags.find((flag) => flag !== "FRAG_NORMAL");
  if (other !== undefined) {
    const reason = `${other} is not supported`;
    throw version === 1
      ? badRequest("EPERM", reason)
      : new OpenFlowError("SWITCH_CONFIG_FAILED", "OFPSCFC_BAD_FLAGS", reason);
  }
  datapath.miss_send_len = Math.min(toMaxLen(msg.miss_send_len), WHOLE_PACKET);
}
