import { describe, expect, it } from "vitest";
import { encode } from "zof-types";
import { isNative } from "../test-support/driver.js";
import { RawPeer } from "../test-support/raw-peer.js";
import { answerHandshake, openHello, openSwitch, portOf } from "../test-support/raw-switch.js";
import { TestController } from "../test-support/test-controller.js";

async function started(options: ConstructorParameters<typeof TestController>[0] = {}) {
  const controller = new TestController(options);
  const recorder = controller.recorder();
  await controller.start();
  return { controller, recorder };
}

describe("the handshake", () => {
  it.each([1, 4])("reports CHANNEL_UP with features and ports for version %d", async (version) => {
    const { controller, recorder } = await started({ listenVersions: [1, 4] });
    const ports = [portOf(1), portOf(7)];
    const peer = await openSwitch(controller.endpoint, { version, datapathId: 0xabc, ports });
    const up = await recorder.wait("CHANNEL_UP");
    expect(up).toMatchObject({ version, datapath_id: "00:00:00:00:00:00:0a:bc", xid: 0 });
    expect(up.auxiliary_id).toBeUndefined();
    expect(up.msg.endpoint).toBe(`127.0.0.1:${peer.socket.localPort}`);
    expect(up.msg.features?.ports.map(({ port_no, name }) => [port_no, name])).toEqual([
      [1, "port1"],
      [7, "port7"],
    ]);
    expect(controller.getConnections()).toMatchObject([{ version, phase: "up", transport: "TCP" }]);
  });

  it("offers its versions in a bitmap", async () => {
    const { controller } = await started({ listenVersions: [1, 4] });
    const peer = await RawPeer.open(controller.endpoint);
    expect(await peer.next("HELLO")).toMatchObject({ version: 4, msg: { versions: [1, 4] } });
  });

  it("sends no bitmap when it speaks only versions before 1.3", async () => {
    const { controller, recorder } = await started({ listenVersions: [1] });
    const peer = await openSwitch(controller.endpoint, { version: 1 });
    expect([...(peer.frames[0] ?? [])].slice(0, 4)).toEqual([1, 0, 0, 8]);
    expect((await recorder.wait("CHANNEL_UP")).version).toBe(1);
  });

  it.each([
    ["a HELLO of 1.0 without bitmap", "0100000800000001", 1],
    ["a HELLO of 1.5 without bitmap", "0600000800000001", 4],
    ["a HELLO of 1.5 whose bitmap has only 1.0 in common", "060000100000000100010008 00000042", 1],
    [
      "a HELLO of 1.3 with an unknown element before the bitmap",
      "0400001800000001 00070006 abcd0000 00010008 00000010",
      4,
    ],
    ["a HELLO of 1.0 with garbage for a body", "0100000b00000001ffffff", 1],
  ])("takes %s", async (_, hello, version) => {
    const { controller } = await started({ listenVersions: [1, 4] });
    const peer = await RawPeer.open(controller.endpoint);
    peer.sendBytes(hello);
    expect((await peer.next("FEATURES_REQUEST")).version).toBe(version);
  });

  it.each([
    ["1.1 without bitmap", "0200000800000001", 1, "1.1"],
    ["1.4 and 1.5 in the bitmap", "0600001000000001 00010008 00000060", 4, "1.4 and 1.5"],
  ])("answers HELLO_FAILED to %s, closes and alerts", async (_, hello, version, names) => {
    const { controller, recorder } = await started({ listenVersions: [1, 4] });
    const peer = await RawPeer.open(controller.endpoint);
    peer.sendBytes(hello);
    const error = await peer.next("ERROR");
    const text = `no OpenFlow version in common: the controller speaks 1.0 and 1.3, the switch ${names}`;
    expect(error).toMatchObject({ version, msg: { type: "HELLO_FAILED", code: "OFPHFC_INCOMPATIBLE" } });
    expect(Buffer.from(error.msg.data).toString()).toBe(text);
    await peer.closed();
    const alert = await recorder.wait("CHANNEL_ALERT");
    expect(alert).toMatchObject({ datapath_id: null, datapath: undefined, msg: { message: text } });
    expect(Buffer.from(alert.msg.data).toString("hex")).toBe(hello.replaceAll(" ", ""));
    expect(recorder.types).toEqual(["CHANNEL_ALERT"]);
  });

  it.each([
    ["begins with another message", "0405000800000001", "the first message has type 5"],
    [
      "refuses our HELLO",
      "04010015000000010000 0000 6e6f207468616e6b73",
      "answered our HELLO with an ERROR: no thanks",
    ],
  ])("gives up on a switch that %s", async (_, bytes, reason) => {
    const { controller, recorder } = await started({ listenVersions: [1, 4] });
    const peer = await RawPeer.open(controller.endpoint);
    peer.sendBytes(bytes);
    await peer.closed();
    expect(peer.messages.map(({ type }) => type)).toEqual(["HELLO"]);
    expect((await recorder.wait("CHANNEL_ALERT")).msg.message).toContain(reason);
  });

  it("gives up when the switch answers FEATURES_REQUEST with an ERROR", async () => {
    const { controller, recorder } = await started({ listenVersions: [1, 4] });
    const peer = await openHello(controller.endpoint);
    const { xid } = await peer.next("FEATURES_REQUEST");
    peer.send({ type: "ERROR", xid, msg: { type: "BAD_REQUEST", code: "OFPBRC_EPERM" } });
    await peer.closed();
    expect((await recorder.wait("CHANNEL_ALERT")).msg.message).toMatch(
      /FEATURES_REQUEST failed.*OFPBRC_EPERM/,
    );
  });

  it("gives up after handshakeTimeoutMs", async () => {
    const { controller, recorder } = await started({ handshakeTimeoutMs: 50 });
    const peer = await openHello(controller.endpoint);
    await peer.closed();
    expect((await recorder.wait("CHANNEL_ALERT")).msg.message).toBe("the handshake took longer than 50 ms");
  });

  it("puts the parts of the port description together", async () => {
    const { controller, recorder } = await started({ listenVersions: [1, 4] });
    const peer = await openHello(controller.endpoint);
    const features = await peer.next("FEATURES_REQUEST");
    peer.send({ type: "FEATURES_REPLY", xid: features.xid, msg: { datapath_id: 5 } });
    const { xid } = await peer.next("REQUEST.PORT_DESC");
    peer.send({ type: "REPLY.PORT_DESC", xid, flags: ["MORE"], msg: [portOf(1)] });
    peer.send({ type: "REPLY.PORT_DESC", xid, flags: ["MORE"], msg: [] });
    peer.send({ type: "REPLY.PORT_DESC", xid, msg: [portOf(2), portOf(3)] });
    const up = await recorder.wait("CHANNEL_UP");
    expect(up.msg.features?.ports.map(({ port_no }) => port_no)).toEqual([1, 2, 3]);
  });

  it("works byte by byte, and answers an ECHO_REQUEST meanwhile", async () => {
    const { controller, recorder } = await started({ listenVersions: [1, 4] });
    const peer = await RawPeer.open(controller.endpoint);
    const hello = encode({ type: "HELLO", version: 4, msg: { versions: [4] } });
    const echo = encode({ type: "ECHO_REQUEST", version: 4, xid: 9, msg: { data: "abcd" } });
    for (const byte of [...hello, ...echo]) {
      peer.sendBytes(Uint8Array.of(byte));
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await peer.next("ECHO_REPLY")).toMatchObject({ xid: 9, msg: { data: Uint8Array.of(0xab, 0xcd) } });
    expect(recorder.events).toEqual([]);
  });

  it("keeps messages that come early, and reports them after CHANNEL_UP in their order", async () => {
    const { controller, recorder } = await started({ listenVersions: [1, 4] });
    const peer = await openHello(controller.endpoint);
    peer.send({ type: "PORT_STATUS", xid: 1, msg: { reason: "ADD", ...portOf(3) } });
    peer.send({ type: "PORT_STATUS", xid: 2, msg: { reason: "DELETE", ...portOf(2) } });
    await answerHandshake(peer);
    await recorder.wait("PORT_STATUS", 2);
    expect(recorder.events.map(({ type, xid }) => [type, xid])).toEqual([
      ["CHANNEL_UP", 0],
      ["PORT_STATUS", 1],
      ["PORT_STATUS", 2],
    ]);
    expect([...(controller.findDatapath(1)?.ports.keys() ?? [])]).toEqual([1, 3]);
  });

  // Native: an alert of the process is not in line with the messages of a connection.
  it.runIf(isNative)("says how many early messages it had to drop", async () => {
    const { controller, recorder } = await started({ maxEarlyBytes: 20 });
    const peer = await openHello(controller.endpoint);
    for (let xid = 101; xid <= 105; xid++) peer.send({ type: "BARRIER_REPLY", xid });
    await answerHandshake(peer);
    const alert = await recorder.wait("CHANNEL_ALERT");
    expect(alert.msg.message).toBe("3 messages that came before CHANNEL_UP were dropped");
    await recorder.wait("BARRIER_REPLY", 2);
    expect(recorder.types).toEqual(["CHANNEL_UP", "CHANNEL_ALERT", "BARRIER_REPLY", "BARRIER_REPLY"]);
  });

  it("does without features when asked to, for a connection without a datapath", async () => {
    const { controller, recorder } = await started({ listenVersions: [1, 4] });
    const other = new TestController();
    await other.start();
    const connId = await controller.connect(other.endpoint, { requestFeatures: false });
    const up = await recorder.wait("CHANNEL_UP");
    expect(up).toMatchObject({ conn_id: connId, datapath_id: null, datapath: undefined, version: 4 });
    const request = await recorder.wait("FEATURES_REQUEST");
    expect(request).toMatchObject({ conn_id: connId, datapath_id: null });
  });
});
