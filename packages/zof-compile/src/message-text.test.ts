import { expect, it } from "vitest";
import { CodecError } from "zof-codec";
import type { MessageInput } from "zof-types";
import { encodeText, withoutNotes } from "./message-text.js";
import { failureOf } from "./test-support/failure-of.js";

const read = (text: string): [MessageInput, number] => {
  let result: [MessageInput, number] | undefined;
  encodeText(
    { text, firstLine: 1 },
    (message, version) => {
      result = [message, version];
    },
    5,
  );
  if (result === undefined) throw new Error("not called");
  return result;
};

it("passes on the message and its version", () => {
  expect(read("type: DESC_REQUEST")).toEqual([{ type: "REQUEST.DESC" }, 5]);
  expect(read("{type: HELLO, version: 1}")).toEqual([{ type: "HELLO", version: 1 }, 1]);
});

it("takes a $ for a character like others", () => {
  const [message] = read(
    "{type: REPLY.DESC, msg: {mfr_desc: $name, hw_desc: '$$', sw_desc: '', serial_num: '', dp_desc: ''}}",
  );
  expect(message.msg).toMatchObject({ mfr_desc: "$name", hw_desc: "$$" });
});

it("counts lines from the first one given", () => {
  const text = "type: FLOW_MOD\nmsg:\n  comand: ADD";
  const error = failureOf(() => encodeText({ text, firstLine: 11 }, () => undefined, 4));
  expect(error).toMatchObject({ code: "unknown_field", line: 13, column: 3, path: "msg.comand" });
  expect(error.message).toContain(" 13 |   comand: ADD\n");
});

it("gives errors of the encoder their place", () => {
  const fail = () => {
    throw new CodecError("bad_value", "no", { path: "msg.data" });
  };
  const error = failureOf(() => encodeText({ text: "ECHO_REQUEST {data: '00'}", firstLine: 1 }, fail, 4));
  expect(error).toMatchObject({ line: 1, column: 21, path: "msg.data" });
});

it("leaves out what was added for the reader", () => {
  const message = {
    type: "PACKET_IN",
    src: "a",
    dst: "b",
    _file: "f",
    time: "1",
    msg: { data: "", _pkt: {}, dst: 1 },
  };
  expect(withoutNotes(message)).toEqual({ type: "PACKET_IN", time: "1", msg: { data: "", dst: 1 } });
  const plain = { type: "HELLO", msg: {} };
  expect(withoutNotes(plain)).toBe(plain);
});
