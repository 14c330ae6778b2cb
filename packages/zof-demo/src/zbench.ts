/** Asks each switch for barriers, one after the other, and says how many a second it answers and how fast. */

import { Application, compile } from "zof";

const app = new Application("zbench").option("--requests <n>", "barriers for each switch", "1000");

app.message("CHANNEL_UP", async ({ datapath_id }) => {
  const count = Number(app.args.requests);
  const times: number[] = [];
  const begin = performance.now();
  for (let i = 0; i < count; i++) {
    const sent = performance.now();
    await BARRIER.request();
    times.push(performance.now() - sent);
  }
  const seconds = (performance.now() - begin) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number) => `${(times[Math.floor(share * times.length)] ?? 0).toFixed(3)} ms`;
  console.log(
    `${datapath_id}: ${Math.round(count / seconds)} requests/s, median ${at(0.5)}, 99 % within ${at(0.99)}`,
  );
});

const BARRIER = compile("BARRIER_REQUEST");
