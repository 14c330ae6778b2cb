import { Application } from "zof";

const app = new Application("talkative");
app.message("CHANNEL_UP", ({ datapath_id }) => {
  console.log(`console ${datapath_id.slice(-2)}`);
  app.logger.info({ datapath_id }, "logged");
});
