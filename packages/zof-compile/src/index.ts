export { type Argument, arg } from "./argument.js";
export type { DatapathReply } from "./channel/all-replies.js";
export { bindChannels } from "./channel/bound-channels.js";
export type { Channel, ChannelSource, ReplySink, Target } from "./channel/channel.js";
export type { Reply } from "./channel/reply.js";
export { RequestError, type RequestErrorCode, type RequestErrorOptions } from "./channel/request-error.js";
export { type CompiledOf, compile } from "./compile.js";
export type {
  CompiledMessage,
  MessageHasNoReply,
  ReplyOptions,
  RequestAllOptions,
  RequestOptions,
  SendOptions,
} from "./compiled-message.js";
export type { ObjectTemplate } from "./infer/object-template.js";
export { TemplateError, type TemplateErrorCode, type TemplateProblem } from "./template-error.js";
