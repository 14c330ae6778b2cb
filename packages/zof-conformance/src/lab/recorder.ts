import { once } from "node:events";
import { type AddressInfo, connect, createServer, type NetConnectOpts, type Socket } from "node:net";
import { Framer } from "zof-codec";

/** A message that went through a recorder. */
export interface RecordedMessage {
  readonly from: "controller" | "switch";
  readonly bytes: Uint8Array;
}

/** Stands between a switch and what speaks to it, passes everything on, and keeps every message. */
export interface Recorder {
  /** Where those that connect find it, as `tcp:127.0.0.1:40123`. */
  readonly target: string;
  /** Every message so far, in order. */
  readonly messages: readonly RecordedMessage[];
  /** Closes all connections. */
  stop(): Promise<void>;
}

/**
 * Starts a recorder. Those that connect are switches and it stands in front of their controller, or, the other
 * way round, they are controllers and it stands in front of a switch.
 */
export async function startRecorder(
  behind: NetConnectOpts,
  connecting: RecordedMessage["from"] = "switch",
): Promise<Recorder> {
  const messages: RecordedMessage[] = [];
  const sockets = new Set<Socket>();
  const other = connecting === "switch" ? "controller" : "switch";
  const server = createServer((front) => {
    const back = connect(behind);
    join(front, back, (bytes) => messages.push({ from: connecting, bytes }));
    join(back, front, (bytes) => messages.push({ from: other, bytes }));
    sockets.add(front).add(back);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    target: `tcp:127.0.0.1:${(server.address() as AddressInfo).port}`,
    messages,
    async stop() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, "close");
    },
  };
}

function join(from: Socket, to: Socket, record: (bytes: Uint8Array) => void): void {
  const framer = new Framer();
  from.on("data", (chunk: Buffer) => {
    framer.push(new Uint8Array(chunk));
    while (framer.next()) record(framer.bytes.slice(framer.start, framer.end));
    to.write(chunk);
  });
  // A switch that goes away resets its connection: the other side is closed all the same.
  from.on("error", () => {});
  from.on("close", () => to.destroy());
}
