import { expect, it } from "vitest";
import { CodecError } from "../codec-error.js";
import { Reader } from "./reader.js";

const memory = Uint8Array.from({ length: 32 }, (_, index) => index);
const reader = new Reader();

function at(bytes: Uint8Array, start: number, end: number): number[] {
  reader.open(bytes, start, end);
  const offset = reader.take(2);
  return [reader.view.getUint8(offset), reader.bytes[offset + 1] as number];
}

it("is opened on parts of one memory, on copies, and on another memory in turns", () => {
  const part = memory.subarray(8, 16);
  const other = Uint8Array.of(100, 101, 102, 103);
  for (let round = 0; round < 2; round++) {
    expect(at(memory, 0, 4)).toEqual([0, 1]);
    expect(at(part, 0, 8)).toEqual([8, 9]);
    expect(at(part, 4, 8)).toEqual([12, 13]);
    expect(at(other, 1, 4)).toEqual([101, 102]);
    expect(at(memory.subarray(20), 0, 4)).toEqual([20, 21]);
    expect(at(part.slice(), 2, 8)).toEqual([10, 11]);
    expect(at(Buffer.from(memory.buffer, 24, 4), 0, 4)).toEqual([24, 25]);
  }
});

it("hands out plain bytes that share the memory, also of a Buffer", () => {
  const buffer = Buffer.from(memory.buffer, 8, 8);
  reader.open(buffer, 2, 8);
  const part = reader.bytes.subarray(reader.offset, reader.end);
  expect(part.constructor).toBe(Uint8Array);
  expect([part.buffer, part.byteOffset, part.length]).toEqual([memory.buffer, 10, 6]);
});

it("ends where the message does, and counts errors from where it begins", () => {
  reader.open(memory.subarray(8, 16), 2, 8);
  expect(() => reader.take(7)).toThrow(CodecError);
  reader.take(4);
  expect(() => reader.take(3)).toThrow(expect.objectContaining({ code: "truncated", offset: 4 }));
  reader.open(new Uint8Array(0), 0, 0);
  expect(() => reader.take(1)).toThrow(expect.objectContaining({ code: "truncated", offset: 0 }));
});
