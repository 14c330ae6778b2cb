import { describe, expect, it } from "vitest";
import { Reader, Writer } from "zof-codec/wire";
import { messageEntries } from "./emit/messages.js";
import { loadCodec } from "./testing/load-codec.js";
import { modelWith } from "./testing/test-model.js";

/** What messages of experimenters need of the vocabulary, shown on one made for it. */
const model = modelWith({
  "protocol.json": { versions: { "1": "1.0", "4": "1.3" } },
  "messages/test-flow.json": {
    $id: "TestFlow",
    title: "TEST_FLOW",
    description: "A message of an experimenter.",
    type: "object",
    properties: {
      table_id: { $ref: "TableNumber", description: "Table." },
      age: { $ref: "UInt16", description: "Age." },
      command: { $ref: "FlowModCommand", description: "Command." },
      match: { type: "array", items: { $ref: "Field" }, description: "Match.", default: [] },
      data: { $ref: "Bytes", description: "Must come." },
    },
    required: ["table_id", "data"],
    wire: {
      message: { "1": [4, "0x9999", 5], "4": [18, 65535, "0x9999", 6] },
      layout: {
        "1-4": [
          "pad: 4",
          "table_id: u8 + 1",
          "command: u8",
          "age: u16 + 1",
          "sizeof(match): u16",
          "match: nxm_match",
          { properties: [{ type: 3, layout: ["data: bytes"] }] },
        ],
      },
    },
  },
});
const messages = await loadCodec({
  ...model,
  messages: model.messages.filter(({ $id }) => $id === "TestFlow"),
});

function codec(version: number) {
  const found = messages.find((each) => each.version === version);
  if (found === undefined) throw new Error(`no message in version ${version}`);
  return {
    decode(text: string): unknown {
      const bytes = Uint8Array.from(Buffer.from(text.replaceAll(" ", ""), "hex"));
      const reader = new Reader();
      reader.open(bytes, 0, bytes.length);
      return found.read(reader);
    },
    encode(value: unknown): string {
      const writer = new Writer(8);
      found.write(writer, value);
      return Buffer.from(writer.finish()).toString("hex");
    },
  };
}

const flow = codec(1);
const HEAD = "00000000 04 01 0008 000d";
const MATCH = "00010004 00000005 00001a01 08 000000";
const DATA = "0003 0006 abcd 0000";
const VALUE = {
  table_id: 3,
  command: "MODIFY",
  age: 7,
  match: [
    { field: "NX_REG0", value: 5 },
    { field: "NX_ICMP_TYPE", value: 8 },
  ],
  data: Uint8Array.of(0xab, 0xcd),
};

describe("a message of an experimenter", () => {
  it("has the experimenter's numbers behind those of the header", () => {
    const numbers = messageEntries(model)
      .filter(({ schema }) => schema.$id === "TestFlow")
      .map(({ version, code, multipart, experimenter }) => ({ version, code, multipart, experimenter }));
    expect(numbers).toEqual([
      { version: 1, code: 4, multipart: -1, experimenter: [0x9999, 5] },
      { version: 4, code: 18, multipart: 65535, experimenter: [0x9999, 6] },
    ]);
  });

  it("has a match whose length and padding are apart", () => {
    expect(flow.decode(`${HEAD} ${MATCH} ${DATA}`)).toEqual(VALUE);
    expect(flow.encode(flow.decode(`${HEAD} ${MATCH} ${DATA}`))).toBe(
      (HEAD + MATCH + DATA).replaceAll(" ", ""),
    );
    // What the ICMP type requires is added.
    const added = "00000602 0800 00000c01 01";
    expect(flow.encode({ ...VALUE, match: VALUE.match.slice(1) })).toContain(
      `0010${added.replaceAll(" ", "")}`,
    );
  });

  it("has integers of one more", () => {
    const body = (head: string) => `00000000 ${head} 0000 ${DATA}`;
    expect(flow.decode(body("00 01 0000"))).toMatchObject({ table_id: "ALL", age: 65535 });
    expect(flow.decode(body("ff 01 ffff"))).toMatchObject({ table_id: 254, age: 65534 });
    expect(flow.encode({ ...VALUE, match: [], table_id: "ALL", age: 65535 })).toBe(
      body("00 01 0000").replaceAll(" ", ""),
    );
    expect(() => flow.encode({ ...VALUE, table_id: 256 })).toThrow("table_id");
  });

  it("has a property that must come", () => {
    expect(() => flow.decode("00000000 01 01 0001 0000")).toThrow("missing: data: data is required");
    expect(() => flow.encode({ ...VALUE, data: undefined })).toThrow("missing: data: data is required");
  });
});
