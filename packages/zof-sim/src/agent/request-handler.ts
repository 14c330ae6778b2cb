import type { MessageInput, MessageOf, MessageType } from "zof-types";
import type { ControllerSession } from "./controller-session.js";
import type { Device } from "./device.js";

/** Sends an answer to the request at hand. */
export type Answer = (message: MessageInput) => void;

/** Carries out the request of one type. @throws OpenFlowError when it is refused */
export type RequestHandler<T extends MessageType> = (
  message: MessageOf<T>,
  device: Device,
  answer: Answer,
  session: ControllerSession,
) => void;

export type RequestHandlers = { readonly [T in MessageType]?: RequestHandler<T> | undefined };
