import { describe, expect, it } from "vitest";
import { CodecError, Framer } from "zof-codec";
import { decode, encode, joinParts } from "../index.js";
import type { Message, MessageInput } from "../message.js";

function messagesIn(bytes: Uint8Array): { size: number; message: Message }[] {
  const framer = new Framer();
  framer.push(bytes);
  const found: { size: number; message: Message }[] = [];
  while (framer.next()) {
    const frame = framer.bytes.slice(framer.start, framer.end);
    found.push({ size: frame.length, message: decode(frame) });
  }
  expect(framer.held).toBe(0);
  return found;
}

const group = (group_id: number, buckets = 1) => ({
  type: "ALL" as const,
  group_id,
  buckets: Array.from({ length: buckets }, () => ({ weight: group_id & 0xffff })),
});
const groups = (count: number): MessageInput => ({
  type: "REPLY.GROUP_DESC",
  xid: 7,
  msg: Array.from({ length: count }, (_, id) => group(id)),
});
/** Of a group with one bucket, and of the headers before the list. */
const GROUP_SIZE = 24;
const HEADERS_SIZE = 16;
const FITTING = Math.floor((65_535 - HEADERS_SIZE) / GROUP_SIZE);

describe("a list that is larger than a message", () => {
  it.each([1, 2, 3, 4, 5, 6])("is split between its entries (wire version %i)", (version) => {
    const ports = Array.from({ length: 4000 }, (_, n) => ({ port_no: n + 1, duration: "0.000000000" }));
    const bytes = encode({ type: "REPLY.PORT_STATS", version, xid: 9, msg: ports });
    const parts = messagesIn(bytes).map(({ message }) => message);
    expect(parts.length).toBeGreaterThan(4);
    for (const part of parts) {
      expect(part).toMatchObject({ type: "REPLY.PORT_STATS", version, xid: 9 });
      expect(part.flags).toEqual(part === parts.at(-1) ? [] : ["MORE"]);
    }
    const whole = joinParts(parts) as unknown as { flags?: unknown; msg: { port_no: unknown }[] };
    expect(whole.flags).toEqual([]);
    expect(whole.msg.map(({ port_no }) => port_no)).toEqual(ports.map(({ port_no }) => port_no));
    expect(Buffer.compare(encode(whole as unknown as MessageInput), bytes)).toBe(0);
  });

  it("is split where the next entry has no room", () => {
    const sizes = (count: number) => messagesIn(encode(groups(count))).map(({ size }) => size);
    const full = HEADERS_SIZE + FITTING * GROUP_SIZE;
    expect(sizes(FITTING)).toEqual([full]);
    expect(sizes(FITTING + 1)).toEqual([full, HEADERS_SIZE + GROUP_SIZE]);
    expect(sizes(2 * FITTING)).toEqual([full, full]);
  });

  it("keeps flags that are given: the last part has them too", () => {
    const parts = messagesIn(encode({ ...groups(FITTING + 1), flags: ["MORE"] } as MessageInput));
    expect(parts.map(({ message }) => message.flags)).toEqual([["MORE"], ["MORE"]]);
  });

  it("may begin and end with entries that fill a message", () => {
    const large = group(1, 4090);
    const message = { type: "REPLY.GROUP_DESC", msg: [large, group(2), large] } as MessageInput;
    const counts = messagesIn(encode(message)).map(({ message: { msg } }) => (msg as unknown[]).length);
    expect(counts).toEqual([2, 1]);
  });

  it("is refused when an entry alone is too large", () => {
    const refused = (buckets: number) => () =>
      encode({ type: "REPLY.GROUP_DESC", msg: [group(1), group(2, buckets)] });
    expect(refused(4095)).toThrow(
      "too_large: msg[1]: the entry has 65528 bytes, more than the 65519 that a message has room for",
    );
    expect(refused(4096)).toThrow("too_large: msg[1]: 65544 bytes, more than a length field can say (65535)");
  });

  it("leaves no trace in the messages that follow", () => {
    const before = encode(groups(3));
    encode(groups(3 * FITTING));
    expect(Buffer.compare(encode(groups(3)), before)).toBe(0);
  });
});

describe("a message that cannot be split", () => {
  const actions = Array.from({ length: 4400 }, () => ({ action: "OUTPUT" as const, port_no: 1 }));
  const data = new Uint8Array(70_000);
  const nested = {
    type: "REPLY.GROUP_DESC" as const,
    msg: Array.from({ length: 10_000 }, () => ({ type: "ALL" as const, group_id: 1, buckets: [] })),
  };

  it.each<[string, MessageInput]>([
    ["msg.actions: 70400 bytes", { type: "PACKET_OUT", msg: { in_port: "CONTROLLER", actions } }],
    [
      "msg.instructions[0]: 70408 bytes",
      {
        type: "FLOW_MOD",
        msg: { command: "ADD", instructions: [{ instruction: "APPLY_ACTIONS", actions }] },
      },
    ],
    ["the message has 70024 bytes", { type: "REQUEST.EXPERIMENTER", msg: { experimenter: 1, data } }],
    [
      "msg.message: the message has 80016 bytes",
      { type: "BUNDLE_ADD_MESSAGE", version: 5, msg: { bundle_id: 1, message: nested } },
    ],
  ])("is refused with its size: %s", (reason, message) => {
    expect(() => encode(message)).toThrow(`too_large: ${reason}, more than`);
  });
});

describe("joinParts", () => {
  it("refuses what does not belong together or is no list", () => {
    const experimenter = decode(encode({ type: "REPLY.EXPERIMENTER", msg: { experimenter: 1 } }));
    const [ports, desc] = ["REPLY.PORT_STATS", "REPLY.GROUP_DESC"].map((type) =>
      decode(encode({ type, msg: [] } as MessageInput)),
    ) as [Message, Message];
    expect(joinParts([ports])).toBe(ports);
    for (const parts of [[], [ports, desc], [experimenter, experimenter]]) {
      expect(() => joinParts(parts)).toThrow(CodecError);
    }
  });
});
