import type { Message, MessageOf, MessageType, ReplyTypes } from "zof-types";
import type { MessageTypeOf } from "./message-type.js";
import type { IsLiteral } from "./text.js";

/** The message that answers a template; `never` for one without reply, any message where the type is not known. */
export type ReplyPartOf<S extends string> = IsLiteral<S> extends true ? PartFor<MessageTypeOf<S>> : Message;

/** The message that answers messages of a type. */
export type PartFor<T extends MessageType> = MessageType extends T
  ? Message
  : T extends keyof ReplyTypes
    ? ReplyTypes[T] extends MessageType
      ? MessageOf<ReplyTypes[T]>
      : never
    : never;
