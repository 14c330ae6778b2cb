import { createServer, type Socket } from "node:net";
import { Framer, Writer } from "zof-codec";
import { encode } from "zof-types";

// The upper bound of what a controller in Node.js can reach: it cuts the stream into messages and answers every
// PACKET_IN with a copied FLOW_MOD, in which two fields are changed. Nothing is decoded, dispatched or checked.
//
//     node bare-controller.js PORT

const HELLO = 0;
const ECHO_REQUEST = 2;
const ECHO_REPLY = 3;
const PACKET_IN = 10;

/** Where fields lie in PACKET_IN and FLOW_MOD: the destination's address in both, and the buffer_id of the latter. */
interface Places {
  readonly ethDst: number;
  readonly flowMod: Uint8Array;
  readonly bufferId: number;
  readonly matched: number;
}

const PLACES: Readonly<Record<number, Places>> = {
  1: { ethDst: 18, flowMod: flowMod(1), bufferId: 64, matched: 20 },
  4: { ethDst: 42, flowMod: flowMod(4), bufferId: 32, matched: 56 },
};

function flowMod(version: number): Uint8Array {
  return encode({
    type: "FLOW_MOD",
    version,
    msg: {
      command: "ADD",
      match: [{ field: "ETH_DST", value: "00:00:00:00:00:00" }],
      instructions: [{ instruction: "APPLY_ACTIONS", actions: [{ action: "OUTPUT", port_no: 1 }] }],
    },
  });
}

function serve(socket: Socket): void {
  const framer = new Framer();
  let output = new Writer();
  socket.setNoDelay();
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk) => {
    framer.push(chunk);
    while (framer.next()) answer(framer.bytes, framer.start, framer.end, output);
    if (output.length === 0) return;
    socket.write(output.bytes.subarray(0, output.length));
    if (socket.writableLength > 0) output = new Writer(output.bytes.length);
    output.length = 0;
  });
}

function answer(bytes: Uint8Array, start: number, end: number, output: Writer): void {
  const version = bytes[start] ?? 0;
  switch (bytes[start + 1]) {
    case PACKET_IN: {
      const { ethDst, flowMod, bufferId, matched } = PLACES[version] as Places;
      const at = output.reserve(flowMod.length);
      output.bytes.set(flowMod, at);
      // Both are 4 bytes: the buffer_id, and as much of the address as differs between hosts.
      copy4(bytes, start + 8, output.bytes, at + bufferId);
      copy4(bytes, start + ethDst + 2, output.bytes, at + matched + 2);
      break;
    }
    case HELLO:
      output.append(encode({ type: "HELLO", version, msg: {} }));
      output.append(encode({ type: "FEATURES_REQUEST", version, msg: {} }));
      break;
    case ECHO_REQUEST: {
      const at = output.length;
      output.append(bytes.subarray(start, end));
      output.bytes[at + 1] = ECHO_REPLY;
      break;
    }
  }
}

function copy4(from: Uint8Array, at: number, to: Uint8Array, offset: number): void {
  to[offset] = from[at] as number;
  to[offset + 1] = from[at + 1] as number;
  to[offset + 2] = from[at + 2] as number;
  to[offset + 3] = from[at + 3] as number;
}

createServer(serve).listen(Number(process.argv[2]), "127.0.0.1");
