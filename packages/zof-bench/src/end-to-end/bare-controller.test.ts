import { connect } from "node:net";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { Framer } from "zof-codec";
import { decode, encode, type Message } from "zof-types";
import { PacketInCycle } from "../load/packet-in-cycle.js";
import { ChildProgram, freePort } from "./child-program.js";

const BARE = fileURLToPath(new URL("../../dist/end-to-end/bare-controller.js", import.meta.url));

let controller: ChildProgram | undefined;

afterEach(() => controller?.stop());

test.each([1, 4])("the bare program answers as a controller would, in version %i", async (version) => {
  const port = await freePort();
  controller = new ChildProgram("the bare program", process.execPath, [BARE, String(port)]);
  await controller.listens(port);
  const cycle = new PacketInCycle(version, 1, 100);
  const received = await exchange(port, [
    encode({ type: "HELLO", version, msg: {} }),
    ...cycle.batches.map(({ bytes }) => bytes),
  ]);
  const types = received.map(({ type }) => type);
  expect(types.slice(0, 2)).toEqual(["HELLO", "FEATURES_REQUEST"]);
  expect(types.at(-1)).toBe("ECHO_REPLY");
  const flowMods = received.filter((message) => message.type === "FLOW_MOD");
  expect(flowMods.length).toBe(100);
  for (const [index, { msg }] of flowMods.entries()) {
    expect(msg.buffer_id).toBe(index);
    const partner = (index ^ 1).toString(16).padStart(2, "0");
    expect(msg.match).toEqual([{ field: "ETH_DST", value: `00:00:00:01:00:${partner}` }]);
  }
});

/** Sends bytes, and gives what comes back until the first ECHO_REPLY. */
function exchange(port: number, output: readonly Uint8Array[]): Promise<Message[]> {
  return new Promise((resolve, reject) => {
    const framer = new Framer();
    const received: Message[] = [];
    const socket = connect({ host: "127.0.0.1", port });
    socket.on("error", reject);
    socket.on("data", (chunk) => {
      framer.push(chunk);
      while (framer.next()) received.push(decode(framer.bytes.subarray(framer.start, framer.end)));
      if (received.at(-1)?.type !== "ECHO_REPLY") return;
      socket.destroy();
      resolve(received);
    });
    socket.write(Buffer.concat(output));
  });
}
