import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const START_MS = 10_000;
const STOP_MS = 3000;
const POLL_MS = 20;
/** The unit of times in /proc, the same on all Linux systems that Node.js runs on. */
const TICKS_PER_SECOND = 100;
/** Of what a program wrote to standard error, so much is shown when it fails. */
const SHOWN_CHARACTERS = 2000;

/** A program that runs beside this one. */
export class ChildProgram {
  readonly #name: string;
  readonly #process: ChildProcess;
  readonly #ended: Promise<unknown>;
  #output = "";
  #errors = "";

  constructor(name: string, command: string, args: readonly string[]) {
    this.#name = name;
    this.#process = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
    this.#process.stdout?.setEncoding("utf8").on("data", (text: string) => {
      this.#output += text;
    });
    this.#process.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#errors = (this.#errors + text).slice(-SHOWN_CHARACTERS);
    });
    this.#ended = once(this.#process, "close");
    this.#ended.catch(() => {}); // a program that cannot be started: heard of where it is waited for
  }

  /** What it writes to standard output until it ends. Throws when it fails. */
  async output(): Promise<string> {
    await this.#ended;
    if (this.#process.exitCode === 0) return this.#output;
    throw this.#failure(`exit status ${this.#process.exitCode ?? this.#process.signalCode}`);
  }

  /** Waits until it accepts connections on a port of 127.0.0.1. Throws when it ends before, or takes too long. */
  async listens(port: number): Promise<void> {
    for (let waited = 0; waited < START_MS; waited += POLL_MS) {
      if (this.#process.exitCode !== null || this.#process.signalCode !== null)
        throw this.#failure("it ended");
      if (await accepts(port)) return;
      await sleep(POLL_MS);
    }
    throw this.#failure(`it does not listen on port ${port} after ${START_MS} ms`);
  }

  /** The most memory it has used so far, in bytes; undefined where the system does not say (other than Linux). */
  peakMemory(): number | undefined {
    if (process.platform !== "linux") return undefined;
    const status = readFileSync(`/proc/${this.#process.pid}/status`, "utf8");
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
  }

  /** The processor time it has used so far, in seconds; undefined where the system does not say (other than Linux). */
  cpuSeconds(): number | undefined {
    if (process.platform !== "linux") return undefined;
    // Behind the name, which may hold anything but ends with the last parenthesis, follow 11 fields and then these two.
    const [, fields = ""] = /.*\) (.*)/.exec(readFileSync(`/proc/${this.#process.pid}/stat`, "utf8")) ?? [];
    const [user, system] = fields.split(" ").slice(11);
    return (Number(user) + Number(system)) / TICKS_PER_SECOND;
  }

  /** Asks it to end, and forces it to when it does not. */
  async stop(): Promise<void> {
    this.#process.kill("SIGTERM");
    const forced = setTimeout(() => this.#process.kill("SIGKILL"), STOP_MS);
    await this.#ended;
    clearTimeout(forced);
  }

  #failure(reason: string): Error {
    return new Error(`${this.#name} failed: ${reason}\n${this.#errors}`.trimEnd());
  }
}

/** A port of 127.0.0.1 that nothing listens on at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect({ host: "127.0.0.1", port });
  try {
    await once(socket, "connect");
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ECONNREFUSED") return false;
    throw error;
  } finally {
    socket.destroy();
  }
}
