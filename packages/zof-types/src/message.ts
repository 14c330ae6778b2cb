import type { PacketView } from "zof-codec";
import type {
  MessageBodies,
  MessageBodyInputs,
  MessageType,
  MultipartFlags,
  MultipartFlagsInput,
  OptionalBody,
  ReplyTypes,
  ViewedType,
} from "./gen/types.js";

/** A decoded message of one type. */
export interface MessageOf<Type extends MessageType> {
  type: Type;
  /** Transaction id. */
  xid: number;
  /** Wire version: 1 is OpenFlow 1.0, 4 is OpenFlow 1.3. */
  version: number;
  /** MORE when another part follows; multipart messages only. */
  flags?: MultipartFlags;
  msg: MessageBodies[Type];
}

/** Any decoded message; `type` tells which. */
export type Message = { [Type in MessageType]: MessageOf<Type> }[MessageType];

/** What addresses a message: who it goes to, and how it is numbered. */
export interface Envelope {
  version?: number | undefined;
  xid?: number | undefined;
  flags?: MultipartFlagsInput | undefined;
  /** Ignored by the codec; says where a controller sends the message. */
  datapath_id?: string | number | bigint | undefined;
  conn_id?: number | undefined;
}

/** A message of one type, as the encoder accepts it. */
export type MessageInputOf<Type extends MessageType> = Envelope & { type: Type } & (Type extends OptionalBody
    ? { msg?: MessageBodyInputs[Type] }
    : { msg: MessageBodyInputs[Type] });

/** Any message, as the encoder accepts it. */
export type MessageInput = { [Type in MessageType]: MessageInputOf<Type> }[MessageType];

/** Bodies that hold a packet show its headers as `pkt`; they are views that decode on demand. */
export interface MessageViews extends Omit<MessageBodies, ViewedType>, ViewedBodies {}

type ViewedBodies = { [Type in ViewedType]: MessageBodies[Type] & PacketViewOf<MessageBodies[Type]> };

interface PacketViewOf<Body> {
  /** The headers of the packet in `data`. */
  pkt: PacketView;
  /** The body as a plain object, all of it decoded. */
  toObject(): Body;
}

/** The type of the message that answers a request; never for messages without a reply. */
export type ReplyTypeOf<Type extends MessageType> = Type extends keyof ReplyTypes ? ReplyTypes[Type] : never;
