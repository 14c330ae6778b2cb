/** Closes each connection a while after it is up: what does the switch do, and how soon is it back? */

import { Application, sleep } from "zof";

const app = new Application("conntest").option(
  "--close-after <ms>",
  "time from CHANNEL_UP to the close",
  "1000",
);

/** When each datapath was closed, in milliseconds since the epoch. */
const closed = new Map<string, number>();

app.message("CHANNEL_UP", async ({ datapath, datapath_id }) => {
  const since = closed.get(datapath_id);
  const back = since === undefined ? "is new" : `is back after ${Date.now() - since} ms`;
  app.logger.info(`${datapath_id} ${back}`);
  await sleep(Number(app.args.closeAfter));
  closed.set(datapath_id, Date.now());
  datapath.close();
});
