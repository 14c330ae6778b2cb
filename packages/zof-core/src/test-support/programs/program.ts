// A controller as users write one, for tests that need a process of its own.
import { compile } from "zof-compile";
import { Application, getDatapaths, run, sleep } from "../../index.js";

const fatal = process.env.TEST_EXCEPTION_FATAL;
const app = new Application("program", {
  exceptionFatal: fatal === undefined ? false : fatal === "true" ? true : fatal,
});
app.option("--fail <when>", "fail in a handler: sync, async or task");
app.option("--greeting <text>", "what to say at the start", "hello");
app.option("--leave-timer", "forget a timer");

const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
const DESC = compile("REQUEST.DESC");

app.event("START", async () => {
  const { endpoints } = app.controller;
  say({ event: "START", endpoints, greeting: app.args.greeting });
  if (app.args.leaveTimer === true) setInterval(() => {}, 1000);
  if (app.args.fail === "sync") throw new Error("failed as told");
  if (app.args.fail === "async") await sleep(1).then(() => Promise.reject(new Error("failed as told")));
  if (app.args.fail === "task") void app.ensureFuture(() => Promise.reject(new Error("failed as told")));
});
app.event("SIGNAL", { signal: "SIGUSR2" }, ({ signal }) => say({ event: "SIGNAL", signal }));
app.event("SIGNAL", { signal: "SIGHUP" }, (event) => {
  event.exit = false;
  say({ event: "SIGNAL", signal: event.signal });
});
app.event("STOP", async () => {
  await sleep(5);
  say({ event: "STOP", datapaths: getDatapaths().map(({ id }) => id) });
});
app.message("CHANNEL_UP", async ({ datapath_id }) => {
  say({ event: "CHANNEL_UP", datapath_id });
  const { msg } = await DESC.request();
  say({ event: "DESC", hw_desc: msg.hw_desc });
});

await run({ programName: "program" });
