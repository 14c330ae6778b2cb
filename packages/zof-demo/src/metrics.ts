/** Figures of the controller in the text format of Prometheus: `zof run metrics layer2`, then port 9090, /metrics. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Counter, Gauge, Registry } from "prom-client";
import { Application, getDatapaths } from "zof";

// Before the apps that may stop an event.
const app = new Application("metrics", { precedence: 1_000_000, hasDatapathId: false })
  .option("--metrics-address <address>", "address to listen on", "127.0.0.1")
  .option("--metrics-port <port>", "port to listen on", "9090");

const registry = new Registry();
const registers = [registry];

const messages = new Counter({
  name: "zof_messages_received_total",
  help: "Messages from switches that reached the apps, by type; replies to requests are not among them",
  labelNames: ["type"],
  registers,
});

new Gauge({
  name: "zof_datapaths",
  help: "Switches that are connected",
  registers,
  collect() {
    this.set(getDatapaths().length);
  },
});

new Gauge({
  name: "zof_ports",
  help: "Ports of the switches that are connected",
  labelNames: ["state"],
  registers,
  collect() {
    const ports = getDatapaths().flatMap((datapath) => [...datapath.ports.values()]);
    const up = ports.filter((port) => port.up).length;
    this.set({ state: "up" }, up);
    this.set({ state: "down" }, ports.length - up);
  },
});

app.message("any", ({ type }) => messages.inc({ type }));

const server = createServer(async ({ url }, response) => {
  if (url !== "/metrics") response.writeHead(404).end();
  else response.setHeader("content-type", registry.contentType).end(await registry.metrics());
});

app.event("PRESTART", async () => {
  const { metricsAddress, metricsPort } = app.args;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(Number(metricsPort), String(metricsAddress), resolve);
  });
});

app.event("STOP", () => void server.close());

/** The port that it listens on. */
export function metricsPort(): number {
  return (server.address() as AddressInfo).port;
}
