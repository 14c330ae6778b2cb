import type { Logger } from "pino";
import { VERSIONS } from "zof-types";
import {
  type ConnectionOptions,
  DEFAULT_CONNECTION_OPTIONS,
  type PerConnection,
} from "../connection/connection-options.js";
import { ControllerError } from "../controller-error.js";

/** How a controller behaves. Each has a default and, where the comment says so, an argument of the command line. */
export interface ControllerOptions extends Partial<Omit<ConnectionOptions, PerConnection>> {
  /** Where to listen, as {@link parseEndpoint} reads it. Default 6633 and 6653; `--listen-endpoints`. */
  readonly listenEndpoints?: readonly string[];
  /** Wire versions to offer. Default all that are known, 1 (OpenFlow 1.0) to 6 (1.5); `--listen-versions`. */
  readonly listenVersions?: readonly number[];
  /** Our certificate, PEM text or a file's path. With it and the key, all endpoints speak TLS. `--listen-cert` */
  readonly listenCert?: string;
  /** The key of the certificate. `--listen-privkey` */
  readonly listenPrivkey?: string;
  /** The authority that switches' certificates must be signed by; without it they need none. `--listen-cacert` */
  readonly listenCacert?: string;
  /** A file to append TLS session keys to, for reading captures. `--listen-keylog` */
  readonly listenKeylog?: string;
  /**
   * A program that speaks OpenFlow in our place, `oftr` or one that stands in for it: it is run as
   * `PREFIX PATH jsonrpc ARGS`. Default: none, zof speaks OpenFlow itself. `--x-oftr-path`
   */
  readonly oftrPath?: string;
  /** Its arguments, separated by spaces, quoted as in a shell. `--x-oftr-args` */
  readonly oftrArgs?: string;
  /** What stands before its path, as `valgrind`. `--x-oftr-prefix` */
  readonly oftrPrefix?: string;
  /** Open connections per endpoint; more are refused. Default 10000. */
  readonly maxConnections?: number;
  /** How long STOP handlers, and then the connections, may take to come to an end. Default 5000. */
  readonly stopTimeoutMs?: number;
  /** trace, debug, info, warn, error, fatal or silent. Default info; `--loglevel`. */
  readonly loglevel?: string;
  /** File to log to, one JSON object a line. Default standard error: text on a terminal, else JSON. `--logfile` */
  readonly logfile?: string;
  /** A logger of your own, in place of `loglevel` and `logfile`. */
  readonly logger?: Logger;
  /** File that holds the process id while `run` runs. `--pidfile` */
  readonly pidfile?: string;
}

/** The options with every default filled in. */
export type ResolvedOptions = ConnectionOptions &
  Required<Pick<ControllerOptions, "listenEndpoints" | "maxConnections" | "stopTimeoutMs">> &
  ControllerOptions;

/** @throws ControllerError `bad_option` for versions that are not known. */
export function checkVersions(versions: readonly number[]): readonly number[] {
  const unknown = versions.find((version) => !VERSIONS.includes(version));
  if (versions.length > 0 && unknown === undefined) return versions;
  const problem = unknown === undefined ? "name at least one" : `${unknown} is not known`;
  throw new ControllerError(
    "bad_option",
    `OpenFlow wire versions: ${problem}; there are ${VERSIONS.join(", ")}`,
  );
}

/** @throws ControllerError `bad_option` for versions that are not known. */
export function resolveOptions(options: ControllerOptions): ResolvedOptions {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  return {
    ...DEFAULT_CONNECTION_OPTIONS,
    listenEndpoints: ["6633", "6653"],
    maxConnections: 10_000,
    stopTimeoutMs: 5000,
    ...given,
    versions: checkVersions(options.listenVersions ?? DEFAULT_CONNECTION_OPTIONS.versions),
  };
}
