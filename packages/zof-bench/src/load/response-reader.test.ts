import { expect, test } from "vitest";
import { encode, type MessageInput } from "zof-types";
import { ResponseReader } from "./response-reader.js";

const FLOW_MOD: MessageInput = { type: "FLOW_MOD", msg: { command: "ADD", match: [], instructions: [] } };
const PACKET_OUT: MessageInput = {
  type: "PACKET_OUT",
  msg: { in_port: 1, actions: [{ action: "OUTPUT", port_no: "FLOOD" }], data: "0102030405" },
};
const ECHO_REPLY: MessageInput = { type: "ECHO_REPLY", msg: { data: "" } };
const BARRIER: MessageInput = { type: "BARRIER_REQUEST", msg: {} };

const MESSAGES = [
  FLOW_MOD,
  PACKET_OUT,
  ECHO_REPLY,
  FLOW_MOD,
  FLOW_MOD,
  BARRIER,
  PACKET_OUT,
  ECHO_REPLY,
  FLOW_MOD,
];

function readInChunksOf(size: number, stream: Uint8Array) {
  const counts = { packetIns: 0, flowMods: 0, packetOuts: 0 };
  const heard = { responses: 0, acknowledged: 0, sends: 0, others: [] as string[] };
  const traffic = {
    response: () => heard.responses++,
    acknowledged: () => heard.acknowledged++,
    send: () => heard.sends++,
  };
  const reader = new ResponseReader(counts, traffic, (message) =>
    heard.others.push(Buffer.from(message).toString("hex")),
  );
  const memory = new Uint8Array(size); // used again for each chunk, as for reads from a socket
  for (let at = 0; at < stream.length; at += size) {
    const chunk = stream.subarray(at, at + size);
    memory.set(chunk);
    reader.read(memory.subarray(0, chunk.length));
  }
  return { counts, heard };
}

test("counts are the same however the stream is split", () => {
  for (const version of [1, 4]) {
    const stream = Buffer.concat(MESSAGES.map((message) => encode({ ...message, version, xid: 5 })));
    const barrier = Buffer.from(encode({ ...BARRIER, version, xid: 5 })).toString("hex");
    for (let size = 1; size <= stream.length; size++) {
      const { counts, heard } = readInChunksOf(size, stream);
      expect(counts).toEqual({ packetIns: 0, flowMods: 4, packetOuts: 2 });
      expect(heard).toEqual({
        responses: 6,
        acknowledged: 2,
        sends: Math.ceil(stream.length / size),
        others: [barrier],
      });
    }
  }
});

test("a length that no message can have is an error", () => {
  expect(() => readInChunksOf(8, Uint8Array.of(4, 14, 0, 7, 0, 0, 0, 0))).toThrow(/at least 8/);
});
