import { isIP, isIPv6 } from "node:net";
import { ControllerError } from "../controller-error.js";

/** A TCP port: `host` is absent for "all addresses". */
export interface TcpEndpoint {
  readonly host?: string;
  readonly port: number;
}

/** A unix socket: Open vSwitch has one for each bridge, `BRIDGE.mgmt` in its run directory. */
export interface UnixEndpoint {
  readonly path: string;
}

/** Where to listen or to connect. */
export type Endpoint = TcpEndpoint | UnixEndpoint;

/**
 * Reads an endpoint: `6653`, `127.0.0.1:6653`, `127.0.0.1.6653`, `[::1]:6653`, `name:6653` or `unix:/path`.
 * Port 0 lets the system choose one.
 *
 * @throws ControllerError `bad_option` when the text is none of these.
 */
export function parseEndpoint(text: string): Endpoint {
  const trimmed = text.trim();
  const path = /^unix:(.+)$/.exec(trimmed)?.[1];
  if (path !== undefined) return { path };
  const parts = /^(?:(?:\[([^\]]+)\]|([^:[\]]+))[:.])?(\d{1,5})$/.exec(trimmed);
  const port = Number(parts?.[3]);
  const host = parts?.[1] ?? parts?.[2];
  const wellFormed =
    parts !== null && port <= 0xffff && (host === undefined || (parts[1] === undefined) === !isIPv6(host));
  // "127.0.0.1" alone would read as host 127.0.0, port 1
  if (!wellFormed || isIP(trimmed) !== 0) {
    throw new ControllerError(
      "bad_option",
      `'${text}' is not an endpoint; write a port (6653), address:port (127.0.0.1:6653, [::1]:6653), name:port or unix:path`,
    );
  }
  return host === undefined ? { port } : { host, port };
}

/** The text of an endpoint, as `parseEndpoint` reads it. */
export function endpointText(endpoint: Endpoint): string {
  if ("path" in endpoint) return `unix:${endpoint.path}`;
  const { host, port } = endpoint;
  return host === undefined ? `port ${port}` : formatEndpoint(host, port);
}

/** The text of an address and port, `127.0.0.1:6653` or `[::1]:6653`; IPv4 mapped into IPv6 shows as IPv4. */
export function formatEndpoint(address: string | undefined, port: number | undefined): string {
  if (address === undefined || port === undefined) return "unknown";
  const plain = address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");
  return isIPv6(plain) ? `[${plain}]:${port}` : `${plain}:${port}`;
}
