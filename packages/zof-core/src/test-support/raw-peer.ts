import { connect, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { Framer } from "zof-codec";
import { decode, encode, type Message, type MessageInput, type MessageOf, type MessageType } from "zof-types";

/** Less than a test may take, more than anything takes on a busy machine. */
const TIMEOUT_MS = 10_000;

/** The other side of a connection in a test: it sends what it is told, and keeps what it gets. */
export class RawPeer {
  readonly socket: Socket;
  /** What was received and not asked for yet. */
  readonly messages: Message[] = [];
  /** Everything received, as bytes. */
  readonly frames: Uint8Array[] = [];
  /** Answers ECHO_REQUESTs, as a switch must. */
  answersEcho = true;
  version = 4;
  readonly #framer = new Framer();
  #changed: () => void = () => {};
  #ended = false;

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on("data", (chunk) => this.#receive(chunk));
    socket.on("error", () => {});
    socket.on("close", () => {
      this.#ended = true;
      this.#changed();
    });
  }

  /** Connects to an endpoint, as `controller.endpoints` shows it. */
  static async open(endpoint: string | undefined): Promise<RawPeer> {
    const port = Number(endpoint?.split(":").at(-1));
    const socket = connect({ host: "127.0.0.1", port, noDelay: true });
    await new Promise((resolve, reject) => {
      socket.once("connect", resolve);
      socket.once("error", reject);
    });
    return new RawPeer(socket);
  }

  get ended(): boolean {
    return this.#ended;
  }

  send(message: MessageInput): void {
    this.sendBytes(encode({ version: this.version, ...message }));
  }

  sendBytes(bytes: Uint8Array | string): void {
    this.socket.write(typeof bytes === "string" ? Buffer.from(bytes.replace(/\s/g, ""), "hex") : bytes);
  }

  /** The next message of this type; those before it are dropped. */
  async next<T extends MessageType>(type: T, timeoutMs = TIMEOUT_MS): Promise<MessageOf<T>> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      for (let message = this.messages.shift(); message !== undefined; message = this.messages.shift()) {
        if (message.type === type) return message as MessageOf<T>;
      }
      if (this.#ended) throw new Error(`the connection was closed before a ${type} came`);
      await this.#change(deadline, `no ${type}`);
    }
  }

  /** Waits until the other side has closed the connection. */
  async closed(timeoutMs = TIMEOUT_MS): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (!this.#ended) await this.#change(deadline, "the connection is still open");
  }

  close(): void {
    this.socket.destroy();
  }

  async #change(deadline: number, what: string): Promise<void> {
    const timer = new AbortController();
    const changed = new Promise<void>((resolve) => {
      this.#changed = resolve;
    });
    const late = wait(Math.max(0, deadline - Date.now()), true, { signal: timer.signal }).catch(() => false);
    const isLate = await Promise.race([changed, late]);
    timer.abort();
    if (isLate === true) throw new Error(`${what} within the time`);
  }

  #receive(chunk: Uint8Array): void {
    this.#framer.push(chunk);
    while (this.#framer.next()) {
      const frame = this.#framer.bytes.slice(this.#framer.start, this.#framer.end);
      this.frames.push(frame);
      const message = decode(frame);
      this.messages.push(message);
      if (message.type === "ECHO_REQUEST" && this.answersEcho) {
        this.send({ ...message, type: "ECHO_REPLY" });
      }
    }
    this.#changed();
  }
}
