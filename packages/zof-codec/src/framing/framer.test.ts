import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CodecError } from "../codec-error.js";
import { Framer } from "./framer.js";

function frame(length: number, fill = length): Uint8Array {
  const bytes = new Uint8Array(length).fill(fill & 0xff);
  bytes.set([4, 10, length >> 8, length & 0xff]);
  return bytes;
}

function concat(parts: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

/** All frames of a stream that arrives in chunks of the sizes given (the last size repeats). */
function split(stream: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const framer = new Framer();
  const frames: Uint8Array[] = [];
  let at = 0;
  for (let index = 0; at < stream.length; index++) {
    const size = sizes[Math.min(index, sizes.length - 1)] as number;
    framer.push(stream.slice(at, at + size));
    at += size;
    while (framer.next()) frames.push(framer.bytes.slice(framer.start, framer.end));
  }
  expect(framer.held).toBe(0);
  return frames;
}

describe("Framer", () => {
  const messages = [8, 9, 16, 8, 40, 11, 77].map((length) => frame(length));
  const stream = concat(messages);

  it("yields the same frames at every chunk size", () => {
    for (let size = 1; size <= stream.length; size++) expect(split(stream, [size])).toEqual(messages);
  });

  it("yields the same frames for arbitrary frames and chunks", () => {
    const lengths = fc.array(fc.integer({ min: 8, max: 300 }), { minLength: 1, maxLength: 20 });
    const sizes = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(lengths, sizes, (some, chunks) => {
        const frames = some.map((length) => frame(length));
        expect(split(concat(frames), chunks)).toEqual(frames);
      }),
    );
  });

  it("does not copy a frame that lies whole in a chunk", () => {
    const framer = new Framer();
    framer.push(stream);
    expect(framer.next()).toBe(true);
    expect(framer.bytes).toBe(stream);
    expect(framer.next()).toBe(true);
    expect([framer.start, framer.end]).toEqual([8, 17]);
  });

  it("gives a frame spread over chunks a buffer that later frames leave alone", () => {
    const framer = new Framer();
    framer.push(stream.slice(0, 5));
    expect(framer.next()).toBe(false);
    expect(framer.held).toBe(5);
    framer.push(stream.slice(5, 12));
    expect(framer.next()).toBe(true);
    const kept = framer.bytes.subarray(framer.start, framer.end);
    expect(framer.next()).toBe(false);
    framer.push(stream.slice(12));
    while (framer.next()) expect(framer.bytes.buffer).not.toBe(kept.buffer);
    expect(kept).toEqual(messages[0]);
  });

  it("takes the largest frame and holds no more than that", () => {
    const framer = new Framer();
    const largest = frame(0xffff);
    framer.push(largest.slice(0, 65534));
    expect(framer.next()).toBe(false);
    expect(framer.held).toBe(65534);
    framer.push(concat([largest.slice(65534), frame(8)]));
    expect(framer.next()).toBe(true);
    expect(framer.end - framer.start).toBe(65535);
    expect(framer.next()).toBe(true);
    expect(framer.next()).toBe(false);
    expect(framer.held).toBe(0);
  });

  it("ends the stream at a length below 8, after the frames before it, at every chunk size", () => {
    for (let length = 0; length < 8; length++) {
      const bad = new Uint8Array([4, 2, 0, length, 0, 0, 0, 1]);
      const whole = concat([frame(12), bad, frame(8)]);
      for (let size = 1; size <= whole.length; size++) {
        const framer = new Framer();
        const run = () => {
          for (let at = 0; at < whole.length; at += size) {
            framer.push(whole.slice(at, at + size));
            while (framer.next()) expect(framer.end - framer.start).toBe(12);
          }
        };
        expect(run).toThrow(
          new CodecError(
            "bad_length",
            `the header says ${length} bytes, an OpenFlow message has at least 8; the rest of the stream cannot be read`,
            { path: "length", offset: 2 },
          ),
        );
        expect([...framer.bytes.subarray(framer.start, framer.start + 4)]).toEqual([4, 2, 0, length]);
        expect(() => framer.next()).toThrow(CodecError);
      }
    }
  });

  it("refuses a chunk before the one before it has been read", () => {
    const framer = new Framer();
    framer.push(stream);
    framer.next();
    expect(() => framer.push(stream)).toThrow("has not been read to its end");
  });

  it("does nothing for empty chunks", () => {
    const framer = new Framer();
    framer.push(new Uint8Array(0));
    expect(framer.next()).toBe(false);
    framer.push(frame(8));
    expect(framer.next()).toBe(true);
  });
});
