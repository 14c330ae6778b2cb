import { describe, expect, it } from "vitest";
import { encode } from "zof-types";
import { RawPeer } from "../test-support/raw-peer.js";
import { openHello, openSwitch } from "../test-support/raw-switch.js";
import { TestController } from "../test-support/test-controller.js";

async function up(options: ConstructorParameters<typeof TestController>[0] = {}) {
  const controller = new TestController(options);
  const recorder = controller.recorder();
  await controller.start();
  const peer = await openSwitch(controller.endpoint);
  await recorder.wait("CHANNEL_UP");
  return { controller, recorder, peer };
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const barrier = encode({ type: "BARRIER_REPLY", version: 4, xid: 0x7777 });
const longPortStatus = encode({
  type: "PORT_STATUS",
  version: 4,
  msg: { reason: "ADD", port_no: 1, hw_addr: "02:00:00:00:00:01" },
});

describe("a message that cannot be read", () => {
  it.each([
    [
      "another version",
      "0514000800000007",
      "OFPBRC_BAD_VERSION",
      /version 5, version 4 was negotiated|wire version 5/,
    ],
    ["version 0", "0014000800000007", "OFPBRC_BAD_VERSION", /wire version 0/],
    ["an unknown type", "0463000c000000071234abcd", "OFPBRC_BAD_TYPE", /no message of type 99/],
    [
      "an unknown multipart type",
      "0413001000000007 7777000000000000",
      "OFPBRC_BAD_TYPE",
      /no multipart message/,
    ],
    ["a body that is too short", "040c001000000007 0000000000000000", "OFPBRC_BAD_LEN", /truncated/],
    ["a body that is too long", "0415000900000007 00", "OFPBRC_BAD_LEN", /bad_length/],
    [
      "a list item of length zero",
      `04130040000000070001000000000000${"0000".repeat(24)}`,
      "OFPBRC_BAD_LEN",
      /bad_length/,
    ],
  ])("with %s is answered, reported, and the connection goes on", async (_, bytes, code, reason) => {
    const { controller, recorder, peer } = await up();
    peer.sendBytes(bytes);
    const error = await peer.next("ERROR");
    expect(error).toMatchObject({ xid: 7, version: 4, msg: { type: "BAD_REQUEST", code } });
    expect(hex(error.msg.data)).toBe(bytes.replaceAll(" ", ""));
    const alert = await recorder.wait("CHANNEL_ALERT");
    expect(alert).toMatchObject({ datapath_id: "00:00:00:00:00:00:00:01", xid: 7 });
    expect(alert.datapath).toBe(controller.findDatapath(1));
    expect(alert.msg.message).toMatch(reason);
    expect(hex(alert.msg.data)).toBe(bytes.replaceAll(" ", ""));
    peer.sendBytes(barrier);
    await recorder.wait("BARRIER_REPLY");
    expect(controller.log.filter(({ level }) => level === "warn")).toMatchObject([{ msg: "alert" }]);
  });

  it("is quoted with its first 64 bytes", async () => {
    const { peer, recorder } = await up();
    const long = longPortStatus.slice();
    long[0] = 3;
    peer.sendBytes(long);
    const error = await peer.next("ERROR");
    expect(hex(error.msg.data)).toBe(hex(long.subarray(0, 64)));
    expect((await recorder.wait("CHANNEL_ALERT")).msg.data).toHaveLength(80);
  });

  it("is not answered when it is an ERROR itself", async () => {
    const { peer, recorder } = await up();
    peer.sendBytes("0401000a00000007 0001");
    await recorder.wait("CHANNEL_ALERT");
    peer.send({ type: "ECHO_REQUEST", xid: 1 });
    await peer.next("ECHO_REPLY");
    expect(peer.messages.map(({ type }) => type)).not.toContain("ERROR");
  });
});

describe("a PACKET_IN whose match cannot be read", () => {
  it("does not get as far as a handler, although it is decoded lazily", async () => {
    const { peer, recorder } = await up();
    // ETH_TYPE with a length of one byte
    const match = "0001000980000a01 0800000000000000";
    peer.sendBytes(`040a002a00000005 ffffffff 0000 00 00 0000000000000000 ${match} 0000`);
    expect((await recorder.wait("CHANNEL_ALERT")).msg.message).toContain("ETH_TYPE of 1 bytes");
    expect(await peer.next("ERROR")).toMatchObject({ msg: { code: "OFPBRC_BAD_LEN" } });
    expect(recorder.types).toEqual(["CHANNEL_UP", "CHANNEL_ALERT"]);
  });
});

describe("a stream that is not OpenFlow", () => {
  it.each([0, 1, 7])("is closed at a header with length %d, after BAD_LEN", async (length) => {
    const { peer, recorder } = await up();
    peer.sendBytes(`${hex(barrier)}0414000${length}00000009${hex(barrier)}`);
    const error = await peer.next("ERROR");
    expect(error).toMatchObject({ xid: 9, msg: { type: "BAD_REQUEST", code: "OFPBRC_BAD_LEN" } });
    await peer.closed();
    await recorder.wait("CHANNEL_DOWN");
    expect(recorder.types).toEqual(["CHANNEL_UP", "BARRIER_REPLY", "CHANNEL_ALERT", "CHANNEL_DOWN"]);
    expect(recorder.ofType("CHANNEL_ALERT")[0]?.msg.message).toContain(`the header says ${length} bytes`);
  });

  it("is closed when it does not begin with HELLO", async () => {
    const controller = new TestController();
    const recorder = controller.recorder();
    await controller.start();
    const peer = await RawPeer.open(controller.endpoint);
    peer.sendBytes(new TextEncoder().encode("GE\u0000\u0010 / HTTP/1.1\r\n\r\n"));
    await peer.closed();
    expect((await recorder.wait("CHANNEL_ALERT")).msg.message).toContain("a connection begins with HELLO");
  });

  it("is dropped when it claims a long message and never sends it", async () => {
    const controller = new TestController({ handshakeTimeoutMs: 60 });
    const recorder = controller.recorder();
    await controller.start();
    const peer = await openHello(controller.endpoint);
    peer.sendBytes("0406ffff00000001");
    peer.sendBytes(new Uint8Array(1000));
    await peer.closed();
    expect((await recorder.wait("CHANNEL_ALERT")).msg.message).toContain("took longer than 60 ms");
  });

  it("with random frames and bytes harms neither the process nor another switch", async () => {
    const { controller, recorder, peer } = await up();
    const other = await openSwitch(controller.endpoint, { datapathId: 2 });
    await recorder.wait("CHANNEL_UP", 2);
    let seed = 12345;
    const random = (below: number) => {
      seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
      return (seed >> 8) % below;
    };
    for (let count = 0; count < 2000; count++) {
      const frame = Uint8Array.from({ length: 8 + random(120) }, () => random(256));
      frame.set([random(10) === 0 ? random(8) : 4, random(36), 0, frame.length]);
      peer.sendBytes(frame);
    }
    peer.send({ type: "ECHO_REQUEST", xid: 4711 });
    await expect.poll(() => peer.messages.some(({ xid }) => xid === 4711)).toBe(true);
    // A process that has the connections may answer an ECHO_REQUEST before all it has said of them is read.
    await expect.poll(() => recorder.ofType("CHANNEL_ALERT").length).toBeGreaterThan(500);
    expect(controller.log.filter(({ level }) => level === "warn").length).toBeLessThan(200);
    peer.sendBytes(new Uint8Array(200_000));
    await peer.closed();
    other.send({ type: "ECHO_REQUEST", xid: 5 });
    expect(await other.next("ECHO_REPLY")).toMatchObject({ xid: 5 });
    expect(recorder.ofType("CHANNEL_DOWN").map(({ datapath_id }) => datapath_id)).toEqual([
      "00:00:00:00:00:00:00:01",
    ]);
  });
});
