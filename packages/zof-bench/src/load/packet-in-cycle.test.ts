import { describe, expect, test } from "vitest";
import { Framer, parsePacket } from "zof-codec";
import { decode } from "zof-types";
import { PacketInCycle } from "./packet-in-cycle.js";

function framesOf(bytes: Uint8Array): Uint8Array[] {
  const framer = new Framer();
  framer.push(bytes);
  const frames: Uint8Array[] = [];
  while (framer.next()) frames.push(framer.bytes.subarray(framer.start, framer.end));
  expect(framer.held).toBe(0);
  return frames;
}

function packetIn(bytes: Uint8Array) {
  const { type, version, msg } = decode(bytes);
  if (type !== "PACKET_IN") throw new Error(`PACKET_IN expected, not ${type}`);
  return { version, msg, pkt: parsePacket(msg.data) };
}

describe.each([1, 4])("version %i", (version) => {
  test("every address sends to its partner, from one port, with a buffer of its own", () => {
    const cycle = new PacketInCycle(version, 3, 300);
    expect(cycle.size).toBe(300);
    const messages = Array.from({ length: cycle.size }, (_, index) => packetIn(cycle.frame(index)));
    const bySource = new Map(messages.map((message) => [message.pkt.eth_src, message]));
    expect(bySource.size).toBe(300);
    expect(new Set(messages.map(({ msg }) => msg.buffer_id)).size).toBe(300);
    const wrong = messages.filter(({ version: decoded, msg, pkt }) => {
      const partner = bySource.get(pkt.eth_dst as string);
      return !(
        decoded === version &&
        msg.total_len === 60 &&
        msg.data.length === 60 &&
        partner?.pkt.eth_dst === pkt.eth_src &&
        partner?.pkt.ipv4_dst === pkt.ipv4_src &&
        partner?.msg.in_port === (msg.in_port === 1 ? 2 : 1)
      );
    });
    expect(wrong).toEqual([]);
  });

  test.each([
    { macs: 2, size: 64, batches: 1 },
    { macs: 100, size: 100, batches: 1 },
    { macs: 300, size: 300, batches: 2 },
    { macs: 514, size: 514, batches: 3 },
  ])("$macs addresses make $size PACKET_INs in $batches batches", ({ macs, size, batches }) => {
    const cycle = new PacketInCycle(version, 1, macs);
    expect(cycle.size).toBe(size);
    expect(cycle.batches.length).toBe(batches);
    let index = 0;
    for (const batch of cycle.batches) {
      const frames = framesOf(batch.bytes);
      expect(decode(frames.pop() as Uint8Array).type).toBe("ECHO_REQUEST");
      expect(frames.length).toBe(batch.size);
      expect(frames.every((frame) => Buffer.compare(frame, cycle.frame(index++)) === 0)).toBe(true);
    }
    expect(index).toBe(size);
  });
});

test("switches have different addresses", () => {
  const [one, two] = [1, 2].map((number) => packetIn(new PacketInCycle(4, number, 2).frame(0)));
  expect(one?.pkt.eth_src).not.toBe(two?.pkt.eth_src);
});
