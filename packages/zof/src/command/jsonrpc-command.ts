import { type Command, Option } from "commander";
import { createLogger, LOG_LEVELS } from "zof-core";
import { DEFAULT_CONNECTION_OPTIONS } from "zof-core/internal";
import { type ClientStreams, socketStreams, standardStreams } from "../jsonrpc/open-client.js";
import { serveClient } from "../jsonrpc/serve-client.js";
import type { MultipartNames } from "../output/multipart-names.js";
import { wholeNumber } from "./option-values.js";
import { packageVersion } from "./package-version.js";

interface JsonRpcFlags {
  readonly rpcSocket?: string;
  readonly binaryProtocol?: true;
  readonly metricInterval: number;
  readonly multipartNames: MultipartNames;
  readonly loglevel: string;
  readonly logfile?: string;
  readonly maxOutputBytes: number;
  readonly handshakeTimeout: number;
  readonly echoInterval: number;
  readonly echoTimeout: number;
  readonly maxPendingOutputBytes: number;
  readonly maxEarlyBytes: number;
  readonly maxConnections: number;
}

const MEBIBYTE = 1 << 20;

/** Defines `zof jsonrpc`. */
export function defineJsonRpc(command: Command): void {
  const defaults = DEFAULT_CONNECTION_OPTIONS;
  command
    .option(
      "--rpc-socket <file>",
      "serve the client that connects to this unix socket; default: standard input and output",
    )
    .option("--binary-protocol", "messages have their length in front, in place of a NUL byte behind")
    .option("--metric-interval <ms>", "log what has been done, every so often", wholeNumber, 0)
    .addOption(
      new Option("--multipart-names <form>", "write REQUEST.DESC (prefix) or DESC_REQUEST (suffix)")
        .choices(["prefix", "suffix"])
        .default("prefix"),
    )
    .addOption(
      new Option("--loglevel <level>", "least important level to log").choices(LOG_LEVELS).default("warn"),
    )
    .option("--logfile <file>", "file to append the log to, as JSON lines; default: standard error")
    .addOption(new Option("--trace <list>", "taken for the sake of oftr, without effect").hideHelp())
    .option(
      "--max-output-bytes <bytes>",
      "waiting for the client; beyond, nothing more is read",
      wholeNumber,
      4 * MEBIBYTE,
    )
    .option(
      "--handshake-timeout <ms>",
      "from connecting to CHANNEL_UP",
      wholeNumber,
      defaults.handshakeTimeoutMs,
    )
    .option("--echo-interval <ms>", "silence before an ECHO_REQUEST", wholeNumber, defaults.echoIntervalMs)
    .option(
      "--echo-timeout <ms>",
      "further silence before a connection is closed",
      wholeNumber,
      defaults.echoTimeoutMs,
    )
    .option(
      "--max-pending-output-bytes <bytes>",
      "waiting for a switch; beyond, it is disconnected",
      wholeNumber,
      defaults.maxPendingOutputBytes,
    )
    .option(
      "--max-early-bytes <bytes>",
      "messages kept that come before CHANNEL_UP",
      wholeNumber,
      defaults.maxEarlyBytes,
    )
    .option("--max-connections <count>", "open connections of a listener", wholeNumber, 10_000)
    .action(serve);
}

async function serve(flags: JsonRpcFlags): Promise<void> {
  const logger = createLogger({
    level: flags.metricInterval > 0 && flags.loglevel === "warn" ? "info" : flags.loglevel,
    file: flags.logfile,
  }).child({ name: "jsonrpc" });
  const stopping = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.once(signal, () => stopping.abort());
  const streams = await openStreams(flags);
  await serveClient(streams.input, streams.output, {
    framing: flags.binaryProtocol === true ? "binary" : "text",
    maxConnections: flags.maxConnections,
    software: `zof ${packageVersion()}`,
    names: flags.multipartNames,
    maxOutputBytes: flags.maxOutputBytes,
    metricIntervalMs: flags.metricInterval,
    metrics: (values) => logger.info(values, "metrics"),
    signal: stopping.signal,
    connection: {
      ...DEFAULT_CONNECTION_OPTIONS,
      handshakeTimeoutMs: flags.handshakeTimeout,
      echoIntervalMs: flags.echoInterval,
      echoTimeoutMs: flags.echoTimeout,
      maxPendingOutputBytes: flags.maxPendingOutputBytes,
      maxEarlyBytes: flags.maxEarlyBytes,
    },
  });
  process.exit();
}

async function openStreams({ rpcSocket }: JsonRpcFlags): Promise<ClientStreams> {
  return rpcSocket === undefined ? standardStreams() : socketStreams(rpcSocket);
}
