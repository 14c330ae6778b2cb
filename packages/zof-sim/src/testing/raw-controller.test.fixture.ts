import { createServer, type Server, type Socket } from "node:net";
import { Framer } from "zof-codec";
import { decode, encode, type Message, type MessageInput } from "zof-types";

/** A controller of few words: takes one connection after the other, sends what it is told, keeps what comes. */
export class RawController {
  readonly #server: Server;
  readonly #received: Uint8Array[] = [];
  readonly #waiting: (() => void)[] = [];
  #socket: Socket | undefined;
  #framer = new Framer();
  /** How many connections came in. */
  connections = 0;

  private constructor(server: Server) {
    this.#server = server;
    server.on("connection", (socket) => this.#connected(socket));
  }

  static async listen(port = 0): Promise<RawController> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    return new RawController(server);
  }

  get port(): number {
    return (this.#server.address() as { port: number }).port;
  }

  /** The connection, for what messages cannot do. */
  get socket(): Socket {
    if (this.#socket === undefined) throw new Error("nobody is connected");
    return this.#socket;
  }

  /** Sends bytes, given in hexadecimal; spaces are for the reader. */
  sendHex(hex: string): void {
    this.socket.write(Buffer.from(hex.replaceAll(" ", ""), "hex"));
  }

  send(message: MessageInput, version = 4, xid = 1): void {
    this.socket.write(encode(message, { version, xid }));
  }

  /** The next message in hexadecimal. */
  async nextHex(): Promise<string> {
    return Buffer.from(await this.#next()).toString("hex");
  }

  /** The transaction id of the next message, without a look at the rest. */
  async nextXid(): Promise<number> {
    const bytes = await this.#next();
    return new DataView(bytes.buffer, bytes.byteOffset).getUint32(4);
  }

  /** The next message. */
  async next(): Promise<Message> {
    return decode(await this.#next());
  }

  /** Sends a message and returns what comes next. */
  ask(message: MessageInput, version = 4, xid = 1): Promise<Message> {
    this.send(message, version, xid);
    return this.next();
  }

  /** Waits for the connection and exchanges HELLO without bitmap. */
  async hello(version = 4): Promise<void> {
    await this.#next();
    this.sendHex(`0${version} 00 0008 00000000`);
  }

  /** Resolves once the other end has closed the connection. */
  closed(): Promise<void> {
    const { socket } = this;
    return socket.destroyed
      ? Promise.resolve()
      : new Promise((resolve) => socket.once("close", () => resolve()));
  }

  async close(): Promise<void> {
    this.#socket?.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #next(): Promise<Uint8Array> {
    for (;;) {
      const message = this.#received.shift();
      if (message !== undefined) return message;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  #connected(socket: Socket): void {
    this.connections++;
    this.#socket = socket;
    this.#framer = new Framer();
    this.#received.length = 0;
    socket.on("data", (chunk) => this.#read(chunk));
    socket.on("error", () => socket.destroy());
  }

  #read(chunk: Buffer): void {
    this.#framer.push(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length));
    while (this.#framer.next()) {
      const { bytes, start, end } = this.#framer;
      this.#received.push(bytes.slice(start, end));
    }
    for (const wake of this.#waiting.splice(0)) wake();
  }
}
