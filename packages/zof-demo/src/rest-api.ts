/**
 * What switches know and have, by HTTP as JSON, under the paths that Ryu's `ofctl_rest` has. It listens on this
 * machine only unless told otherwise: whoever reaches it may change ports.
 *
 *     zof run rest-api --rest-address 127.0.0.1 --rest-port 8080
 */

import type { AddressInfo } from "node:net";
import { type ServerType, serve } from "@hono/node-server";
import { type Context, Hono } from "hono";
import {
  Application,
  CodecError,
  compile,
  type Datapath,
  findDatapath,
  formatJson,
  getDatapaths,
  RequestError,
  TemplateError,
} from "zof";

const app = new Application("rest-api")
  .option("--rest-address <address>", "address to listen on", "127.0.0.1")
  .option("--rest-port <port>", "port to listen on", "8080");

let server: ServerType | undefined;

app.event("PRESTART", async () => {
  const { restAddress, restPort } = app.args;
  await new Promise<void>((resolve, reject) => {
    server = serve(
      { fetch: routes.fetch, hostname: String(restAddress), port: Number(restPort) },
      ({ address, port }) => {
        app.logger.info(`REST API on http://${address}:${port}`);
        resolve();
      },
    );
    server.once("error", reject);
  });
});

app.event("STOP", () => void server?.close());

/** The port that it listens on. */
export function restPort(): number {
  if (server === undefined) throw new Error("the controller has not started");
  return (server.address() as AddressInfo).port;
}

const routes = new Hono();

routes.get("/stats/switches", () => json(getDatapaths().map(({ idNumber }) => idNumber)));
/** A reply in one part or several, as one list; DESC is one object. */
const REQUESTS = {
  desc: compile("REQUEST.DESC"),
  flow: compile("REQUEST.FLOW_DESC {table_id: ALL, out_port: ANY, out_group: ANY}"),
  groupdesc: compile("REQUEST.GROUP_DESC"),
  port: compile("REQUEST.PORT_STATS {port_no: ANY}"),
};

for (const [name, request] of Object.entries(REQUESTS)) {
  routes.get(`/stats/${name}/:dpid`, async (context) => {
    const datapath = datapathOf(context.req.param("dpid"));
    const parts: unknown[] = [];
    for await (const { msg } of request.request({ conn_id: datapath.conn_id })) parts.push(msg);
    return json({ [`${datapath.idNumber}`]: name === "desc" ? parts[0] : parts.flat() });
  });
}

routes.get("/stats/portdesc/:dpid", (context) => {
  const datapath = datapathOf(context.req.param("dpid"));
  return json({ [`${datapath.idNumber}`]: [...datapath.ports.values()] });
});

/** Body: `{ "dpid": 1, "port_no": 2, "config": ["PORT_DOWN"], "mask": ["PORT_DOWN"] }`; the mask says what to change. */
routes.post("/stats/portdesc/modify", async (context) => {
  const body = await bodyOf(context);
  const datapath = datapathOf(String(body.dpid));
  const port = datapath.ports.get(body.port_no);
  if (port === undefined) throw new Refusal(404, `datapath ${datapath.id} has no port ${body.port_no}`);
  const { config = [], mask = config } = body;
  datapath.send({ type: "PORT_MOD", msg: { port_no: port.port_no, hw_addr: port.hw_addr, config, mask } });
  await BARRIER.request({ conn_id: datapath.conn_id });
  return json({});
});

routes.onError((error) => {
  if (error instanceof Refusal) return json({ error: error.message }, error.status);
  if (error instanceof CodecError || error instanceof TemplateError)
    return json({ error: error.message }, 400);
  if (error instanceof RequestError)
    return json({ error: error.message }, error.code === "timeout" ? 504 : 502);
  app.logger.error({ err: error }, "a request failed");
  return json({ error: "internal error" }, 500);
});

const BARRIER = compile("BARRIER_REQUEST");

class Refusal extends Error {
  constructor(
    readonly status: number,
    reason: string,
  ) {
    super(reason);
  }
}

/** The datapath of an id in any form: 1, 0x1, 00:00:00:00:00:00:00:01. */
function datapathOf(id: string): Datapath {
  const datapath = findDatapath(/^\d{1,20}$/.test(id) ? BigInt(id) : id);
  if (datapath === undefined) throw new Refusal(404, `datapath ${id} is not connected`);
  return datapath;
}

// biome-ignore lint/suspicious/noExplicitAny: it is checked when the message is encoded.
async function bodyOf(context: Context): Promise<any> {
  const body: unknown = await context.req.json().catch(() => undefined);
  if (typeof body === "object" && body !== null) return body;
  throw new Refusal(400, "the body is not a JSON object");
}

/** 64-bit integers in full, bytes as hexadecimal text. */
function json(value: unknown, status = 200): Response {
  return new Response(formatJson(value), { status, headers: { "content-type": "application/json" } });
}
