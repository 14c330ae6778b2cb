import { describe, expect, it } from "vitest";
import { Reader, Writer } from "zof-codec/wire";
import { loadCodec } from "./testing/load-codec.js";
import { modelWith } from "./testing/test-model.js";

/** What later versions need of the vocabulary, shown on schemas made for it. */
const model = modelWith({
  "protocol.json": { versions: { "1": "1.0", "4": "1.3", "5": "1.4" } },
  "structs/test-optical.json": {
    $id: "TestOptical",
    description: "A struct inside a property.",
    type: "object",
    properties: { power: { $ref: "UInt16", description: "Power." } },
    required: ["power"],
    wire: { layout: { "5": ["power: u16", "pad: 2"] } },
  },
  "actions/test-action.json": {
    $id: "TestAction",
    description: "An action of an experimenter, told by id and subtype.",
    type: "object",
    properties: {
      action: { const: "TEST_ACTION" },
      in_port: { $ref: "PortNumber", description: "Port." },
    },
    required: ["action", "in_port"],
    wire: { key: { "1-6": [65535, "0x9999", 1] }, layout: { "1-6": ["in_port: u16", "pad: 4"] } },
  },
  "messages/test-port.json": {
    $id: "TestPort",
    title: "TEST_PORT",
    description: "A message with a property list.",
    type: "object",
    properties: {
      port_no: { $ref: "PortNumber", description: "Port." },
      curr: { $ref: "UInt32", description: "Speed.", default: 0 },
      peer: { $ref: "UInt32", description: "Speed.", default: 0 },
      optical: { $ref: "TestOptical", description: "Optical." },
      properties: {
        type: "array",
        items: { $ref: "ExperimenterProperty" },
        description: "Others.",
        default: [],
      },
    },
    required: ["port_no"],
    wire: {
      message: { "5": 99 },
      layout: {
        "5": [
          "port_no: u32",
          {
            properties: [
              { type: 0, layout: ["curr: u32", "peer: u32"] },
              { type: 1, layout: ["optical: TestOptical"] },
              { type: "0xffff", each: "ExperimenterProperty", in: "properties" },
            ],
          },
        ],
      },
    },
  },
});
// The other messages have no layout in version 5 yet.
const needed = model.messages.filter(({ $id }) => ["TestPort", "PacketOut"].includes($id));
const messages = await loadCodec({ ...model, messages: needed });

function codec(type: string, version: number) {
  const found = messages.find((each) => each.type === type && each.version === version);
  if (found === undefined) throw new Error(`no ${type} in version ${version}`);
  return {
    decode(text: string): unknown {
      const bytes = Uint8Array.from(Buffer.from(text.replaceAll(/\s+/g, ""), "hex"));
      const reader = new Reader();
      reader.open(bytes, 0, bytes.length);
      const value = found.read(reader);
      expect(reader.offset).toBe(bytes.length);
      return value;
    },
    encode(value: unknown): string {
      const writer = new Writer(8);
      found.write(writer, value);
      return Buffer.from(writer.finish()).toString("hex");
    },
  };
}

describe("a property list", () => {
  const port = codec("TEST_PORT", 5);
  const ethernet = "0000 000c 00000011 00000022 00000000";
  const optical = "0001 0008 0007 0000";
  const experimenter = "ffff 000e 00002320 00000005 abcd 0000";

  it.each([
    ["00000001", { port_no: 1, properties: [] }],
    [`00000001 ${ethernet}`, { port_no: 1, curr: 0x11, peer: 0x22, properties: [] }],
    [
      `00000001 ${ethernet} ${optical} ${experimenter}`,
      {
        port_no: 1,
        curr: 0x11,
        peer: 0x22,
        optical: { power: 7 },
        properties: [
          { property: "EXPERIMENTER", experimenter: 0x2320, exp_type: 5, data: Uint8Array.of(0xab, 0xcd) },
        ],
      },
    ],
    [
      `00000001 ${optical} ${ethernet}`,
      { port_no: 1, curr: 0x11, peer: 0x22, optical: { power: 7 }, properties: [] },
    ],
    [
      "00000001 0009 0006 abcd 0000",
      {
        port_no: 1,
        properties: [{ property: "0x0009", data: Uint8Array.of(0xab, 0xcd) }],
      },
    ],
  ])("%s is shown flat, and comes out the same", (hex, value) => {
    const decoded = port.decode(hex);
    expect(decoded).toEqual(value);
    expect(port.encode(decoded)).toBe(hex.replaceAll(" ", ""));
  });

  it("is the same from a copy, absent or at its default", () => {
    for (const hex of ["00000001", "00000001 0000 000c 00000000 00000000 00000000"]) {
      expect(port.encode(structuredClone(port.decode(hex)))).toBe(hex.replaceAll(" ", ""));
    }
  });

  it("is written from what is given", () => {
    expect(port.encode({ port_no: 1 })).toBe("00000001");
    expect(port.encode({ port_no: 1, curr: 0x11, peer: 0x22 })).toBe(
      `00000001${ethernet}`.replaceAll(" ", ""),
    );
    expect(port.encode({ port_no: 1, optical: { power: 7 } })).toBe(`00000001${optical}`.replaceAll(" ", ""));
  });

  it("forgets its bytes when it is changed", () => {
    const decoded = port.decode(`00000001 ${optical} ${ethernet}`) as { curr: number };
    decoded.curr = 5;
    expect(port.encode(decoded)).toBe(
      "000000010000000c000000050000002200000000000100080007 0000".replaceAll(" ", ""),
    );
  });

  it.each([
    ["00000001 0000 0003 00000000", "truncated: 12 bytes needed, 8 left (at byte 4)"],
    ["00000001 0000 0010 00000011 00000022", "bad_length: length 16, 12 expected (at byte 4)"],
    ["00000001 0001 0006 0007 0000", "truncated: optical: 4 bytes needed, 2 left"],
  ])("%s is refused", (hex, message) => {
    expect(() => port.decode(hex)).toThrow(message);
  });
});

describe("a member told by several keys", () => {
  const out = codec("PACKET_OUT", 4);
  const head = "ffffffff fffffffd 0010 000000000000 ffff 0010";
  it("is found by all of them, and what is not known stays what it was", () => {
    for (const [hex, action] of [
      [`${head} 00009999 0001 0007 00000000`, { action: "TEST_ACTION", in_port: 7 }],
      [
        `${head} 00009999 0002 0007 00000000`,
        { action: "EXPERIMENTER", experimenter: 0x9999, data: Uint8Array.of(0, 2, 0, 7, 0, 0, 0, 0) },
      ],
      [
        `${head} 00002321 0001 0007 00000000`,
        { action: "EXPERIMENTER", experimenter: 0x2321, data: Uint8Array.of(0, 1, 0, 7, 0, 0, 0, 0) },
      ],
    ] as const) {
      const decoded = out.decode(hex);
      expect(decoded).toMatchObject({ actions: [action] });
      expect(out.encode(decoded)).toBe(hex.replaceAll(" ", ""));
    }
  });
});

describe("bits of a field", () => {
  const out = codec("PACKET_OUT", 4);
  const wrap = (action: string) => {
    const hex = action.replaceAll(" ", "");
    return `fffffffffffffffd${(hex.length / 2).toString(16).padStart(4, "0")}000000000000${hex}`;
  };
  it.each([
    [
      "ffff0018 00002320 0006 0006 000a 0000 00010004 00010204",
      { action: "NX_REG_MOVE", src: "NX_REG0[10:16]", dst: "NX_REG1[0:6]" },
    ],
    [
      "ffff0018 00002320 001b 0001 00010404 0005 000000000000",
      { action: "NX_STACK_PUSH", field: "NX_REG2[1:6]" },
    ],
    [
      "ffff0018 00002320 0031 05dc 0003 00010004 000000000000",
      { action: "NX_CHECK_PKT_LARGER", pkt_len: 1500, dst: "NX_REG0[3:4]" },
    ],
    [
      "ffff0018 00002320 0023 0000 00010004 011b 04 000000 0000",
      { action: "NX_CT", flags: [], zone: "NX_REG0[4:32]", recirc_table: 4, alg: 0, actions: [] },
    ],
  ])("%s", (hex, action) => {
    const decoded = out.decode(wrap(hex));
    expect(decoded).toMatchObject({ actions: [action] });
    expect(out.encode({ actions: [action] }).slice(32)).toBe(wrap(hex).slice(32));
  });

  it.each([
    [{ action: "NX_REG_MOVE", src: "NX_REG0[0:8]", dst: "NX_REG1[0:6]" }, "src: 8 bits, but dst has 6"],
    [{ action: "NX_REG_LOAD", dst: "NX_REG0[0:33]", value: 1 }, "dst: NX_REG0 has no bits from 0 up to 33"],
    [{ action: "NX_REG_LOAD", dst: "NX_REGO", value: 1 }, "did you mean NX_REG0?"],
    [{ action: "NX_CHECK_PKT_LARGER", pkt_len: 1, dst: "NX_REG0" }, "dst: 32 bits, 1 expected"],
  ])("%o is refused", (action, message) => {
    expect(() => out.encode({ actions: [action] })).toThrow(message);
  });
});

describe("other constructs of actions", () => {
  const out = codec("PACKET_OUT", 4);
  it.each([
    { action: "NX_DEC_TTL_CNT_IDS", controllers: [1, 2, 3] },
    { action: "NX_NAT", flags: ["SRC"], ipv4_min: "10.0.0.1", proto_max: 9 },
    { action: "NX_CONTROLLER2", pause: true, userdata: Uint8Array.of(1, 2, 3), properties: [] },
    {
      action: "NX_ENCAP",
      hdr_size: 0,
      packet_type: 1,
      properties: [{ class: 4, type: 1, data: Uint8Array.of(2) }],
    },
    { action: "NX_DELETE_FIELD", field: "NX_TUN_METADATA3" },
    { action: "NX_CLONE", actions: [{ action: "NX_CLONE", actions: [{ action: "NX_EXIT" }] }] },
  ])("%o comes back", (action) => {
    expect(out.decode(out.encode({ actions: [action] }))).toMatchObject({ actions: [action] });
  });

  it("lists nest only so deep", () => {
    let action: object = { action: "NX_EXIT" };
    for (let depth = 0; depth < 40; depth++) action = { action: "NX_CLONE", actions: [action] };
    expect(() => out.encode({ actions: [action] })).toThrow("nested more than 32 deep");
  });
});
