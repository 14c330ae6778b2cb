import { CodecError } from "zof-codec";
import {
  type ActionInput,
  decode,
  encode,
  type FlowModInput,
  formatJson,
  type GroupModInput,
  type InstructionInput,
  type MessageInput,
} from "zof-types";
import type { Random } from "../fuzz/random.js";

/** The messages of a pipeline that a version can say, with what only OpenFlow 1.5 has put in. */
export function inVersion(
  messages: readonly MessageInput[],
  version: number,
  random: Random,
): MessageInput[] {
  const adapted = version < 6 ? messages : messages.map((message) => asOpenFlow15(message, random));
  return adapted.filter((message) => canSay(message, version));
}

function canSay(message: MessageInput, version: number): boolean {
  if (version === 2 && saysProtocolOfIpv6(message)) return false;
  try {
    const said = decode(encode(message, { version }));
    // What a version lacks may be said with Open vSwitch's extensions, which the simulated switch does not have.
    return !formatJson(said).includes('"NX_');
  } catch (error) {
    if (error instanceof CodecError) return false;
    throw error;
  }
}

/** OpenFlow 1.1 has a place for the protocol, but none knows whether IPv6's is meant; Open vSwitch ignores it. */
function saysProtocolOfIpv6({ type, msg }: MessageInput): boolean {
  const match = type === "FLOW_MOD" ? ((msg as FlowModInput).match ?? []) : [];
  return match.some(({ field }) => field === "IP_PROTO") && match.some(({ value }) => value === 0x86dd);
}

/** Buckets have numbers, a meter is an action, bits of fields are set and copied. */
function asOpenFlow15(message: MessageInput, random: Random): MessageInput {
  if (message.type === "GROUP_MOD")
    return { type: "GROUP_MOD", msg: withBucketIds(message.msg as GroupModInput) };
  if (message.type !== "FLOW_MOD") return message;
  const msg = message.msg as FlowModInput;
  return {
    type: "FLOW_MOD",
    msg: { ...msg, instructions: msg.instructions?.map((each) => newer(each, random)) ?? [] },
  };
}

function withBucketIds(msg: GroupModInput): GroupModInput {
  return { ...msg, buckets: msg.buckets?.map((bucket, bucket_id) => ({ ...bucket, bucket_id })) ?? [] };
}

const NEW_ACTIONS: readonly ActionInput[] = [
  { action: "METER", meter_id: 1 },
  { action: "SET_FIELD", field: "ETH_DST", value: "00:00:00:00:12:00", mask: "00:00:00:00:ff:00" },
  { action: "COPY_FIELD", n_bits: 16, src_offset: 0, dst_offset: 8, fields: ["ETH_SRC", "ETH_DST"] },
  { action: "COPY_FIELD", n_bits: 2, src_offset: 0, dst_offset: 0, fields: ["ETH_SRC", "METADATA"] },
];

function newer(instruction: InstructionInput, random: Random): InstructionInput {
  if (instruction.instruction !== "APPLY_ACTIONS") return instruction;
  const added = NEW_ACTIONS.filter(() => random.below(6) === 0);
  return { ...instruction, actions: [...added, ...(instruction.actions ?? [])] };
}
