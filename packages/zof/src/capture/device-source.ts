import { spawn } from "node:child_process";
import { once } from "node:events";
import { CommandError } from "../command/command-error.js";
import type { ByteSource } from "../input/byte-source.js";

/** Programs that capture, with the arguments that make them write a capture to standard output at once. */
const PROGRAMS: readonly (readonly [string, (device: string, filter: string) => string[]])[] = [
  ["tcpdump", (device, filter) => ["-i", device, "-U", "-w", "-", ...(filter === "" ? [] : [filter])]],
  ["dumpcap", (device, filter) => ["-i", device, "-q", "-P", "-w", "-", "-f", filter]],
];

const STOP_SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** Packets that a network device sends and receives, as a capture that ends with SIGINT or SIGTERM. `filter`: pcap-filter(7). */
export function deviceSource(device: string, filter: string): ByteSource {
  return { name: device, size: undefined, chunks: capture(device, filter) };
}

async function* capture(device: string, filter: string): AsyncIterable<Uint8Array> {
  for (const [program, args] of PROGRAMS) {
    const child = spawn(program, args(device, filter), { stdio: ["ignore", "pipe", "inherit"] });
    // `once` fails when there is no such program.
    if (!(await once(child, "spawn").then(() => true, notInstalled))) continue;
    // Ctrl-C ends the capture; what was captured is still shown.
    let isStopped = false;
    const stop = () => {
      isStopped = true;
      child.kill("SIGINT");
    };
    for (const signal of STOP_SIGNALS) process.once(signal, stop);
    const ended = once(child, "close") as Promise<[number | null]>;
    try {
      yield* child.stdout;
      const [status] = await ended;
      // It has said why.
      if (status !== 0 && !isStopped) throw new CommandError(`${program} has ended: status ${status}`);
    } finally {
      child.kill();
      for (const signal of STOP_SIGNALS) process.off(signal, stop);
    }
    return;
  }
  const names = PROGRAMS.map(([program]) => program).join(" nor ");
  throw new CommandError(`cannot capture from ${device}: neither ${names} is installed`);
}

function notInstalled(error: NodeJS.ErrnoException): false {
  if (error.code === "ENOENT") return false;
  throw error;
}
