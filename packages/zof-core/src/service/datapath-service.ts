import type { Logger } from "pino";
import type { ConnectionTable } from "../connection/connection-table.js";
import { Datapath } from "../datapath/datapath.js";
import type { AppRecord } from "../dispatch/app-record.js";
import { HandlerList } from "../dispatch/handler-list.js";
import type { MessageEvent } from "../dispatch/message-event.js";

/**
 * The built-in app that gets every event first: it makes the Datapath of a switch that has come up, keeps
 * its ports, and marks it down when the connection has gone.
 */
export function datapathService(connections: ConnectionTable, logger: () => Logger): AppRecord {
  const handlers = new HandlerList(true, () => {});
  handlers.addMessage("CHANNEL_UP", {}, (event: MessageEvent<"CHANNEL_UP", true>) => {
    const connection = connections.byId(event.conn_id);
    const { features } = event.msg;
    if (connection === undefined || features === undefined) return;
    event.datapath = new Datapath(features, connection);
    connection.datapath = event.datapath;
  });
  handlers.addMessage("CHANNEL_DOWN", {}, (event: MessageEvent<"CHANNEL_DOWN", true>) => {
    event.datapath?.markDown();
  });
  handlers.addMessage("PORT_STATUS", {}, ({ datapath, msg }: MessageEvent<"PORT_STATUS", true>) => {
    const { reason, ...port } = msg;
    if (reason === "DELETE") datapath?.removePort(port.port_no);
    else datapath?.updatePort(port);
  });
  return {
    name: "datapath",
    precedence: Number.POSITIVE_INFINITY,
    handlers,
    exceptionFatal: false,
    get logger() {
      return logger();
    },
  };
}
