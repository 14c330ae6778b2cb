import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { fileURLToPath } from "node:url";

const COMMAND = fileURLToPath(new URL("../../../zof/bin/zof.js", import.meta.url));

/** The command `zof run layer2`, listening on a port of its own. */
export interface Layer2Process {
  readonly port: number;
  /** What it has printed so far. */
  readonly output: () => string;
  /** Interrupts it as Ctrl-C does; returns its exit status. */
  interrupt(): Promise<number | null>;
}

/** Starts a demo, the learning switch unless told otherwise, as a user does; returns once it listens. */
export async function startLayer2(demo = "layer2"): Promise<Layer2Process> {
  const port = await freePort();
  const child = spawn(process.execPath, [COMMAND, "run", demo, "--listen-endpoints", `127.0.0.1:${port}`]);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const interrupt = async () => {
    const exited = once(child, "exit");
    child.kill("SIGINT");
    const [status] = await exited;
    return status as number | null;
  };
  await listening(child, () => output);
  return { port, output: () => output, interrupt };
}

/** Waits until it says that it listens. */
async function listening(child: ChildProcess, output: () => string): Promise<void> {
  for (let waitedMs = 0; !/listening/i.test(output()); waitedMs += 20) {
    if (child.exitCode !== null || waitedMs > 10_000) {
      child.kill();
      throw new Error(`zof run does not listen; exit status ${child.exitCode}: ${output()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A port that nothing listens on right now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
