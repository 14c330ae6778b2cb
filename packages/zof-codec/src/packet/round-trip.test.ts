import fc from "fast-check";
import { expect, test } from "vitest";
import { CodecError } from "../codec-error.js";
import { arbitraryPacket } from "./arbitrary-packet.test.support.js";
import { buildPacket } from "./build-packet.js";
import { goldenFrames } from "./golden-frames.test.support.js";
import { PacketView } from "./packet-view.js";

test("a packet has the fields that it was built from", () => {
  fc.assert(
    fc.property(arbitraryPacket, (fields) => {
      const bytes = buildPacket(fields);
      const view = new PacketView(bytes);
      expect(view.toObject()).toMatchObject(fields);
      expect(view.payload).toEqual(fields.payload ?? new Uint8Array(0));
      expect(buildPacket(view)).toEqual(bytes);
      expect(buildPacket(view.toJSON())).toEqual(bytes);
    }),
    { numRuns: 300 },
  );
});

/** A golden frame with some bytes changed, then cut or lengthened. */
const damagedFrame = fc
  .record({
    bytes: fc.constantFrom(...goldenFrames().map((frame) => frame.bytes)),
    changes: fc.array(fc.tuple(fc.nat(119), fc.nat(255)), { maxLength: 4 }),
    length: fc.nat(130),
  })
  .map(({ bytes, changes, length }) => {
    const damaged = new Uint8Array(length);
    damaged.set(bytes.subarray(0, length));
    for (const [at, value] of changes) if (at < length) damaged[at] = value;
    return damaged;
  });

test("damaged and random frames are read, and built again or refused", () => {
  fc.assert(
    fc.property(fc.oneof(damagedFrame, fc.uint8Array({ maxLength: 200 })), (bytes) => {
      const before = bytes.slice();
      const view = new PacketView(bytes);
      const { payload, ...fields } = view.toObject();
      expect(view.get_description()).toContain(" bytes");
      expect(view.payload.byteOffset + view.payload.length).toBeLessThanOrEqual(bytes.length);
      let built: Uint8Array;
      try {
        built = buildPacket(view);
      } catch (error) {
        expect(error).toBeInstanceOf(CodecError);
        return;
      }
      expect(new PacketView(built).toObject()).toMatchObject(fields);
      expect(bytes).toEqual(before);
    }),
    { numRuns: 2000 },
  );
});

test("long frames of nothing but tags, labels, options or extension headers are read in time", () => {
  const ethernet = Buffer.from("020000000002020000000001", "hex");
  const repeat = (start: string, unit: string) =>
    Uint8Array.from(Buffer.concat([ethernet, Buffer.from(start + unit.repeat(60_000 / unit.length), "hex")]));
  const ipv6 = `86dd60000000ffff00ff${"00".repeat(32)}`;
  const frames = {
    vlan: repeat("", "81000001"),
    mpls: repeat("8847", "00001040"),
    extensions: repeat(ipv6, "0000000000000000"),
    lldp: repeat("88cc", "1200"),
    options: repeat(ipv6.replace("ffff00ff", "ffff3aff"), "0101020000000001")
      .fill(135, 54, 55)
      .fill(0, 55, 56),
  };
  for (const [name, bytes] of Object.entries(frames)) {
    const started = performance.now();
    expect(new PacketView(bytes).toObject()).toHaveProperty("eth_src", "02:00:00:00:00:01");
    expect({ name, ms: performance.now() - started }).toEqual({
      name,
      ms: expect.toSatisfy((ms: number) => ms < 500),
    });
  }
});
