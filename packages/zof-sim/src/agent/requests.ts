import { CodecError } from "zof-codec";
import {
  type CapabilitiesFlagsInput,
  isMultipart,
  type Message,
  type MessageOf,
  type MessageType,
  messageMetadata,
} from "zof-types";
import { toMaxLen, WHOLE_PACKET } from "../actions/max-len.js";
import { badRequest, OpenFlowError } from "../openflow-error.js";
import { describePort } from "../switch/port-description.js";
import { bundleRequests } from "./bundle-requests.js";
import { codecFault } from "./codec-fault.js";
import type { ControllerSession } from "./controller-session.js";
import type { Device } from "./device.js";
import { flowMonitor } from "./flow-monitor-request.js";
import { FLOW_REQUESTS } from "./flow-requests.js";
import { GROUP_REQUESTS } from "./group-requests.js";
import { METER_REQUESTS } from "./meter-requests.js";
import { packetOut } from "./packet-out-request.js";
import { PORT_REQUESTS } from "./port-requests.js";
import { QUEUE_REQUESTS } from "./queue-requests.js";
import type { Answer, RequestHandler, RequestHandlers } from "./request-handler.js";
import { ROLE_REQUESTS, refuseSlave } from "./role-request.js";
import { TABLE_REQUESTS } from "./table-requests.js";

/** What may be in a bundle. */
const CHANGES: RequestHandlers = {
  FLOW_MOD: FLOW_REQUESTS.FLOW_MOD,
  GROUP_MOD: GROUP_REQUESTS.GROUP_MOD,
  METER_MOD: METER_REQUESTS.METER_MOD,
  PORT_MOD: PORT_REQUESTS.PORT_MOD,
  TABLE_MOD: TABLE_REQUESTS.TABLE_MOD,
};

const HANDLERS: RequestHandlers = {
  ...FLOW_REQUESTS,
  ...GROUP_REQUESTS,
  ...METER_REQUESTS,
  ...PORT_REQUESTS,
  ...QUEUE_REQUESTS,
  ...TABLE_REQUESTS,
  ...ROLE_REQUESTS,
  ...bundleRequests(CHANGES),
  "REQUEST.FLOW_MONITOR": flowMonitor,
  "REQUEST.DESC": description,
  ECHO_REQUEST: ({ msg }, _device, answer) => answer({ type: "ECHO_REPLY", msg }),
  // Both are signs of life, which every message is; a second HELLO changes nothing.
  ECHO_REPLY: () => {},
  HELLO: () => {},
  BARRIER_REQUEST: (_message, _device, answer) => answer({ type: "BARRIER_REPLY" }),
  FEATURES_REQUEST: features,
  GET_CONFIG_REQUEST: getConfig,
  SET_CONFIG: setConfig,
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
export function answerRequest(
  message: Message,
  device: Device,
  answer: Answer,
  session: ControllerSession,
): void {
  // Which handler belongs to which type is checked where the table is written.
  const handler = HANDLERS[message.type] as RequestHandler<MessageType> | undefined;
  if (handler === undefined) {
    if (messageMetadata[message.type]?.experimenter !== undefined) refuseExperimenter();
    throw badRequest(
      isMultipart(message.type) ? "BAD_MULTIPART" : "BAD_TYPE",
      `${message.type} is not supported`,
    );
  }
  refuseSlave(message.type, session);
  if (message.flags?.includes("MORE")) {
    throw badRequest("MULTIPART_BUFFER_OVERFLOW", "no request that is supported needs several parts");
  }
  session.monitors.handling = message.xid;
  try {
    handler(message, device, answer, session);
  } catch (error) {
    throw error instanceof CodecError ? codecFault(error) : error;
  } finally {
    session.monitors.handling = undefined;
  }
}

function refuseExperimenter(): never {
  throw badRequest("BAD_EXPERIMENTER", "this switch knows no experimenter");
}

function description(_message: MessageOf<"REQUEST.DESC">, device: Device, answer: Answer): void {
  answer({
    type: "REPLY.DESC",
    msg: {
      mfr_desc: "zof",
      hw_desc: "simulated switch",
      sw_desc: "zof-sim",
      serial_num: device.datapath_id,
      dp_desc: device.name,
    },
  });
}

function features({ version }: MessageOf<"FEATURES_REQUEST">, device: Device, answer: Answer): void {
  const { datapath_id, buffers, flowTables, ports } = device;
  // From OpenFlow 1.3 on REPLY.PORT_DESC tells of ports.
  const ofPorts = version <= 3 && {
    actions: ACTIONS_10,
    ports: [...ports.values()].map((port) => describePort(port, version)),
  };
  answer({
    type: "FEATURES_REPLY",
    msg: {
      datapath_id,
      n_buffers: buffers.size,
      n_tables: flowTables.tables.length,
      capabilities: capabilities(version),
      ...ofPorts,
    },
  });
}

function capabilities(version: number): CapabilitiesFlagsInput {
  const groups = version > 1 ? (["GROUP_STATS"] as const) : [];
  const later = version >= 6 ? (["BUNDLES", "FLOW_MONITORING"] as const) : [];
  return ["FLOW_STATS", "TABLE_STATS", "PORT_STATS", "QUEUE_STATS", ...groups, ...later];
}

function getConfig(
  { version }: MessageOf<"GET_CONFIG_REQUEST">,
  { datapath }: Device,
  answer: Answer,
  session: ControllerSession,
): void {
  const invalidTtl = saysInvalidTtl(version) && session.async.wants("packet_in", "INVALID_TTL", false);
  answer({
    type: "GET_CONFIG_REPLY",
    msg: {
      flags: invalidTtl ? ["FRAG_NORMAL", "INVALID_TTL_TO_CONTROLLER"] : ["FRAG_NORMAL"],
      miss_send_len: datapath.miss_send_len,
    },
  });
}

/** OpenFlow 1.1 and 1.2 ask for packets of used up TTL by a flag, later versions with SET_ASYNC. */
function saysInvalidTtl(version: number): boolean {
  return version === 2 || version === 3;
}

/** Fragments are forwarded like other packets; other treatments are not supported. */
function setConfig(
  { msg, version }: MessageOf<"SET_CONFIG">,
  { datapath }: Device,
  _answer: Answer,
  session: ControllerSession,
): void {
  const invalidTtl = msg.flags.includes("INVALID_TTL_TO_CONTROLLER");
  const other = msg.flags.find((flag) => flag !== "FRAG_NORMAL" && flag !== "INVALID_TTL_TO_CONTROLLER");
  if (other !== undefined) {
    const reason = `${other} is not supported`;
    throw version === 1
      ? badRequest("EPERM", reason)
      : new OpenFlowError("SWITCH_CONFIG_FAILED", "OFPSCFC_BAD_FLAGS", reason);
  }
  if (saysInvalidTtl(version)) session.async.wantInvalidTtl(invalidTtl);
  datapath.miss_send_len = Math.min(toMaxLen(msg.miss_send_len), WHOLE_PACKET);
}
