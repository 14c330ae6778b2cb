// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates write arguments as ${name}

import { expectTypeOf } from "vitest";
import type {
  ActionInput,
  FieldInput,
  FlowModCommandInput,
  FlowModFlagsInput,
  FlowModInput,
  GroupNumberInput,
  InstructionInput,
  MessageKeyTypes,
  PortNumberInput,
  StatTriggerFlagsInput,
  TableNumberInput,
  UInt16Input,
  UInt64Input,
} from "zof-types";
import type { AnyArguments, ArgumentsOf } from "./arguments.js";

declare function args<const S extends string>(template: S): ArgumentsOf<S>;

/** What may stand within text. */
type InText = string | number | bigint | boolean | Uint8Array;

// No arguments.
expectTypeOf(args("BARRIER_REQUEST")).toEqualTypeOf<Record<never, never>>();
expectTypeOf(args("")).toEqualTypeOf<Record<never, never>>();

// The template of the learning switch.
expectTypeOf(
  args(`
    type: FLOW_MOD
    msg:
      table_id: 0
      command: ADD
      match:
        - {field: ETH_DST, value: $eth_dst}
      instructions:
        - instruction: APPLY_ACTIONS
          actions: [{action: OUTPUT, port_no: $out_port}]
  `),
).toEqualTypeOf<{ eth_dst: string; out_port: PortNumberInput }>();

// By the key, in block and flow style, with and without braces and quotes, in short and long form.
expectTypeOf(
  args(`
    FLOW_MOD
    command: $command
    priority: \${priority}
    cookie: "$cookie"
    "idle_timeout": '\${idle}'
    flags:   $flags   # how
    out_group: $group
  `),
).toEqualTypeOf<{
  command: FlowModCommandInput;
  priority: UInt16Input;
  cookie: UInt64Input;
  idle: UInt16Input;
  flags: MessageKeyTypes["FLOW_MOD"]["flags"];
  group: GroupNumberInput;
}>();
// A key that stands in several places of a message takes what each of them does.
expectTypeOf<FlowModFlagsInput | StatTriggerFlagsInput>().toExtend<MessageKeyTypes["FLOW_MOD"]["flags"]>();
expectTypeOf(args("FLOW_MOD {command: $command,priority: ${p}, cookie: $c}")).toEqualTypeOf<{
  command: FlowModCommandInput;
  p: UInt16Input;
  c: UInt64Input;
}>();
expectTypeOf(args('{"type":"FLOW_MOD","msg":{"command":"$command","priority":$p}}')).toEqualTypeOf<{
  command: FlowModCommandInput;
  p: UInt16Input;
}>();
expectTypeOf(args("REQUEST.PORT_STATS {port_no: $port}")).toEqualTypeOf<{ port: PortNumberInput }>();
expectTypeOf(args("PORT_STATS_REQUEST {port_no: $port}")).toEqualTypeOf<{ port: PortNumberInput }>();

// Subtrees.
expectTypeOf(args("FLOW_MOD {command: ADD, match: $match, instructions: $all}")).toEqualTypeOf<{
  match: readonly FieldInput[];
  all: readonly InstructionInput[];
}>();
expectTypeOf(args("type: FLOW_MOD\nmsg: $msg")).toEqualTypeOf<{ msg: FlowModInput }>();
expectTypeOf(args("PACKET_OUT {actions: $actions}")).toEqualTypeOf<{ actions: readonly ActionInput[] }>();

// Values and masks by the field before them in the same item.
expectTypeOf(
  args(`
    FLOW_MOD
    match:
      - field: ETH_DST
        value: $mac
        mask: $mac_mask
      - {field: IN_PORT, value: $port}
      - {"field": "METADATA", "value": $metadata}
      - field: $field
        value: $anything
  `),
).toEqualTypeOf<{
  mac: string;
  mac_mask: string;
  port: PortNumberInput;
  metadata: UInt64Input;
  field: string;
  anything: unknown;
}>();
expectTypeOf(
  args("FLOW_MOD {match: [{field: IN_PORT, value: $p}, {field: ETH_SRC, value: $m}]}"),
).toEqualTypeOf<{
  p: PortNumberInput;
  m: string;
}>();
expectTypeOf(
  args("FLOW_MOD {match: [{field: IN_PORT,\n  value: $p},\n {field: ETH_SRC, mask: 0,\n value: $m}]}"),
).toEqualTypeOf<{ p: PortNumberInput; m: string }>();

// A value before its field, and the mask of something else, take anything.
expectTypeOf(args("FLOW_MOD {match: [{value: $v, field: IN_PORT}]}")).toEqualTypeOf<{ v: unknown }>();
expectTypeOf(
  args(`
    FLOW_MOD
    match:
      - field: ETH_DST
        value: "00:00:00:00:00:01"
      - value: $v
        field: IN_PORT
    instructions:
      - instruction: WRITE_METADATA
        metadata: $metadata
        mask: $mask
  `),
).toEqualTypeOf<{ v: unknown; metadata: UInt64Input; mask: unknown }>();
expectTypeOf(args("FLOW_MOD {match: [{field: IN_PORT, value: 1}], x: {value: $v}}")).toEqualTypeOf<{
  v: unknown;
}>();

// Items without key take anything.
expectTypeOf(args("PACKET_OUT {actions: [{action: POP_VLAN}, $next, $last]}")).toEqualTypeOf<{
  next: unknown;
  last: unknown;
}>();
expectTypeOf(args("PACKET_OUT\nactions:\n  - $first\n  - $second")).toEqualTypeOf<{
  first: unknown;
  second: unknown;
}>();
expectTypeOf(args("FLOW_MOD $body")).toEqualTypeOf<{ body: unknown }>();
expectTypeOf(args("type: FLOW_MOD\nmsg:\n  $msg")).toEqualTypeOf<{ msg: unknown }>();

// Keys that the message does not have are left to the loader.
expectTypeOf(args("FLOW_MOD {colour: $colour}")).toEqualTypeOf<{ colour: unknown }>();

// A key that stands for several things takes all of them.
expectTypeOf<ArgumentsOf<"FLOW_MOD {table_id: $t}">["t"]>().toExtend<unknown>();
expectTypeOf<TableNumberInput>().toExtend<ArgumentsOf<"FLOW_MOD {table_id: $t}">["t"]>();

// Within text.
expectTypeOf(args("FLOW_MOD {match: [{field: ETH_DST, value: '00:00:00:00:00:$n'}]}")).toEqualTypeOf<{
  n: InText;
}>();
expectTypeOf(args("FLOW_MOD {match: [{field: IPV4_DST, value: $net/$bits}]}")).toEqualTypeOf<{
  net: InText;
  bits: InText;
}>();
expectTypeOf(args("FLOW_MOD\npriority: $a-$b\ncookie: ${c}0")).toEqualTypeOf<{
  a: InText;
  b: InText;
  c: InText;
}>();

// The same name twice: what fits both.
expectTypeOf(args("FLOW_MOD {priority: $n, out_port: $n}")).toEqualTypeOf<{
  n: UInt16Input & PortNumberInput;
}>();
expectTypeOf(args("FLOW_MOD {colour: $n, out_port: $n}")).toEqualTypeOf<{ n: PortNumberInput }>();

// Dollar signs and comments.
expectTypeOf(args("FLOW_MOD {priority: $$p, cookie: $c}")).toEqualTypeOf<{ c: UInt64Input }>();
expectTypeOf(args("FLOW_MOD {priority: $$$p}")).toEqualTypeOf<{ p: InText }>();
expectTypeOf(
  args(`
    # sends $nothing, don't ask
    FLOW_MOD # $neither
    priority: $p # but $this, and "$that"
    cookie: 1 # field: $x
    out_port: $q
  `),
).toEqualTypeOf<{ p: UInt16Input; q: PortNumberInput }>();

// Where a # may begin a comment or not, an argument may be given or not.
expectTypeOf(args("FLOW_MOD {x: 'a # b', priority: $p}")).toEqualTypeOf<{ p?: unknown }>();

// Text that is not known takes any arguments.
expectTypeOf(args("FLOW_MOD" as string)).toEqualTypeOf<AnyArguments>();
expectTypeOf(args(`FLOW_MOD {command: $c, priority: ${"1" as string}}`)).toEqualTypeOf<AnyArguments>();

// Where the type cannot be told, the keys of all messages count.
expectTypeOf(args("msg: {port_no: $p}\ntype: REQUEST.PORT_STATS")).toExtend<{ p: unknown }>();
