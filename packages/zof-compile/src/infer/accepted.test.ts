// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates write arguments as ${name}
import { beforeEach, expect, it } from "vitest";
import { compile } from "../compile.js";
import { bindFakes, FakeChannel } from "../test-support/fake-channel.js";

// Everything here is compiled twice: by TypeScript, which must not refuse it, and by the loader.

const MAC = "00:00:00:00:00:01";
let channel: FakeChannel;

beforeEach(() => {
  channel = new FakeChannel();
  bindFakes(channel);
});

const body = () => channel.sent()[0]?.msg;

it("takes unusual ways to write the type", () => {
  for (const message of [
    compile("type : BARRIER_REQUEST"),
    compile("type:\tBARRIER_REQUEST\t# tab"),
    compile("type:\n  BARRIER_REQUEST"),
    compile("type: &type BARRIER_REQUEST"),
    compile("---\ntype: BARRIER_REQUEST"),
    compile("'type' : 'BARRIER_REQUEST'"),
    compile('{ "type" : "BARRIER_REQUEST" }'),
    compile("{\n  type: BARRIER_REQUEST\n}"),
    compile("{xid: 3, type: BARRIER_REQUEST}"),
    compile("xid : 3\ntype: BARRIER_REQUEST"),
    compile("? type\n: BARRIER_REQUEST"),
    compile("Barrier_Request"),
    compile("\r\n# comment\r\n\tBARRIER_REQUEST\r\n"),
    compile("BARRIER_REQUEST {}"),
    compile("BARRIER_REQUEST{}"),
    compile("# FLOWMOD\n#\n   # type: NONE\nBARRIER_REQUEST # type: NONE"),
  ]) {
    expect(message.type).toBe("BARRIER_REQUEST");
    message.send();
  }
});

it("takes a value before its field", () => {
  compile("FLOW_MOD {command: ADD, match: [{field: ETH_DST, value: $a}, {value: $b, field: IN_PORT}]}").send({
    a: MAC,
    b: 1,
  });
  expect(body()).toMatchObject({ match: [{ value: MAC }, { value: 1 }] });
});

it("takes items that begin with a dash on a line of its own", () => {
  compile(`
    FLOW_MOD
    command: ADD
    match:
      -
        field: ETH_DST
        value: $a
      -
        value: $b
        field: IN_PORT
      -
        field: VLAN_VID
        value: $c
  `).send({ a: MAC, b: 1, c: 7 });
  expect(body()).toMatchObject({ match: [{ value: MAC }, { value: 1 }, { value: 7 }] });
});

it("takes masks that belong to no match field", () => {
  compile(`
    FLOW_MOD
    command: ADD
    match: [{field: ETH_DST, value: $a}]
    instructions:
      - {instruction: WRITE_METADATA, metadata: $m, mask: $mask}
      - instruction: APPLY_ACTIONS
        actions: [{action: SET_FIELD, field: ETH_SRC, value: $b}]
  `).send({ a: MAC, m: 1n, mask: 0xffn, b: MAC });
  expect(body()).toMatchObject({
    instructions: [{ metadata: 1n, mask: 0xffn }, { actions: [{ value: MAC }] }],
  });
});

it("takes items that are commented out", () => {
  compile(`
    FLOW_MOD
    command: ADD
    match:
      - field: ETH_DST
      # - field: IN_PORT
        value: $a
      # - {field: IN_PORT, value: $none}
      - {field: VLAN_VID, value: $b} # {field: ETH_SRC
  `).send({ a: MAC, b: 3 });
  expect(body()).toMatchObject({ match: [{ value: MAC }, { value: 3 }] });
});

it("takes lists, objects and bytes for subtrees, with blanks and comments after them", () => {
  compile("FLOW_MOD\ncommand: ADD\nmatch: $m\t\nflags: $f  # why\ninstructions: ${i}   \n").send({
    m: [{ field: "IN_PORT", value: 1 }],
    f: ["SEND_FLOW_REM"],
    i: [],
  });
  expect(body()).toMatchObject({ match: [{ value: 1 }], flags: ["SEND_FLOW_REM"] });
  compile("PACKET_OUT {actions: [$a, {action: OUTPUT, port_no: $p}, $b], data: $d}").send({
    a: { action: "POP_VLAN" },
    b: { action: "OUTPUT", port_no: "ALL" },
    p: 2,
    d: new Uint8Array([1]),
  });
  expect(body()).toMatchObject({ actions: [{ action: "POP_VLAN" }, { port_no: 2 }, { port_no: "ALL" }] });
});

it("takes names of fields, actions and values as arguments", () => {
  compile("FLOW_MOD {command: $c, match: [{field: $f, value: $v, mask: $m}]}").send({
    c: "MODIFY",
    f: "IPV4_DST",
    v: "10.0.0.0",
    m: "255.0.0.0",
  });
  expect(body()).toMatchObject({
    command: "MODIFY",
    match: [{ field: "ETH_TYPE" }, { field: "IPV4_DST", mask: "255.0.0.0" }],
  });
});

it("takes numbers within text", () => {
  compile(
    "FLOW_MOD {command: ADD, match: [{field: ETH_DST, value: '00:00:00:00:00:0$n'}, {field: IPV4_DST, value: 10.0.$a.$b}]}",
  ).send({ n: 1, a: 2n, b: "3" });
  expect(body()).toMatchObject({ match: [{ value: MAC }, { value: 0x800 }, { value: "10.0.2.3" }] });
});

it("takes the same argument in several places", () => {
  compile("FLOW_MOD {command: ADD, priority: $n, cookie: $n, out_port: $n}").send({ n: 5 });
  expect(body()).toMatchObject({ priority: 5, cookie: 5n, out_port: 5 });
});

it("takes aliases, and names that only look misspelt", () => {
  compile(`
    FLOW_MOD
    command: ADD
    match:
      - {field: '0x00010004', value: "00000001"} # field: NONE
      - {"field":"IN_PORT","value":$p}
    instructions:
      - instruction: APPLY_ACTIONS # action: NONE
        actions: [&out {action: OUTPUT, port_no: $q}, *out]
  `).send({ p: 1, q: 2 });
  expect(body()).toMatchObject({ instructions: [{ actions: [{ port_no: 2 }, { port_no: 2 }] }] });
});

it("takes text that is not known", () => {
  const text: string = "FLOW_MOD {command: $c}";
  compile(text).send({ c: "ADD" });
  compile(`FLOW_MOD {command: ADD, priority: ${Number(1)}, cookie: $c}`).send({ c: 1 });
  expect(channel.sent()).toHaveLength(2);
});
