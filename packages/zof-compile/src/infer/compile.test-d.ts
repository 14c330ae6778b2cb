import { expectTypeOf } from "vitest";
import type { ActionInput, FieldInput, Message, MessageOf, PortNumberInput, UInt16Input } from "zof-types";
import { arg } from "../argument.js";
import type { DatapathReply } from "../channel/all-replies.js";
import type { Reply } from "../channel/reply.js";
import { compile } from "../compile.js";
import type { CompiledMessage } from "../compiled-message.js";

const LEARN = compile(
  "FLOW_MOD {command: ADD, match: [{field: ETH_DST, value: $eth_dst}], priority: $priority}",
);

// Arguments of send.
LEARN.send({ eth_dst: "00:00:00:00:00:01", priority: 1 });
LEARN.send({ eth_dst: "00:00:00:00:00:01", priority: 1, xid: 1, datapath_id: 1n, conn_id: undefined });
// @ts-expect-error priority is missing
LEARN.send({ eth_dst: "00:00:00:00:00:01" });
// @ts-expect-error there is no argument prio
LEARN.send({ eth_dst: "00:00:00:00:00:01", priority: 1, prio: 1 });
// @ts-expect-error eth_dst is text
LEARN.send({ eth_dst: 5, priority: 1 });
// @ts-expect-error the arguments are missing
LEARN.send();
// @ts-expect-error timeoutMs is no option of send
LEARN.send({ eth_dst: "00:00:00:00:00:01", priority: 1, timeoutMs: 1 });
expectTypeOf(LEARN.toObject({ eth_dst: "", priority: 1 })).toExtend<{ type: string }>();

// A message without reply has no request.
// @ts-expect-error nothing answers a FLOW_MOD
LEARN.request({ eth_dst: "00:00:00:00:00:01", priority: 1 });
// @ts-expect-error nothing answers a FLOW_MOD
LEARN.request_all({ eth_dst: "00:00:00:00:00:01", priority: 1 });

// Without arguments, nothing need be given.
const BARRIER = compile("BARRIER_REQUEST");
BARRIER.send();
BARRIER.send({ conn_id: 1 });
expectTypeOf(BARRIER.request()).toEqualTypeOf<Reply<MessageOf<"BARRIER_REPLY">>>();

// Replies by the type.
const FLOWS = compile("REQUEST.FLOW_DESC {table_id: $table}");
expectTypeOf(FLOWS.request({ table: "ALL", timeoutMs: 100 })).resolves.toEqualTypeOf<
  MessageOf<"REPLY.FLOW_DESC">
>();
async function readFlows(): Promise<void> {
  for await (const part of FLOWS.request({ table: 0 }))
    expectTypeOf(part.msg[0]?.priority).toEqualTypeOf<number | undefined>();
  for await (const result of FLOWS.request_all({ table: 0, parallelism: 8 })) {
    expectTypeOf(result).toEqualTypeOf<DatapathReply<MessageOf<"REPLY.FLOW_DESC">>>();
    expectTypeOf(await result.reply).toEqualTypeOf<MessageOf<"REPLY.FLOW_DESC">>();
  }
}
readFlows satisfies () => Promise<void>;

// Names in another spelling and case are taken.
expectTypeOf(compile("FLOW_DESC_REQUEST").request()).resolves.toEqualTypeOf<MessageOf<"REPLY.FLOW_DESC">>();
expectTypeOf(compile("barrier_request").request()).resolves.toEqualTypeOf<MessageOf<"BARRIER_REPLY">>();

// What cannot be told is loose.
expectTypeOf(compile("" as string)).toEqualTypeOf<CompiledMessage<Record<string, unknown>, Message>>();
expectTypeOf(compile("msg: {}\ntype: BARRIER_REQUEST").request()).resolves.toEqualTypeOf<Message>();

// Misspelt names.
// @ts-expect-error unknown message type: FLOWMOD
compile("FLOWMOD {command: ADD}");
// @ts-expect-error unknown message type: FLOWMOD
compile("\n  # comment\n  type: FLOWMOD # here\n  msg: {command: ADD}");
// @ts-expect-error unknown message type: FLOWMOD
compile('{"type": "FLOWMOD"}');
// @ts-expect-error unknown field: ETH_DTS
compile("FLOW_MOD {command: ADD, match: [{field: ETH_DST, value: 1}, {field: ETH_DTS, value: 1}]}");
// @ts-expect-error unknown action: OUTPT
compile("PACKET_OUT\nactions:\n- action: OUTPT\n  port_no: 1");
// @ts-expect-error unknown instruction: APPLY
compile("FLOW_MOD\ncommand: ADD\ninstructions:\n- instruction: APPLY\n  actions: []");

// Names that are none, or that only a YAML reader can tell.
compile(
  "FLOW_MOD {command: ADD, match: [{field: $field, value: $value}, {field: '0x80000604', value: '00'}]}",
);
compile("FLOW_MOD {command: ADD} # field: ETH_DTS");
compile("FLOW_MOD # action: NONE\ncommand: ADD");
compile("ECHO_REQUEST {data: $x}\n# instruction: NONE");
compile("--- {type: BARRIER_REQUEST}");
compile("&all {type: BARRIER_REQUEST}");
compile("'type': BARRIER_REQUEST");
compile("type:\n  BARRIER_REQUEST");
compile("{xid: 1, type: BARRIER_REQUEST}");
compile("msg:\n  action: $a\ntype: ECHO_REQUEST");

// Objects.
const OBJECT = compile({
  type: "FLOW_MOD",
  msg: {
    command: "ADD",
    priority: arg("priority"),
    match: [
      { field: "ETH_DST", value: arg("eth_dst") },
      { field: "IN_PORT", value: arg("in_port") },
    ],
    instructions: [
      {
        instruction: "APPLY_ACTIONS",
        actions: [{ action: "OUTPUT", port_no: arg("out_port") }, arg("more")],
      },
    ],
  },
});
expectTypeOf(OBJECT).toEqualTypeOf<
  CompiledMessage<
    {
      priority: UInt16Input;
      eth_dst: string;
      in_port: PortNumberInput | `${string}/${string}`;
      out_port: PortNumberInput;
      more: ActionInput;
    },
    never
  >
>();
expectTypeOf(compile({ type: "FLOW_MOD", msg: { command: "ADD", match: arg("match") } })).toEqualTypeOf<
  CompiledMessage<{ match: readonly FieldInput[] }, never>
>();
expectTypeOf(compile({ type: "REQUEST.DESC" }).request()).resolves.toEqualTypeOf<MessageOf<"REPLY.DESC">>();
// @ts-expect-error there is no FLOWMOD
compile({ type: "FLOWMOD", msg: { command: "ADD" } });
// @ts-expect-error there is no property comand
compile({ type: "FLOW_MOD", msg: { comand: "ADD" } });
// @ts-expect-error ADDD is no command
compile({ type: "FLOW_MOD", msg: { command: "ADDD" } });
compile({
  type: "FLOW_MOD",
  // @ts-expect-error there is no field ETH_DTS
  msg: { command: "ADD", match: [{ field: "ETH_DTS", value: "00:00:00:00:00:01" }] },
});
// @ts-expect-error a template is text or an object
compile(5);
