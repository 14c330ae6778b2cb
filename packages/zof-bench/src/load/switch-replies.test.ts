import { describe, expect, test } from "vitest";
import { type CodecError, decode, encode, type MessageInput } from "zof-types";
import { replyTo } from "./switch-replies.js";

const XID = 0x1234;

function reply(request: MessageInput, version: number) {
  const bytes = replyTo(encode({ ...request, version, xid: XID }), 7);
  return bytes === undefined ? undefined : decode(bytes);
}

function raw(version: number, type: number, body: readonly number[] = []): Uint8Array {
  return Uint8Array.of(version, type, 0, 8 + body.length, 0, 0, 0x12, 0x34, ...body);
}

describe.each([1, 4])("version %i", (version) => {
  test.each([
    ["FEATURES_REQUEST", "FEATURES_REPLY"],
    ["BARRIER_REQUEST", "BARRIER_REPLY"],
    ["GET_CONFIG_REQUEST", "GET_CONFIG_REPLY"],
    ["REQUEST.DESC", "REPLY.DESC"],
    ["REQUEST.TABLE_STATS", "REPLY.TABLE_STATS"],
  ] as const)("%s is answered with %s of the same xid", (type, answer) => {
    expect(reply({ type, msg: {} } as MessageInput, version)).toMatchObject({
      type: answer,
      version,
      xid: XID,
    });
  });

  test("an echo has the data of its request", () => {
    const answer = reply({ type: "ECHO_REQUEST", msg: { data: "0A0B" } }, version);
    expect(answer).toMatchObject({ type: "ECHO_REPLY", msg: { data: Uint8Array.of(10, 11) } });
  });

  test("an experimenter's message is refused, with the message in the error", () => {
    const request = raw(version, 4, [0, 0, 0x23, 0x20, 0, 0, 0, 10]);
    const answer = decode(replyTo(request, 1) as Uint8Array);
    expect(answer).toMatchObject({ type: "ERROR", xid: XID, msg: { type: "BAD_REQUEST", data: request } });
  });

  test("what needs no reply gets none", () => {
    expect(reply({ type: "SET_CONFIG", msg: { flags: [], miss_send_len: 128 } }, version)).toBeUndefined();
    const mod = { type: "PORT_MOD", msg: { port_no: 1, hw_addr: "06:00:00:00:00:01" } } as const;
    expect(reply(mod, version)).toBeUndefined();
  });

  test("the datapath id is the switch's number", () => {
    const answer = reply({ type: "FEATURES_REQUEST", msg: {} }, version);
    expect(answer).toMatchObject({ msg: { datapath_id: "00:00:00:00:00:00:00:07" } });
  });
});

test("ports come with the features in OpenFlow 1.0, on request in 1.3", () => {
  const ports = [{ port_no: 1, name: "s7-eth1" }, { port_no: 2 }];
  expect(reply({ type: "FEATURES_REQUEST", msg: {} }, 1)).toMatchObject({ msg: { ports } });
  expect(reply({ type: "REQUEST.PORT_DESC", msg: {} }, 4)).toMatchObject({ msg: ports });
});

test("a role is granted as it was asked for", () => {
  const body = [0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9];
  expect(replyTo(raw(4, 24, body), 1)).toEqual(raw(4, 25, body));
});

test("an unknown multipart request is refused as such", () => {
  const answer = decode(replyTo(raw(4, 18, [0, 99, 0, 0, 0, 0, 0, 0]), 1) as Uint8Array);
  expect(answer).toMatchObject({ type: "ERROR", msg: { code: "OFPBRC_BAD_MULTIPART" } });
});

test("a damaged request is an error, not ignored", () => {
  expect(() => replyTo(raw(4, 18, [0]), 1)).toThrow(
    expect.objectContaining({ code: "truncated" } satisfies Partial<CodecError>),
  );
});
