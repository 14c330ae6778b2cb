import { describe, expect, it } from "vitest";
import { Writer } from "zof-codec";
import { decode, encode, type MessageInput } from "zof-types";
import { compile } from "../compile.js";
import { parseText } from "../parse/parse-text.js";
import { failureOf } from "../test-support/failure-of.js";
import { bindFakes, FakeChannel } from "../test-support/fake-channel.js";
import { MessageEncoder } from "./message-encoder.js";
import type { Arguments } from "./substitution.js";

const FLOW = `
  FLOW_MOD
  table_id: $table
  command: $command
  cookie: $cookie
  priority: $priority
  idle_timeout: 30
  flags: $flags
  match:
    - {field: IN_PORT, value: $in_port}
    - {field: ETH_DST, value: $eth_dst}
    - {field: ETH_TYPE, value: 0x0800}
    - {field: IPV4_SRC, value: $ip}
    - {field: VLAN_VID, value: $vlan}
  instructions:
    - instruction: APPLY_ACTIONS
      actions:
        - {action: SET_FIELD, field: ETH_SRC, value: "00:00:00:00:00:\${last}"}
        - {action: OUTPUT, port_no: $out_port, max_len: $max_len}
`;

const FLOW_ARGUMENTS = {
  table: 3,
  command: "MODIFY",
  cookie: 0xfedcba9876543210n,
  priority: "0x10",
  flags: ["SEND_FLOW_REM"],
  in_port: "LOCAL",
  eth_dst: "00:00:00:00:00:0b",
  ip: "10.1.2.3",
  vlan: 0,
  last: "0c",
  out_port: 7,
  max_len: "NO_BUFFER",
};

/** Template, arguments, and whether the bytes are prepared. */
const CASES: [name: string, text: string, args: Arguments, prepared: boolean][] = [
  ["no arguments", "FLOW_MOD {command: DELETE, table_id: ALL}", {}, true],
  ["no body", "BARRIER_REQUEST", {}, true],
  ["values of fixed size", FLOW, FLOW_ARGUMENTS, true],
  [
    "trailing bytes",
    "PACKET_OUT {actions: [{action: OUTPUT, port_no: $p}], data: $d}",
    { p: 1, d: "0102ff" },
    true,
  ],
  ["no trailing bytes", "PACKET_OUT {data: $d}", { d: new Uint8Array() }, true],
  ["bytes of text", "ECHO_REQUEST {data: $d}", { d: new Uint8Array([1, 2, 3]) }, true],
  ["flags of a multipart message", "{type: REQUEST.DESC, flags: $f}", { f: ["MORE"] }, true],
  ["a body", "FLOW_MOD $body", { body: { command: "ADD", priority: 9 } }, false],
  ["a match", "FLOW_MOD {command: ADD, match: $m}", { m: [{ field: "IN_PORT", value: 1 }] }, false],
  ["an action", "PACKET_OUT {actions: [$a], data: '00'}", { a: { action: "OUTPUT", port_no: 2 } }, false],
  [
    "a field's name",
    "FLOW_MOD {command: ADD, match: [{field: $f, value: $v}]}",
    { f: "UDP_SRC", v: 53 },
    false,
  ],
  [
    "a value that another field depends on",
    "FLOW_MOD {command: ADD, match: [{field: ETH_TYPE, value: $t}, {field: IPV4_SRC, value: 10.0.0.1}]}",
    { t: 0x800 },
    false,
  ],
  [
    "a mask",
    "FLOW_MOD {command: ADD, match: [{field: IPV4_DST, value: $v, mask: $m}]}",
    { v: "10.0.0.0", m: "255.0.0.0" },
    true,
  ],
];

function bytesOf(encoder: MessageEncoder, version: number, args: Arguments): Uint8Array {
  const writer = new Writer(1);
  writer.append(new Uint8Array(5)); // what others have appended before
  encoder.append(writer, version, 0x12345678, args);
  return writer.finish().slice(5);
}

describe.each([1, 4])("version %i", (version) => {
  it.each([
    ["IPV4_DST, value: $v, mask: 255.0.0.0", { v: "10.0.0.1" }],
    ["IPV4_DST, value: 10.0.0.1, mask: $m", { m: "255.0.0.0" }],
    ["IPV4_DST, value: $v, mask: $m", { v: "10.0.0.1", m: "255.0.0.0" }],
  ])("refuses a value with bits outside of its mask when it is sent: %s", (field, args) => {
    const encoder = new MessageEncoder(parseText(`FLOW_MOD {command: ADD, match: [{field: ${field}}]}`));
    expect(() => bytesOf(encoder, version, args)).toThrow(
      '"10.0.0.1" has bits outside of the mask "255.0.0.0", did you mean "10.0.0.0"?',
    );
  });

  it.each(CASES)("sends with %s what encoding the whole gives", (_, text, args, prepared) => {
    const encoder = new MessageEncoder(parseText(text));
    const whole = encode(encoder.object(args), { version, xid: 0x12345678 });
    expect(bytesOf(encoder, version, args)).toEqual(whole);
    expect(bytesOf(encoder, version, args)).toEqual(whole);
    // OpenFlow 1.0 has no mask of its own in a match: it is part of the wildcards.
    expect(encoder.isPrepared(version)).toBe(prepared && !(version === 1 && text.includes("mask")));
  });

  it("takes a value that changes the size although it has prepared the other", () => {
    const encoder = new MessageEncoder(
      parseText("FLOW_MOD {command: ADD, match: [{field: IPV4_DST, value: $net}]}"),
    );
    expect(encoder.isPrepared(version)).toBe(true);
    for (const net of ["10.0.0.0/8", "10.0.0.1"]) {
      const whole = encode(encoder.object({ net }), { version, xid: 0x12345678 });
      expect(bytesOf(encoder, version, { net })).toEqual(whole);
    }
  });
});

it("prepares once for each version", () => {
  const encoder = new MessageEncoder(parseText(FLOW));
  const first = decode(bytesOf(encoder, 1, FLOW_ARGUMENTS));
  const second = decode(bytesOf(encoder, 4, { ...FLOW_ARGUMENTS, vlan: 5 }));
  const third = decode(bytesOf(encoder, 1, { ...FLOW_ARGUMENTS, vlan: 6 }));
  expect([first.version, second.version, third.version]).toEqual([1, 4, 1]);
  expect(third.msg).toMatchObject({ match: expect.arrayContaining([{ field: "VLAN_VID", value: 6 }]) });
  expect(second.msg).toMatchObject({ table_id: 3, cookie: 0xfedcba9876543210n });
});

it("does not remember the arguments of the message before", () => {
  const encoder = new MessageEncoder(parseText("PACKET_OUT {data: $d, in_port: $p}"));
  const long = decode(bytesOf(encoder, 4, { d: "00112233445566", p: 1 }));
  const short = decode(bytesOf(encoder, 4, { d: "ff", p: 2 }));
  expect([long.msg, short.msg]).toMatchObject([
    { in_port: 1, data: new Uint8Array([0, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66]) },
    { in_port: 2, data: new Uint8Array([0xff]) },
  ]);
});

describe("what cannot be encoded", () => {
  const failure = (text: string, version: number, args: Arguments = {}) => {
    const writer = new Writer();
    writer.append(new Uint8Array([1, 2, 3]));
    const encoder = new MessageEncoder(parseText(text));
    const error = failureOf(() => encoder.append(writer, version, 1, args));
    expect(writer.finish()).toEqual(new Uint8Array([1, 2, 3]));
    return error;
  };

  it("names the version that lacks the message", () => {
    expect(failure("REQUEST.GROUP_DESC", 1).message).toMatch(/OpenFlow 1\.0 has no REQUEST\.GROUP_DESC/);
  });

  it("names the version that lacks a field, and its place", () => {
    const error = failure("FLOW_MOD\ncommand: ADD\nmatch:\n- {field: IPV6_SRC, value: '::1'}", 1);
    expect(error).toMatchObject({ code: "unknown_field", line: 4, column: 11, path: "msg.match[0].field" });
    expect(error.message).toMatch(/OpenFlow 1\.0/);
  });

  it("names the argument that does not fit, and its place", () => {
    const error = failure("FLOW_MOD {command: ADD, priority: $prio}", 4, { prio: 70000 });
    expect(error).toMatchObject({ code: "bad_value", line: 1, column: 35, path: "msg.priority" });
    expect(error.message).toContain("$prio: 70000 is not an integer from 0 to 65535 (OpenFlow 1.3)");
  });

  it("names what does not fit within an argument", () => {
    const error = failure("FLOW_MOD {command: ADD, match: $match}", 4, {
      match: [
        { field: "IN_PORT", value: 1 },
        { field: "ETH_DTS", value: 1 },
      ],
    });
    expect(error).toMatchObject({ code: "unknown_field", line: 1, column: 32, path: "msg.match[1].field" });
    expect(error.message).toContain('$match: "ETH_DTS" is not a match field, did you mean ETH_DST?');
  });

  it("is trailing data of the wrong kind or length", () => {
    const text = "PACKET_OUT {data: $data}";
    expect(failure(text, 4, { data: 5 })).toMatchObject({ code: "bad_value", path: "msg.data", column: 19 });
    expect(failure(text, 4, { data: "123" }).message).toMatch(/\$data: .*hexadecimal/);
    expect(failure(text, 4, { data: new Uint8Array(65536) }).message).toMatch(/more than|at most/);
  });

  it("is a value that contradicts another field", () => {
    const text =
      "FLOW_MOD {command: ADD, match: [{field: ETH_TYPE, value: $t}, {field: IPV4_SRC, value: 10.0.0.1}]}";
    expect(failure(text, 4, { t: 0x806 }).message).toMatch(/IPV4_SRC needs ETH_TYPE 0x0?800/);
  });

  it("is found where it stands, although fields were added before it", () => {
    const text =
      "FLOW_MOD {command: ADD, match: [{field: IPV4_SRC, value: 10.0.0.1}, {field: ETH_DST, value: $mac}]}";
    expect(failure(text, 4, { mac: "x" })).toMatchObject({
      path: "msg.match[1].value",
      column: text.indexOf("$mac") + 1,
    });
  });

  it("is text with arguments that does not fit its place", () => {
    const error = failure("FLOW_MOD {command: ADD, match: [{field: ETH_DST, value: '00:0$n'}]}", 4, { n: 1 });
    expect(error.message).toMatch(/"00:01" is not a MAC address/);
  });

  it("may succeed with other arguments", () => {
    const encoder = new MessageEncoder(parseText("FLOW_MOD {command: ADD, priority: $prio}"));
    failureOf(() => encoder.append(new Writer(), 4, 1, { prio: -1 }));
    expect(decode(bytesOf(encoder, 4, { prio: 1 })).msg).toMatchObject({ priority: 1 });
  });
});

it("shows the message as an object", () => {
  const encoder = new MessageEncoder(
    parseText("FLOW_MOD {command: ADD, priority: $prio, match: [{field: IN_PORT, value: 1}]}"),
  );
  const expected: MessageInput = {
    type: "FLOW_MOD",
    msg: { command: "ADD", priority: 3, match: [{ field: "IN_PORT", value: 1 }] },
  };
  expect(encoder.object({ prio: 3 })).toEqual(expected);
});

describe("a literal list that is larger than a message", () => {
  it("is split when it is sent", () => {
    const groups = Array.from({ length: 200 }, (_, id) => {
      return `{group_id: ${id}, type: ALL, properties: [{property: "0x0001", data: "${"00".repeat(400)}"}]}`;
    });
    const channel = new FakeChannel(1, 6);
    bindFakes(channel);
    compile(`REPLY.GROUP_DESC [${groups.join(", ")}]` as string).send();
    const sent = channel.sent() as { flags: string[]; msg: unknown[] }[];
    expect(sent.map(({ flags, msg }) => [flags, msg.length])).toEqual([
      [["MORE"], 154],
      [[], 46],
    ]);
  });
});
