import { formatDatapathId, parseDatapathId } from "zof-codec";
import { bindChannels, type Channel, type ChannelSource, RequestError, type Target } from "zof-compile";
import type { Connection } from "../connection/connection.js";
import type { ConnectionTable } from "../connection/connection-table.js";
import { currentContext } from "../dispatch/context.js";

/** The connections of the controllers that run. A process usually has one. */
const tables = new Map<object, ConnectionTable>();

/** Lets compiled messages find the connections of a controller. */
export function addChannels(controller: object, connections: ConnectionTable): void {
  tables.set(controller, connections);
  bindChannels(source);
}

export function removeChannels(controller: object): void {
  tables.delete(controller);
}

const source: ChannelSource = {
  find(target: Target): Channel {
    if (target.datapath_id === undefined && target.conn_id === undefined) return implicitConnection();
    const connection = findConnection(candidates(), target);
    if (connection !== undefined) return connection;
    throw new RequestError("closed", `there is no connection ${describe(target)}`);
  },
  *all(): Iterable<Channel> {
    for (const connections of candidates()) yield* connections.mains();
  },
};

/** The connection that the running handler or task works for. */
function implicitConnection(): Connection {
  const connection = currentContext()?.connection;
  if (connection === undefined) {
    const reason = "no datapath_id or conn_id is given, and the running code does not work for a connection";
    throw new RequestError("no_destination", reason);
  }
  if (connection.state.phase === "closed") {
    throw new RequestError("closed", connection.state.reason, { datapath_id: connection.datapath_id });
  }
  return connection;
}

/** The controller that the running code belongs to; all of them for code that belongs to none. */
function candidates(): Iterable<ConnectionTable> {
  const controller = currentContext()?.owner;
  const own = controller === undefined ? undefined : tables.get(controller);
  return own === undefined ? tables.values() : [own];
}

/** The connection that is up and matches all ids given. */
export function findConnection(among: Iterable<ConnectionTable>, target: Target): Connection | undefined {
  const id = target.datapath_id === undefined ? undefined : datapathIdText(target.datapath_id);
  for (const connections of among) {
    const connection =
      target.conn_id === undefined ? connections.byDatapath(id as string) : connections.byId(target.conn_id);
    if (connection?.state.phase === "up" && (id === undefined || connection.datapath_id === id)) {
      return connection;
    }
  }
  return undefined;
}

/** The text form of a datapath id given in any form. */
export function datapathIdText(id: string | number | bigint): string {
  return formatDatapathId(parseDatapathId(id));
}

function describe(target: Target): string {
  const datapath =
    target.datapath_id === undefined ? "" : `to datapath ${datapathIdText(target.datapath_id)}`;
  const connection = target.conn_id === undefined ? "" : `with conn_id ${target.conn_id}`;
  return [connection, datapath].filter((part) => part !== "").join(" ");
}
