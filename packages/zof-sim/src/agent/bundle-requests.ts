import { encode, type Message, type MessageInput, type MessageOf, type MessageType } from "zof-types";
import { bundleFailed, OpenFlowError } from "../openflow-error.js";
import type { ControllerSession } from "./controller-session.js";
import type { Device } from "./device.js";
import { errorMessage } from "./error-message.js";
import type { Answer, RequestHandler, RequestHandlers } from "./request-handler.js";

/**
 * The messages about bundles (OpenFlow 1.4.1, sections 6.8 and 7.3.9).
 *
 * @param changes - what may be in a bundle, and how it is carried out
 */
export function bundleRequests(changes: RequestHandlers): RequestHandlers {
  return {
    BUNDLE_ADD_MESSAGE({ msg, xid }, _device, _answer, session) {
      const { bundle_id, flags, message } = msg;
      if (message.xid !== xid) throw bundleFailed("MSG_BAD_XID", `${message.xid} within ${xid}`);
      if (changes[message.type] === undefined) throw bundleFailed("MSG_UNSUP", `${message.type} in a bundle`);
      session.bundles.add(bundle_id, flags, message);
    },
    BUNDLE_CONTROL: (message, device, answer, session) => control(message, device, answer, session, changes),
    "REQUEST.BUNDLE_FEATURES": (_message, _device, answer) =>
      answer({ type: "REPLY.BUNDLE_FEATURES", msg: { capabilities: ["ATOMIC", "ORDERED"] } }),
  };
}

function control(
  { msg }: MessageOf<"BUNDLE_CONTROL">,
  device: Device,
  answer: Answer,
  session: ControllerSession,
  changes: RequestHandlers,
): void {
  const { bundle_id, type, flags } = msg;
  const reply = (done: "OPEN_REPLY" | "CLOSE_REPLY" | "COMMIT_REPLY" | "DISCARD_REPLY") =>
    answer({ type: "BUNDLE_CONTROL", msg: { bundle_id, type: done, flags } });
  switch (type) {
    case "OPEN_REQUEST":
      session.bundles.open(bundle_id, flags);
      reply("OPEN_REPLY");
      break;
    case "CLOSE_REQUEST":
      session.bundles.close(bundle_id, flags);
      reply("CLOSE_REPLY");
      break;
    case "COMMIT_REQUEST":
      commit(session.bundles.take(bundle_id).messages as Message[], device, session, changes);
      reply("COMMIT_REPLY");
      break;
    case "DISCARD_REQUEST":
      session.bundles.take(bundle_id);
      reply("DISCARD_REPLY");
      break;
    default:
      throw bundleFailed("BAD_TYPE", `${type} is nothing that can be asked for`);
  }
}

/** Carries out all messages or, when one is refused, none; the error of that one comes first, with its own xid. */
function commit(
  messages: readonly Message[],
  device: Device,
  session: ControllerSession,
  changes: RequestHandlers,
): void {
  let current: Message | undefined;
  try {
    device.transaction(() => {
      for (const message of messages) {
        current = message;
        const change = changes[message.type] as RequestHandler<MessageType>;
        change(message, device, () => {}, session);
      }
    });
  } catch (error) {
    if (!(error instanceof OpenFlowError) || current === undefined) throw error;
    const bytes = encode(current as MessageInput, { version: session.version });
    session.offer(errorMessage(error, bytes, session.version), current.xid);
    throw bundleFailed("MSG_FAILED", `${current.type}: ${error.message}`);
  }
}
