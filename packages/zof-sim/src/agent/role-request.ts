import type { MessageOf, MessageType } from "zof-types";
import { badRequest, roleRequestFailed } from "../openflow-error.js";
import type { ControllerSession } from "./controller-session.js";
import type { Device } from "./device.js";
import type { Answer, RequestHandlers } from "./request-handler.js";

/** What a slave may not ask for: all that changes the switch (OpenFlow 1.3.5, section 6.3.5). */
const CHANGES: ReadonlySet<MessageType> = new Set([
  "PACKET_OUT",
  "FLOW_MOD",
  "GROUP_MOD",
  "METER_MOD",
  "PORT_MOD",
  "TABLE_MOD",
  "BUNDLE_CONTROL",
  "BUNDLE_ADD_MESSAGE",
]);

/** @throws OpenFlowError BAD_REQUEST IS_SLAVE for what a slave may not ask for */
export function refuseSlave(type: MessageType, session: ControllerSession): void {
  if (session.isSlave && CHANGES.has(type)) throw badRequest("IS_SLAVE", `a slave may not send ${type}`);
}

/** Roles and what controllers of each get (OpenFlow 1.3.5, sections 7.3.9 and 7.3.10). */
export const ROLE_REQUESTS: RequestHandlers = {
  ROLE_REQUEST: changeRole,
  SET_ASYNC: ({ msg }, _device, _answer, session) => session.async.set(msg),
  GET_ASYNC_REQUEST: (_message, _device, answer, session) =>
    answer({ type: "GET_ASYNC_REPLY", msg: session.async.describe(session.version) }),
};

function changeRole(
  { msg }: MessageOf<"ROLE_REQUEST">,
  device: Device,
  answer: Answer,
  session: ControllerSession,
): void {
  if (!ROLES.has(msg.role)) throw roleRequestFailed("BAD_ROLE", `${msg.role} is no role`);
  if (msg.role === "ROLE_MASTER" || msg.role === "ROLE_SLAVE") claim(msg.generation_id, device);
  if (msg.role !== "ROLE_NOCHANGE") session.role = msg.role;
  const { generation_id = 0xffffffffffffffffn } = device.election;
  answer({ type: "ROLE_REPLY", msg: { ...msg, role: session.role, generation_id } });
}

const ROLES: ReadonlySet<string> = new Set(["ROLE_NOCHANGE", "ROLE_EQUAL", "ROLE_MASTER", "ROLE_SLAVE"]);

/** Elections are numbered: a message of one that is over comes too late (section 6.3.5). The numbers may wrap around. */
function claim(generation_id: bigint, { election }: Device): void {
  const last = election.generation_id;
  if (last !== undefined && BigInt.asIntN(64, generation_id - last) < 0n) {
    throw roleRequestFailed("STALE", `election ${generation_id} was followed by ${last}`);
  }
  election.generation_id = generation_id;
}
