import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { describe, expect, it, onTestFinished } from "vitest";
import { encode, type MessageInput } from "zof-types";
import { RPC_METHODS } from "../lookup/rpc-methods.js";
import { testEnvironment } from "../test-support/test-environment.js";
import { COMMAND } from "../test-support/zof-process.js";

// Written by the description of the protocol alone: none of our code frames or reads messages here.

type Json = Record<string, unknown>;

function start(...args: string[]): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, [COMMAND, "jsonrpc", ...args], { env: testEnvironment() });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

class Client {
  readonly messages: Json[] = [];
  ended = false;
  #held = Buffer.alloc(0);
  #id = 0;

  constructor(
    input: Readable,
    readonly output: Writable,
    readonly binary = false,
  ) {
    input.on("data", (chunk: Buffer) => this.#receive(chunk));
    input.on("end", () => {
      this.ended = true;
    });
  }

  sendText(text: string): void {
    const body = Buffer.from(text);
    if (!this.binary) this.output.write(Buffer.concat([body, Buffer.of(0)]));
    else
      this.output.write(
        Buffer.concat([Buffer.of(body.length >> 16, body.length >> 8, body.length, 0xf5), body]),
      );
  }

  async call(method: string, params?: Json): Promise<Json> {
    const id = ++this.#id;
    this.sendText(JSON.stringify({ id, method, params }));
    return this.wait((message) => message.id === id);
  }

  /** The params of the next notification of a type. */
  async event(type: string): Promise<Json & { msg: Json }> {
    const message = await this.wait((each) => (each.params as Json | undefined)?.type === type);
    expect(message.method).toBe("OFP.MESSAGE");
    return message.params as Json & { msg: Json };
  }

  /** The next message like this, which is then taken out. */
  async wait(wanted: (message: Json) => boolean): Promise<Json> {
    await expect.poll(() => this.messages.some(wanted), { timeout: 10_000, interval: 5 }).toBe(true);
    return this.messages.splice(this.messages.findIndex(wanted), 1)[0] as Json;
  }

  #receive(chunk: Buffer): void {
    this.#held = Buffer.concat([this.#held, chunk]);
    for (;;) {
      const end = this.binary ? this.#binaryEnd() : this.#held.indexOf(0);
      if (end < 0) return;
      this.messages.push(JSON.parse(this.#held.subarray(this.binary ? 4 : 0, end).toString()));
      this.#held = this.#held.subarray(this.binary ? end : end + 1);
    }
  }

  #binaryEnd(): number {
    if (this.#held.length < 4) return -1;
    expect(this.#held[3]).toBe(0xf5);
    const end = 4 + this.#held.readUIntBE(0, 3);
    return this.#held.length < end ? -1 : end;
  }
}

function service(...args: string[]): Client & { child: ChildProcessWithoutNullStreams } {
  const child = start(...args);
  const client = new Client(child.stdout, child.stdin, args.includes("--binary-protocol"));
  return Object.assign(client, { child });
}

/** A switch that sends bytes and keeps those it gets, as hexadecimal text. */
class Switch {
  received = "";
  closed = false;

  constructor(readonly socket: Socket) {
    socket.on("data", (chunk) => {
      this.received += chunk.toString("hex");
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      this.closed = true;
    });
    onTestFinished(() => void socket.destroy());
  }

  send(message: MessageInput): void {
    this.socket.write(encode({ version: 4, ...message }));
  }

  async got(pattern: RegExp): Promise<RegExpExecArray> {
    await expect.poll(() => this.received, { timeout: 10_000, interval: 5 }).toMatch(pattern);
    return pattern.exec(this.received) as RegExpExecArray;
  }
}

async function listen(client: Client, params: Json = {}): Promise<string> {
  const { result } = (await client.call("OFP.LISTEN", { endpoint: "127.0.0.1:0", ...params })) as {
    result: Json;
  };
  const list = (await client.call("OFP.LIST_CONNECTIONS", { conn_id: result.conn_id })) as {
    result: { stats: [{ local_endpoint: string }] };
  };
  return list.result.stats[0].local_endpoint;
}

const xidIn = (parts: RegExpExecArray) => Number.parseInt(parts[1] as string, 16);

function openSwitch(endpoint: string): Switch {
  const peer = new Switch(connect(Number(endpoint.split(":").at(-1)), "127.0.0.1"));
  peer.send({ type: "HELLO", msg: { versions: [4] } });
  return peer;
}

async function comeUp(
  client: Client,
  peer: Switch,
  datapath_id = 1,
  auxiliary_id = 0,
): Promise<Json & { msg: Json }> {
  const features = await peer.got(/04050008(.{8})/);
  peer.send({
    type: "FEATURES_REPLY",
    xid: xidIn(features),
    msg: { datapath_id, n_tables: 9, auxiliary_id },
  });
  if (auxiliary_id > 0) return { msg: {} };
  const ports = await peer.got(/04120010(.{8})000d/);
  peer.send({
    type: "REPLY.PORT_DESC",
    xid: xidIn(ports),
    msg: [{ port_no: 7, hw_addr: "02:00:00:00:00:07" }],
  });
  return client.event("CHANNEL_UP");
}

async function up(...args: string[]) {
  const client = service(...args);
  const endpoint = await listen(client, { options: ["FEATURES_REQ"] });
  const peer = openSwitch(endpoint);
  const event = await comeUp(client, peer);
  return { client, endpoint, peer, event, conn_id: event.conn_id as number };
}

describe("zof jsonrpc", { timeout: 20_000 }, () => {
  it("describes itself", async () => {
    expect((await service().call("OFP.DESCRIPTION")).result).toEqual({
      api_version: "0.9",
      sw_desc: expect.stringMatching(/^zof /),
      versions: [1, 2, 3, 4, 5, 6],
    });
  });

  it("serves the methods that the help lists", async () => {
    const client = service();
    const unknown = async (method: string) => (await client.call(method, {})).error as Json | undefined;
    for (const { name, result } of RPC_METHODS) {
      const error = await unknown(name);
      expect([name, error?.code === -32601]).toEqual([name, result === undefined]);
    }
  });

  it("answers into a pipe as well as into a socket", () => {
    const request = '{"id":1,"method":"OFP.DESCRIPTION"}';
    const line = `printf '${request}\\0' | "$@" | cat`;
    const args = ["-c", line, "sh", process.execPath, COMMAND, "jsonrpc"];
    const answer = execFileSync("/bin/sh", args, { env: testEnvironment(), encoding: "utf8" });
    expect(answer).toContain('"id":1,"result":');
  });

  it("takes YAML, ids of 64 bits and of null, answers no request without id", async () => {
    const client = service();
    client.sendText("# a comment\nmethod: OFP.DESCRIPTION\n");
    client.sendText("method: OFP.DESCRIPTION\nid: 0x1234\n");
    await client.wait(({ id }) => id === 0x1234);
    client.sendText('{"jsonrpc": "2.0", "id": null, "method": "OFP.DESCRIPTION"}');
    expect(await client.wait(({ id }) => id === null)).toHaveProperty("result");
    client.sendText('{"id": 18446744073709551613, "method": "OFP.DESCRIPTION"}');
    await client.wait(({ id }) => id === Number("18446744073709551613"));
    expect(client.messages).toEqual([]);
  });

  it.each([
    ["hello", null, -32600, "mapping"],
    ["{invalid", null, -32600, ""],
    ["[1,2,3]", null, -32600, "mapping"],
    ['{"id":"abc","method":"OFP.DESCRIPTION"}', null, -32600, "invalid id"],
    ['{"id":18446744073709551614,"method":"OFP.DESCRIPTION"}', null, -32600, "invalid id"],
    ['{"jsonrpc":"3.0","id":"13","method":"OFP.DESCRIPTION"}', 13, -32600, "jsonrpc version"],
    ['{"id":1,"method":1}', 1, -32600, "method"],
    ['{"id":1,"method":"foobar"}', 1, -32601, "unknown method"],
    ['{"id":1,"method":"OFP.LISTEN","params":{}}', 1, -32600, "params.endpoint is missing"],
    ['{"id":1,"method":"OFP.LISTEN","params":{"endpoint":"x"}}', 1, -32600, "not an endpoint"],
    ['{"id":1,"method":"OFP.LISTEN","params":{"endpoint":"0","tls_id":9}}', 1, -65001, "tls_id 9"],
    ['{"id":1,"method":"OFP.LISTEN","params":{"endpoint":"0","options":["X"]}}', 1, -65002, '"X"'],
    [
      '{"id":1,"method":"OFP.LISTEN","params":{"endpoint":"0","options":["AUXILIARY"]}}',
      1,
      -65002,
      "FEATURES_REQ",
    ],
    ['{"id":1,"method":"OFP.CLOSE","params":{}}', 1, -65002, "conn_id"],
    [
      '{"id":1,"method":"OFP.SEND","params":{"type":"BARRIER_REQUEST"}}',
      1,
      -65000,
      "unable to locate connection",
    ],
    ['{"id":1,"method":"OFP.SEND","params":{"conn_id":9,"type":"BARRIER_REQUEST"}}', 1, -65000, "conn_id 9"],
  ])("refuses %s", async (text, id, code, reason) => {
    const client = service();
    client.sendText(text);
    const { error, ...rest } = (await client.wait(() => true)) as { error: Json };
    expect({ ...rest, code: error.code }).toEqual({ id, code });
    expect(error.message).toContain(reason);
    await client.call("OFP.DESCRIPTION");
  });

  it("ends with an error after a request of more than 1 MiB, and takes one that is just not", async () => {
    const client = service();
    client.sendText("x".repeat((1 << 20) - 1));
    expect((await client.wait(() => true)).error).toMatchObject({ code: -32600 });
    client.sendText("x".repeat(1 << 20));
    const { id, error } = await client.wait(() => true);
    expect({ id, error }).toEqual({ id: null, error: { code: -32600, message: "RPC request is too big" } });
    await expect.poll(() => client.ended, { timeout: 10_000 }).toBe(true);
  });

  it("ends when its input does, with what it had to say and exit status 0", async () => {
    const client = service();
    const { child } = client;
    client.sendText('{"id":5,"method":"OFP.DESCRIPTION"}');
    child.stdin.end('{"id":6,"method":"OFP.DESCRIPTION"}');
    await expect.poll(() => child.exitCode, { timeout: 10_000 }).toBe(0);
    expect(client.messages).toMatchObject([{ id: 5 }]);
  });

  it("reports a switch with features and ports", async () => {
    const { event, endpoint, client } = await up();
    expect(event).toMatchObject({
      version: 4,
      xid: 0,
      datapath_id: "00:00:00:00:00:00:00:01",
      time: expect.stringMatching(/^\d+\.\d{9}$/),
      msg: {
        endpoint: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
        features: { n_tables: 9, ports: [{ port_no: 7 }] },
      },
    });
    const { result } = (await client.call("OFP.LIST_CONNECTIONS", { conn_id: 0 })) as {
      result: { stats: Json[] };
    };
    expect(result.stats).toMatchObject([
      { local_endpoint: endpoint, transport: "NONE" },
      {
        local_endpoint: endpoint,
        remote_endpoint: event.msg.endpoint,
        datapath_id: event.datapath_id,
        conn_id: event.conn_id,
        auxiliary_id: 0,
        transport: "TCP",
      },
    ]);
  });

  it("reports a connection without features when they are not asked for", async () => {
    const client = service();
    const peer = openSwitch(await listen(client));
    const event = await client.event("CHANNEL_UP");
    expect(event).not.toHaveProperty("datapath_id");
    expect(event.msg).not.toHaveProperty("features");
    peer.send({ type: "FEATURES_REPLY", xid: 9, msg: { datapath_id: 2 } });
    expect(await client.event("FEATURES_REPLY")).toMatchObject({ xid: 9 });
  });

  it("sends messages and reports replies and packets", async () => {
    const { client, peer, conn_id } = await up();
    const sent = await client.call("OFP.SEND", { conn_id, xid: 0x1234, type: "PORT_DESC_REQUEST" });
    expect(sent.result).toEqual({ data: "0412001000001234" });
    await peer.got(/0412001000001234000d/);
    peer.send({ type: "REPLY.PORT_DESC", xid: 0x1234, flags: ["MORE"], msg: [] });
    expect(await client.event("REPLY.PORT_DESC")).toMatchObject({
      xid: 0x1234,
      flags: ["MORE"],
      conn_id,
      msg: [],
    });
    const data = "FFFFFFFFFFFF02000000000108060001080006040001020000000001010101010000000000000A000001";
    peer.send({ type: "PACKET_IN", msg: { in_port: 3, reason: "TABLE_MISS", total_len: 42, data } as never });
    const { msg } = await client.event("PACKET_IN");
    expect(msg).toMatchObject({ data, in_port: 3 });
    expect(msg._pkt).toContainEqual({ field: "ARP_OP", value: 1 });
    peer.send({
      type: "ERROR",
      xid: 5,
      msg: { type: "BAD_REQUEST", code: "OFPBRC_BAD_TYPE", data: "0414000800000005" },
    });
    expect((await client.event("ERROR")).msg._text).toContain("BARRIER_REQUEST");
  });

  it("keeps all 64 bits of integers both ways", async () => {
    const { client, peer, conn_id } = await up();
    client.sendText(
      `{"method":"OFP.SEND","params":{"conn_id":${conn_id},"type":"FLOW_MOD","msg":{"command":"ADD","cookie":18446744073709551615,"match":[]}}}`,
    );
    await peer.got(/040e.{12}ffffffffffffffff/);
    let raw = "";
    client.child.stdout.on("data", (chunk) => {
      raw += chunk;
    });
    peer.send({
      type: "FLOW_REMOVED",
      msg: { cookie: 2n ** 64n - 1n, reason: "DELETE", match: [] } as never,
    });
    await client.event("FLOW_REMOVED");
    expect(raw).toContain('"cookie":18446744073709551615,');
  });

  it("sends undecoded bytes", async () => {
    const { client, peer, conn_id } = await up();
    await client.call("OFP.SEND", {
      conn_id,
      xid: 1,
      type: "_RAW_MESSAGE",
      msg: { type: "0x63", data: "C0FFEE" },
    });
    await peer.got(/0463000b00000001c0ffee/);
  });

  it("says with the xid what could not be sent, unless it should not", async () => {
    const client = service();
    const send = (flags: string[]) =>
      client.sendText(
        JSON.stringify({
          method: "OFP.SEND",
          params: { conn_id: 9, xid: 12, flags, type: "BARRIER_REQUEST" },
        }),
      );
    send(["NO_ALERT"]);
    send([]);
    const alert = await client.event("CHANNEL_ALERT");
    expect(alert).toMatchObject({
      xid: 12,
      conn_id: 9,
      msg: { message: "unable to locate conn_id 9", data: "" },
    });
    expect(client.messages).toEqual([]);
    const { error } = (await up().then(({ client: other, conn_id }) =>
      other.call("OFP.SEND", { conn_id, type: "FLOW_MOD", msg: {} }),
    )) as { error: Json };
    expect(error.message).toBe("params.msg: command is required");
  });

  it("answers ECHO_REQUEST itself, and reports what it cannot read", async () => {
    const { client, peer } = await up();
    peer.socket.write(Buffer.from("0402000a0000000affee", "hex"));
    await peer.got(/0403000a0000000affee/);
    peer.socket.write(Buffer.from("046300080000000b", "hex"));
    const { xid, msg } = await client.event("CHANNEL_ALERT");
    expect({ xid, data: msg.data }).toEqual({ xid: 11, data: "046300080000000B" });
    expect(client.messages).toEqual([]);
  });

  it("closes connections and listeners, and reports what has gone", async () => {
    const { client, peer, conn_id, endpoint } = await up();
    expect((await client.call("OFP.CLOSE", { conn_id, datapath_id: "0x2" })).result).toEqual({ count: 0 });
    expect((await client.call("OFP.CLOSE", { datapath_id: "0x1" })).result).toEqual({ count: 1 });
    expect(await client.event("CHANNEL_DOWN")).toMatchObject({
      conn_id,
      datapath_id: "00:00:00:00:00:00:00:01",
    });
    await expect.poll(() => peer.closed, { timeout: 10_000 }).toBe(true);
    const { result } = (await client.call("OFP.LIST_CONNECTIONS", { conn_id: 0 })) as {
      result: { stats: Json[] };
    };
    const [listener] = result.stats as [Json];
    expect((await client.call("OFP.CLOSE", { conn_id: listener.conn_id })).result).toEqual({ count: 1 });
    const late = new Switch(connect(Number(endpoint.split(":")[1]), "127.0.0.1"));
    await expect.poll(() => late.closed, { timeout: 10_000 }).toBe(true);
    expect(late.received).toBe("");
  });

  it("takes auxiliary connections only with AUXILIARY", async () => {
    const { client, endpoint } = await up();
    const refused = openSwitch(endpoint);
    await comeUp(client, refused, 1, 3);
    expect((await client.event("CHANNEL_ALERT")).msg.message).toContain("auxiliary");
    const other = await listen(client, { options: ["FEATURES_REQ", "AUXILIARY"] });
    const auxiliary = openSwitch(other);
    await comeUp(client, auxiliary, 1, 3);
    auxiliary.send({ type: "BARRIER_REPLY", xid: 77 });
    expect(await client.event("BARRIER_REPLY")).toMatchObject({ auxiliary_id: 3, xid: 77 });
  });

  it("takes messages of other versions with NO_VERSION_CHECK", async () => {
    const client = service();
    const peer = openSwitch(await listen(client, { options: ["NO_VERSION_CHECK"] }));
    await client.event("CHANNEL_UP");
    peer.send({ type: "BARRIER_REPLY", version: 1, xid: 3 });
    expect(await client.event("BARRIER_REPLY")).toMatchObject({ version: 1, xid: 3 });
  });

  it("connects to another service", async () => {
    const client = service();
    const endpoint = await listen(client);
    const { result } = (await client.call("OFP.CONNECT", { endpoint, versions: [1] })) as { result: Json };
    const events = [await client.event("CHANNEL_UP"), await client.event("CHANNEL_UP")];
    expect(events.map(({ conn_id }) => conn_id)).toContain(result.conn_id);
    expect(events.map(({ version }) => version)).toEqual([1, 1]);
    const { error } = (await client.call("OFP.CONNECT", { endpoint: "127.0.0.1:1" })) as { error: Json };
    expect(error).toMatchObject({
      code: 111,
      message: expect.stringContaining("the connection was refused"),
    });
  });

  it("speaks the binary framing, and the other spelling of multipart types", async () => {
    const { client, peer } = await up("--binary-protocol", "--multipart-names", "suffix");
    peer.send({ type: "REPLY.PORT_DESC", xid: 5, msg: [] });
    expect(await client.event("PORT_DESC_REPLY")).toMatchObject({ xid: 5 });
  });

  it("serves one client on a unix socket", async () => {
    const folder = mkdtempSync(join(tmpdir(), "zof-rpc-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, "socket");
    const child = start("--rpc-socket", path);
    await expect.poll(() => existsSync(path), { timeout: 10_000 }).toBe(true);
    const socket = connect(path);
    const client = new Client(socket, socket);
    expect(await client.call("OFP.DESCRIPTION")).toHaveProperty("result");
    socket.end();
    await expect.poll(() => child.exitCode, { timeout: 10_000 }).toBe(0);
  });

  it("reads nothing more from switches while its client does not read, and loses nothing", async () => {
    const { client, peer } = await up("--max-output-bytes", "65536");
    client.child.stdout.pause();
    const data = "AB".repeat(1000);
    const COUNT = 8_000;
    const packet = encode({
      type: "PACKET_IN",
      version: 4,
      msg: { in_port: 1, reason: "TABLE_MISS", total_len: 1000, data } as never,
    });
    for (let count = 0; count < COUNT; count++) peer.socket.write(packet);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(peer.socket.writableLength).toBeGreaterThan(0);
    client.child.stdout.resume();
    await expect.poll(() => client.messages.length, { timeout: 15_000 }).toBe(COUNT);
  });
});
