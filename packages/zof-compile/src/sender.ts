import { type Message, type MessageInput, replyTypeOf } from "zof-types";
import { AllReplies } from "./channel/all-replies.js";
import { boundChannels } from "./channel/bound-channels.js";
import type { Channel, ReplySink, Target } from "./channel/channel.js";
import { Reply } from "./channel/reply.js";
import { ReplyParts } from "./channel/reply-parts.js";
import type { ReplyOptions, RequestAllOptions, RequestOptions, SendOptions } from "./compiled-message.js";
import { ArgumentList } from "./evaluate/argument-list.js";
import { MessageEncoder } from "./evaluate/message-encoder.js";
import type { Arguments } from "./evaluate/substitution.js";
import { type TemplateHeader, templateHeader } from "./evaluate/template-header.js";
import { copyValue } from "./parse/copy-value.js";
import type { Template } from "./parse/template.js";
import { problem, TemplateError } from "./template-error.js";

const DEFAULT_MAX_UNREAD_PARTS = 4096;
const NO_ARGUMENTS: Arguments = {};

const NO_OPTIONS: ReadonlySet<string> = new Set();
const SEND_OPTIONS: ReadonlySet<string> = new Set(["xid", "datapath_id", "conn_id"]);
const REQUEST_OPTIONS: ReadonlySet<string> = new Set([
  "datapath_id",
  "conn_id",
  "timeoutMs",
  "maxUnreadParts",
]);
const REQUEST_ALL_OPTIONS: ReadonlySet<string> = new Set(["parallelism", "timeoutMs", "maxUnreadParts"]);

/** What a compiled message is at run time; its typed face is CompiledMessage. */
export class Sender {
  readonly type: string;
  readonly args: readonly string[];
  readonly #header: TemplateHeader;
  readonly #encoder: MessageEncoder;
  readonly #arguments: ArgumentList;

  constructor(template: Template) {
    this.#header = templateHeader(template);
    this.#encoder = new MessageEncoder(template, this.#header.version);
    this.#arguments = new ArgumentList(template);
    this.type = this.#header.type;
    this.args = Object.freeze([...template.args]);
    Object.freeze(this);
  }

  send(args: Arguments & SendOptions = NO_ARGUMENTS): number {
    this.#arguments.check(args, SEND_OPTIONS);
    const channel = this.#find(args);
    const xid = checkedXid(args.xid) ?? this.#header.xid ?? channel.nextXid();
    this.#encoder.append(channel.output, channel.version, xid, args);
    channel.flushSoon();
    return xid;
  }

  request(args: Arguments & RequestOptions = NO_ARGUMENTS): Reply<Message> {
    this.#needReply();
    this.#arguments.check(args, REQUEST_OPTIONS);
    const limits = replyLimits(args);
    const { reply, request } = this.#open(this.#find(args), args, limits);
    request();
    return reply;
  }

  request_all(args: Arguments & RequestAllOptions = NO_ARGUMENTS): AllReplies<Message> {
    this.#needReply();
    this.#arguments.check(args, REQUEST_ALL_OPTIONS);
    const limits = replyLimits(args);
    const parallelism = atLeastOne("parallelism", args.parallelism ?? 1);
    const source = boundChannels();
    return new AllReplies(
      () => source.all(),
      parallelism,
      (channel, settled) => {
        const { reply, parts, request } = this.#open(channel, args, limits, () => settled(reply));
        try {
          request();
        } catch (error) {
          // Each datapath fails on its own: one may speak a version that lacks the message.
          parts.fail(error as Error);
        }
      },
    );
  }

  toObject(args: Arguments = NO_ARGUMENTS): MessageInput {
    this.#arguments.check(args, NO_OPTIONS);
    return copyValue(this.#encoder.object(args)) as MessageInput;
  }

  /** A reply that waits for nothing yet, and the function that sends the request for it. */
  #open(channel: Channel, args: Arguments, limits: ReplyLimits, settled?: () => void) {
    const { datapath_id, conn_id } = channel;
    const xid = channel.nextXid();
    const parts = new ReplyParts<Message>({ maxUnreadParts: limits.maxUnreadParts, datapath_id, settled });
    const reply = new Reply(parts, { xid, conn_id, datapath_id });
    const request = () => {
      this.#encoder.append(channel.output, channel.version, xid, args);
      channel.expect(xid, parts satisfies ReplySink, limits.timeoutMs ?? channel.requestTimeoutMs);
      channel.flushSoon();
    };
    return { reply, parts, request };
  }

  #find(args: Target): Channel {
    const addressed = args.datapath_id !== undefined || args.conn_id !== undefined;
    return boundChannels().find(addressed ? args : this.#header.target);
  }

  #needReply(): void {
    if (replyTypeOf(this.type) !== undefined) return;
    throw new TemplateError([problem("unknown_type", `${this.type} has no reply: use send`)]);
  }
}

function checkedXid(xid: number | undefined): number | undefined {
  if (xid === undefined || (typeof xid === "number" && xid >>> 0 === xid)) return xid;
  throw new TemplateError([
    problem("bad_value", `xid is ${xid}, an integer from 0 to 4294967295 is expected`),
  ]);
}

interface ReplyLimits {
  /** Undefined: what the connection says. */
  readonly timeoutMs: number | undefined;
  readonly maxUnreadParts: number;
}

function replyLimits(options: ReplyOptions): ReplyLimits {
  const { timeoutMs } = options;
  if (timeoutMs !== undefined) atLeastOne("timeoutMs", timeoutMs);
  const maxUnreadParts = atLeastOne("maxUnreadParts", options.maxUnreadParts ?? DEFAULT_MAX_UNREAD_PARTS);
  return { timeoutMs, maxUnreadParts };
}

function atLeastOne(name: string, value: number): number {
  if (typeof value === "number" && value >= 1) return value;
  throw new TemplateError([problem("bad_value", `${name} is ${value}, at least 1 is expected`)]);
}
