import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { expect, it } from "vitest";
import { hexOf } from "../json/canonical.js";
import { startRecorder } from "./recorder.js";

const HELLO = Buffer.from("0400000800000001", "hex");
const ECHO = Buffer.from("0402000900000002aa", "hex");

it("passes both directions on and keeps whole messages", async () => {
  const server = createServer((socket) => {
    socket.write(HELLO);
    socket.on("data", (chunk) => socket.write(chunk));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const recorder = await startRecorder({ port: (server.address() as AddressInfo).port, host: "127.0.0.1" });

  const [, host, port] = recorder.target.split(":");
  const client = connect(Number(port), host);
  let received = Buffer.alloc(0);
  client.on("data", (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
  });
  client.write(ECHO.subarray(0, 3));
  client.write(ECHO.subarray(3));
  await expect.poll(() => received.length).toBe(HELLO.length + ECHO.length);

  expect(recorder.messages.map(({ from, bytes }) => `${from} ${hexOf(bytes)}`).sort()).toEqual([
    `controller ${hexOf(HELLO)}`,
    `controller ${hexOf(ECHO)}`,
    `switch ${hexOf(ECHO)}`,
  ]);
  const closed = once(client, "close");
  await recorder.stop();
  await closed;
  server.close();
});
