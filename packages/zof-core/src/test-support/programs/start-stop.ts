// Starts and stops a controller with connections and tasks, and then has nothing more to do: it must end by itself.
import { once } from "node:events";
import { connect } from "node:net";
import { Application, Controller, sleep } from "../../index.js";

const controller = new Controller({ listenEndpoints: ["127.0.0.1:0"], loglevel: "silent" });
const app = new Application("tasks", { controller });
app.event("START", () => sleep(60_000));
app.event("START", () => {});

for (let round = 1; round <= 2; round++) {
  await controller.start();
  void app.ensureFuture(() => sleep(60_000)).catch(() => {});
  const port = Number(controller.endpoints[0]?.split(":")[1]);
  const sockets = [connect(port, "127.0.0.1"), connect(port, "127.0.0.1")];
  await Promise.all(sockets.map((socket) => once(socket, "data")));
  await controller.stop();
  await Promise.all(sockets.filter((socket) => !socket.closed).map((socket) => once(socket, "close")));
  process.stdout.write(`${JSON.stringify({ event: "ROUND", round, connections: sockets.length })}\n`);
}
