import "./codec/nested-message.js";

export { CodecError, type CodecErrorCode } from "zof-codec";
export { type DecodeOptions, decode } from "./codec/decode.js";
export { describeError, type ErrorDetails, type FailedRequest } from "./codec/describe-error.js";
export { type EncodeOptions, encode } from "./codec/encode.js";
export { joinParts } from "./codec/join-parts.js";
export { formatJson } from "./format-json.js";
export {
  type FieldMetadata,
  fieldMetadata,
  type MessageMetadata,
  messageMetadata,
  VERSIONS,
} from "./gen/metadata.js";
export type * from "./gen/types.js";
export { type MatchObject, matchFields, matchObject } from "./match-object/match-object.js";
export { rangeMasks } from "./match-object/range-masks.js";
export type {
  Envelope,
  Message,
  MessageInput,
  MessageInputOf,
  MessageOf,
  MessageViews,
  ReplyTypeOf,
} from "./message.js";
export { canonicalType, isMultipart, messageTypes, replyTypeOf } from "./message-types.js";
export { type ValidationError, validate } from "./validate/validate.js";
