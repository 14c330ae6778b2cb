import { nearest } from "zof-codec";
import { canonicalType, messageTypes } from "zof-types";
import { ControllerError } from "../controller-error.js";
import type { ChannelBodies, EventType } from "./message-event.js";

const CHANNEL_TYPES: readonly (keyof ChannelBodies)[] = ["CHANNEL_UP", "CHANNEL_DOWN", "CHANNEL_ALERT"];

/**
 * The type of a message event that a name stands for: in any case, and for multipart messages in either of
 * the two spellings, `REQUEST.PORT_DESC` and `PORT_DESC_REQUEST`.
 *
 * @throws ControllerError `bad_app` when there is no such type.
 */
export function eventTypeOf(name: string): EventType {
  const type = canonicalType(name) ?? CHANNEL_TYPES.find((each) => each === name.toUpperCase());
  if (type !== undefined) return type;
  const near = nearest(name, [...messageTypes, ...CHANNEL_TYPES]);
  const hint = near === undefined ? "" : `; did you mean ${near}?`;
  throw new ControllerError("bad_app", `there is no message type ${name}${hint}`);
}
