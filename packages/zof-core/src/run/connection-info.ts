import type { Connection } from "../connection/connection.js";

/** What is known of a connection. */
export interface ConnectionInfo {
  readonly conn_id: number;
  /** Absent until the switch has told it. */
  readonly datapath_id: string | undefined;
  /** Above 0 for an auxiliary connection. */
  readonly auxiliary_id: number;
  readonly local_endpoint: string;
  readonly remote_endpoint: string;
  readonly transport: "TCP" | "TLS";
  /** Wire version; the highest offered until one is negotiated. */
  readonly version: number;
  readonly phase: "handshaking" | "up" | "closed";
}

export function connectionInfo(connection: Connection): ConnectionInfo {
  return {
    conn_id: connection.conn_id,
    datapath_id: connection.datapath_id,
    auxiliary_id: connection.auxiliary_id,
    local_endpoint: connection.localEndpoint,
    remote_endpoint: connection.remoteEndpoint,
    transport: connection.transport,
    version: connection.version,
    phase: connection.state.phase,
  };
}
