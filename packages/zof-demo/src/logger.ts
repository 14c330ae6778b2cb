/** Logs every event before the other apps get it: run it beside another, `zof run logger layer2`. */

import { Application } from "zof";

const app = new Application("logger", { precedence: 1_000_000, hasDatapathId: false }).option(
  "--log-data",
  "show messages whole, not only what they are",
);

app.message("any", (event) => {
  const { type, datapath_id, conn_id, xid, msg } = event;
  const what = event.type === "PACKET_IN" ? event.msg.pkt.get_description() : undefined;
  app.logger.info({ datapath_id, conn_id, xid, what, ...(app.args.logData === true && { msg }) }, type);
});

app.event("any", ({ event, ...details }) => {
  app.logger.info(details, event);
});
