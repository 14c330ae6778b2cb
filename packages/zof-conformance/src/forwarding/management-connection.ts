import { connect, type Socket } from "node:net";
import { Framer } from "zof-codec";
import { decode, encode, type Message, type MessageInput } from "zof-types";

/** An OpenFlow connection to the socket by which Open vSwitch lets its tools manage a bridge. */
export class ManagementConnection {
  readonly #socket: Socket;
  readonly #version: number;
  readonly #framer = new Framer();
  #received: (message: Message) => void = () => {};
  #lastXid = 0;

  private constructor(socket: Socket, version: number) {
    this.#socket = socket;
    this.#version = version;
    socket.on("data", (chunk) => {
      this.#framer.push(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length));
      while (this.#framer.next()) {
        const { bytes, start, end } = this.#framer;
        this.#received(decode(bytes.slice(start, end)));
      }
    });
  }

  static async open(path: string, version: number): Promise<ManagementConnection> {
    const socket = connect(path);
    await new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("error", reject));
    const connection = new ManagementConnection(socket, version);
    const hello = new Promise<void>((resolve) => {
      connection.#received = () => resolve();
    });
    connection.#write({ type: "HELLO", msg: { versions: [version] } });
    await hello;
    return connection;
  }

  /** Sends messages and a barrier; returns for each message the type and code of the error that answered it, if any. */
  async send(messages: readonly MessageInput[]): Promise<(string | undefined)[]> {
    const errors = new Map<number, string>();
    const done = new Promise<void>((resolve) => {
      this.#received = ({ type, xid, msg }) => {
        if (type === "ERROR") errors.set(xid, `${msg.type} ${msg.code}`);
        if (type === "BARRIER_REPLY") resolve();
      };
    });
    const xids = messages.map((message) => this.#write(message));
    this.#write({ type: "BARRIER_REQUEST" });
    await done;
    return xids.map((xid) => errors.get(xid));
  }

  close(): void {
    this.#socket.destroy();
  }

  #write(message: MessageInput): number {
    const xid = ++this.#lastXid;
    this.#socket.write(encode(message, { version: this.#version, xid }));
    return xid;
  }
}
