import { describe, expect, it } from "vitest";
import { parsePacket } from "zof-codec";
import type { ActionInput, FieldInput, Message, MessageInput } from "../index.js";
import { decode, encode, formatJson } from "../index.js";

const FRAME = `0a00000000020a00000000010800${"00".repeat(20)}`;

function again(message: MessageInput): Message {
  return decode(encode(message));
}

/** The fields of a match as they lie on the wire. */
function fields(type: "FLOW_MOD" | "NX_FLOW_MOD", version: number, match: FieldInput[]): FieldInput[] {
  const { msg } = again({ type, version, msg: { command: "ADD", match } });
  return "match" in msg ? (msg.match ?? []) : [];
}

describe("fields that stand for the same thing", () => {
  it("satisfy a prerequisite in either encoding", () => {
    const given = [
      { field: "NX_ETH_TYPE", value: 0x800 },
      { field: "NX_IP_PROTO", value: 6 },
      { field: "TCP_DST", value: 80 },
      { field: "NX_TCP_FLAGS", value: 2 },
    ] as const;
    expect(fields("FLOW_MOD", 4, [...given])).toEqual(given);
    expect(fields("NX_FLOW_MOD", 1, [...given])).toEqual(given);
  });

  it("are an error together", () => {
    const refused = (...match: FieldInput[]) => expect(() => fields("FLOW_MOD", 4, match));
    refused({ field: "ETH_TYPE", value: 0x800 }, { field: "NX_ETH_TYPE", value: 0x800 }).toThrow(
      "bad_value: msg.match[1].field: NX_ETH_TYPE is the same as ETH_TYPE, which the match has already",
    );
    refused({ field: "ONF_TCP_FLAGS", value: 2 }, { field: "NX_TCP_FLAGS", value: 2 }).toThrow(
      "NX_TCP_FLAGS is the same as ONF_TCP_FLAGS",
    );
    refused({ field: "NX_IP_PROTO", value: 17 }, { field: "TCP_DST", value: 80 }).toThrow(
      "bad_value: msg.match[1].field: TCP_DST needs NX_IP_PROTO 0x06, but the match has 0x11",
    );
  });

  it("are added in the encoding that the match is for", () => {
    const destination = { field: "IPV4_DST", value: "10.0.0.1" } as const;
    const type = (field: "ETH_TYPE" | "NX_ETH_TYPE") => ({ field, value: 0x800 });
    expect(fields("FLOW_MOD", 4, [destination])).toEqual([type("ETH_TYPE"), destination]);
    expect(fields("NX_FLOW_MOD", 1, [destination])).toEqual([type("NX_ETH_TYPE"), destination]);
    const flags = { field: "NX_TCP_FLAGS", value: 2 } as const;
    expect(fields("FLOW_MOD", 4, [flags])).toEqual([{ field: "IP_PROTO", value: 6 }, flags]);
    const port = { field: "NX_TCP_DST", value: 80 } as const;
    expect(fields("FLOW_MOD", 4, [port])).toEqual([{ field: "NX_IP_PROTO", value: 6 }, port]);
  });

  it("come before what requires them, in whatever order they are given", () => {
    const port = { field: "TCP_DST", value: 80 } as const;
    const type = { field: "ETH_TYPE", value: 0x800 } as const;
    expect(fields("FLOW_MOD", 4, [port, type])).toEqual([type, { field: "IP_PROTO", value: 6 }, port]);
    const icmp = { field: "ICMPV4_TYPE", value: 8 } as const;
    expect(fields("FLOW_MOD", 4, [icmp])).toEqual([type, { field: "IP_PROTO", value: 1 }, icmp]);
  });

  it("have an encoding of OpenFlow 1.2 where Open vSwitch has none of its own", () => {
    const port = { field: "SCTP_DST", value: 80 } as const;
    expect(fields("NX_FLOW_MOD", 1, [port])).toEqual([{ field: "NX_IP_PROTO", value: 132 }, port]);
  });

  it("are told by their length when they share a number", () => {
    const both = [
      { field: "NX_COOKIE", value: 5n, mask: 7n },
      { field: "NX_MPLS_TTL", value: 64 },
    ] as const;
    expect(fields("NX_FLOW_MOD", 1, [...both])).toEqual(both);
  });
});

describe("a match that was decoded", () => {
  it("keeps its bytes in the message that it came in, and not in another", () => {
    const match = [{ field: "TCP_DST", value: 80 }] as const;
    const flow = { type: "NX_FLOW_MOD", version: 1, msg: { command: "ADD", match } } as const;
    const bytes = encode(flow, { uncheckedMatch: true });
    const decoded = decode(bytes);
    expect(encode(decoded as MessageInput)).toEqual(bytes);
    const moved = { ...decoded, type: "FLOW_MOD", version: 4 } as MessageInput;
    expect(again(moved)).toMatchObject({ msg: { match: [{ field: "IP_PROTO", value: 6 }, ...match] } });
  });
});

describe("SET_FIELD in OpenFlow 1.0", () => {
  const action = (...actions: ActionInput[]) => {
    const message = again({ type: "PACKET_OUT", version: 1, msg: { actions } });
    return (message.msg as { actions: unknown[] }).actions[0];
  };

  it("is one of its own actions where there is one", () => {
    const given = { action: "SET_FIELD", field: "ETH_DST", value: "0a:00:00:00:00:01" } as const;
    expect(action(given)).toEqual(given);
  });

  it("is NX_REG_LOAD2 for any other field, and with a mask", () => {
    const register = { field: "NX_REG0", value: 5 } as const;
    expect(action({ action: "SET_FIELD", ...register })).toEqual({ action: "NX_REG_LOAD2", ...register });
    const masked = { field: "ETH_DST", value: "00:00:00:00:00:01", mask: "00:00:00:00:00:ff" } as const;
    expect(action({ action: "SET_FIELD", ...masked })).toEqual({ action: "NX_REG_LOAD2", ...masked });
  });
});

describe("a message that an experimenter defines", () => {
  it("is an EXPERIMENTER message when no schema knows it", () => {
    const unknown = "0104001400000001000023200000ffff00000001";
    const message = decode(Uint8Array.from(Buffer.from(unknown, "hex")));
    expect(message.type).toBe("EXPERIMENTER");
    expect(Buffer.from(encode(message as MessageInput)).toString("hex")).toBe(unknown);
    const short = Uint8Array.from(Buffer.from("0104000c0000000100002320", "hex"));
    expect(decode(short).type).toBe("EXPERIMENTER");
  });

  it("is checked as any other", () => {
    const bytes = encode({ type: "NX_ROLE_REQUEST", version: 1, msg: { role: "ROLE_MASTER" } });
    bytes[3] = bytes.length - 2;
    expect(() => decode(bytes.subarray(0, -2))).toThrow("truncated: msg");
  });
});

describe.each(["NX_PACKET_IN", "NX_PACKET_IN2"] as const)("the view of an %s", (type) => {
  const input: MessageInput = {
    type,
    version: 1,
    msg: {
      total_len: 34,
      in_port: 3,
      reason: "APPLY_ACTION",
      match: [{ field: "NX_REG0", value: 7 }],
      data: FRAME,
    },
  };
  const bytes = encode(input);

  it("shows the same as the message, and the headers of the packet", () => {
    const view = decode(bytes, { lazy: true });
    if (view.type !== type) throw new Error(view.type);
    const { msg } = view as { msg: { in_port?: unknown; pkt?: unknown; toObject?(): unknown } };
    expect(msg.in_port).toBe(3);
    expect(msg.pkt).toMatchObject({ eth_src: "0a:00:00:00:00:01" });
    expect(String(msg.pkt)).toBe(String(parsePacket(Uint8Array.from(Buffer.from(FRAME, "hex")))));
    expect(msg.toObject?.()).toEqual(decode(bytes).msg);
    expect(formatJson(msg)).toBe(formatJson(decode(bytes).msg));
  });

  it("encodes to the same bytes", () => {
    expect(encode(decode(bytes, { lazy: true }) as MessageInput)).toEqual(bytes);
  });
});

describe("the properties of a packet on its way", () => {
  it("keep their order, and those that are unknown", () => {
    const packet = "00000006" + "abcd" + "0000";
    const unknown = "00770006" + "1234" + "0000";
    const reason = "00050005" + "01" + "000000";
    const body = reason + unknown + packet;
    const hex = `0404${(16 + body.length / 2).toString(16).padStart(4, "0")}00000000000023200000001c${body}`;
    const message = decode(Uint8Array.from(Buffer.from(hex, "hex")));
    expect(message).toMatchObject({ type: "NX_RESUME", msg: { reason: "APPLY_ACTION" } });
    expect(Buffer.from(encode(message as MessageInput)).toString("hex")).toBe(hex);
  });

  it("must have the packet among them", () => {
    const text = "missing: msg.data: data is required";
    expect(() => encode({ type: "NX_RESUME", version: 4, msg: {} } as unknown as MessageInput)).toThrow(text);
    const empty = Uint8Array.from(Buffer.from("0404001000000000000023200000001c", "hex"));
    expect(() => decode(empty)).toThrow(text);
  });
});

describe("the table of an NX_FLOW_REMOVED", () => {
  it.each([
    [0, 1],
    [253, 254],
    ["ALL", 0],
  ])("is %s for %i on the wire", (table_id, byte) => {
    const message = {
      type: "NX_FLOW_REMOVED",
      version: 1,
      msg: { reason: "DELETE", table_id },
    } as MessageInput;
    const bytes = encode(message);
    expect(bytes[27]).toBe(byte);
    expect(decode(bytes).msg).toMatchObject({ table_id });
  });
});
