import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { formatJson, parseJson } from "zof-types/internal";
import { ControllerError, systemReason } from "../controller-error.js";
import { frameRpc, RpcReader } from "./rpc-framing.js";

/** What the process reports. */
export interface RpcProcessEvents {
  /** The params of an OFP.MESSAGE. */
  notified(params: Readonly<Record<string, unknown>>): void;
  /** The process has ended, or cannot be understood; every call that waits has failed with this. */
  ended(reason: string): void;
}

interface Reply {
  readonly id?: unknown;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: unknown; readonly message: unknown };
  readonly method?: unknown;
  readonly params?: Readonly<Record<string, unknown>>;
}

interface Waiting {
  readonly received: (result: Readonly<Record<string, unknown>>) => void;
  readonly reject: (error: Error) => void;
}

/** How long the process may take to end by itself, once its input is closed. */
const END_TIMEOUT_MS = 2000;

/** A process that serves JSON-RPC on its standard input and output. */
export class RpcProcess {
  readonly #name: string;
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #events: RpcProcessEvents;
  readonly #reader = new RpcReader("text");
  readonly #waiting = new Map<number, Waiting>();
  readonly #exited: Promise<void>;
  #lastId = 0;
  #failure: string | undefined;
  #ending = false;

  /** @param words - the program and its arguments. */
  constructor(words: readonly string[], events: RpcProcessEvents) {
    const [program = "", ...args] = words;
    this.#name = program;
    this.#events = events;
    // In a session of its own: Ctrl-C in the terminal is for us, who end it in good order.
    this.#child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"], detached: true });
    const { stdin, stdout } = this.#child;
    this.#exited = new Promise((resolve) => {
      this.#child.on("error", (error) => {
        this.#fail(`${program} cannot be run: ${systemReason(error)}`);
        resolve();
      });
      this.#child.on("close", (code, signal) => {
        this.#fail(`${program} has ended ${signal === null ? `with exit status ${code}` : `by ${signal}`}`);
        resolve();
      });
    });
    stdin.on("error", () => {}); // it has ended, which "close" reports
    stdout.on("data", (chunk: Uint8Array) => this.#receive(chunk));
  }

  /** What the process takes its input from; its `writableNeedDrain` says when to wait. */
  get input(): Writable {
    return this.#child.stdin;
  }

  /**
   * Calls a method; fails with the error of the reply, or when the process ends.
   *
   * @param received - gets the result before anything is done with what follows it.
   */
  call(
    method: string,
    params?: object,
    received?: (result: Readonly<Record<string, unknown>>) => void,
  ): Promise<Readonly<Record<string, unknown>>> {
    if (this.#failure !== undefined) return Promise.reject(this.#error(this.#failure));
    const id = ++this.#lastId;
    this.#write({ id, method, params });
    return new Promise((resolve, reject) => {
      const take = (result: Readonly<Record<string, unknown>>) => {
        received?.(result);
        resolve(result);
      };
      this.#waiting.set(id, { received: take, reject });
    });
  }

  /** Calls a method whose result does not matter. */
  notify(method: string, params: object): void {
    if (this.#failure === undefined) this.#write({ method, params });
  }

  /** Reads nothing more until `resume`. */
  pause(): void {
    this.#child.stdout.pause();
  }

  resume(): void {
    this.#child.stdout.resume();
  }

  /** Closes its input, and ends it when that does not. */
  async end(): Promise<void> {
    this.#ending = true;
    this.#child.stdin.end();
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), END_TIMEOUT_MS);
    await this.#exited;
    clearTimeout(timer);
  }

  #write(request: object): void {
    this.#child.stdin.write(frameRpc(formatJson(request), "text"));
  }

  #receive(chunk: Uint8Array): void {
    try {
      for (const text of this.#reader.push(chunk)) this.#take(parseJson(text) as Reply);
    } catch (error) {
      this.#fail(`${this.#name} cannot be understood: ${(error as Error).message}`);
      this.#child.kill("SIGKILL");
    }
  }

  #take(reply: Reply): void {
    if (reply.method === "OFP.MESSAGE" && reply.params !== undefined) {
      this.#events.notified(reply.params);
      return;
    }
    const id = Number(reply.id);
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    this.#waiting.delete(id);
    if (reply.result !== undefined) waiting.received(reply.result);
    else waiting.reject(this.#error(String(reply.error?.message ?? "a reply without result")));
  }

  #fail(reason: string): void {
    if (this.#failure !== undefined) return;
    this.#failure = reason;
    for (const { reject } of this.#waiting.values()) reject(this.#error(reason));
    this.#waiting.clear();
    if (!this.#ending) this.#events.ended(reason);
  }

  #error(reason: string): ControllerError {
    return new ControllerError("driver_failed", reason.replace(/^\w+_\w+: /, ""));
  }
}
