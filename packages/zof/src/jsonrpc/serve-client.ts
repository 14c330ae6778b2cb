import type { Readable, Writable } from "node:stream";
import { type RpcFraming, RpcFramingError, RpcReader } from "zof-core/internal";
import { RpcErrorCode } from "./rpc-error.js";
import { RpcOutput } from "./rpc-output.js";
import { RpcService, type RpcServiceOptions } from "./rpc-service.js";

export interface ServeOptions extends Omit<RpcServiceOptions, "send"> {
  readonly framing: RpcFraming;
  /** Bytes that may wait for the client to read them; beyond, nothing is read from it and from the switches. */
  readonly maxOutputBytes: number;
  /** Called every so many milliseconds with what has been done; 0: never. */
  readonly metricIntervalMs: number;
  readonly metrics: (values: object) => void;
  readonly signal: AbortSignal;
}

/** Serves one client until it closes its side. */
export async function serveClient(input: Readable, output: Writable, options: ServeOptions): Promise<void> {
  const reader = new RpcReader(options.framing);
  const received = { messages: 0, bytes: 0 };
  const out = new RpcOutput(output, options.framing, options.maxOutputBytes, (congested) => {
    service.setCongested(congested);
    if (congested) input.pause();
    else input.resume();
  });
  const service = new RpcService({ ...options, send: (text) => out.send(text) });
  await service.start();
  const timer = metricsTimer(options, () => ({
    tx_events: out.messages,
    rx_events: received.messages,
    tx_bytes: out.bytes,
    rx_bytes: received.bytes,
    waiting_bytes: out.pendingBytes,
  }));
  await new Promise<void>((resolve) => {
    input.on("data", (chunk: Uint8Array) => {
      received.bytes += chunk.length;
      try {
        for (const text of reader.push(chunk)) {
          received.messages++;
          service.receive(text);
        }
      } catch (error) {
        if (!(error instanceof RpcFramingError)) throw error;
        service.reply(null, { error: { code: RpcErrorCode.INVALID_REQUEST, message: error.message } });
        input.removeAllListeners("data");
        resolve();
      }
    });
    for (const end of ["end", "close", "error"]) input.on(end, () => resolve());
    for (const end of ["close", "error"]) output.on(end, () => resolve());
    options.signal.addEventListener("abort", () => resolve());
  });
  clearInterval(timer);
  await service.stop();
  await out.end();
  input.destroy();
}

function metricsTimer(options: ServeOptions, counts: () => object): NodeJS.Timeout | undefined {
  if (options.metricIntervalMs === 0) return undefined;
  return setInterval(() => {
    const { userCPUTime: utime_us, systemCPUTime: stime_us, maxRSS: max_rss_kib } = process.resourceUsage();
    options.metrics({ ...counts(), utime_us, stime_us, max_rss_kib });
  }, options.metricIntervalMs);
}
