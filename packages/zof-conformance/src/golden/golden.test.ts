import { describe, expect, it } from "vitest";
import { Framer } from "zof-codec";
import { decode, encode, type Message, type MessageInput, messageMetadata, validate } from "zof-types";
import { canonical, hexOf } from "../json/canonical.js";
import type { GoldenCase } from "./golden-case.js";
import { goldenCases } from "./golden-cases.js";
import { numbersOfWrongKind } from "./number-kinds.js";

const cases = goldenCases();

describe.each(cases.map((each) => [each.name, each] as const))("%s", (_, golden) => {
  const { bytes, message } = golden;

  it("decodes to the value", () => {
    const decoded = decode(bytes);
    expect(canonical(decoded)).toEqual(canonical(message));
    expect(numbersOfWrongKind(decoded)).toEqual([]);
  });

  it("decodes to the same as a view", () => {
    const { msg } = decode(bytes, { lazy: true }) as { msg: { toObject?(): unknown } };
    expect(canonical(msg.toObject?.() ?? msg)).toEqual(canonical((message as Message).msg));
  });

  it("is a valid message", () => {
    expect(validate(message)).toEqual([]);
    expect(validate(decode(bytes))).toEqual([]);
  });

  it("encodes again to the bytes", () => {
    expect(hexOf(encode(decode(bytes) as MessageInput))).toBe(hexOf(bytes));
  });

  const { notReencoded } = golden;
  it(
    notReencoded ? `encodes from its value to other bytes: ${notReencoded}` : "encodes from its value",
    () => {
      const encoded = hexOf(encode(message as MessageInput));
      if (notReencoded === undefined) expect(encoded).toBe(hexOf(bytes));
      else expect(encoded).not.toBe(hexOf(bytes));
    },
  );
});

describe("a stream of messages", () => {
  it.each([1, 2, 3, 4, 5, 6])("is decoded at every chunk size (wire version %i)", (version) => {
    const all = cases.filter(({ bytes }) => bytes[0] === version && bytes.length <= 400);
    expect(all.length).toBeGreaterThan(50);
    const expected = all.map(({ message }) => canonical(message));
    const stream = concat(all);
    for (let size = 1; size < 100; size++) expect(decodeStream(stream, size)).toEqual(expected);
  });

  it.each(cases.map((each) => [each.name, each] as const))("finds %s at every chunk size", (_, golden) => {
    const { bytes } = golden;
    const twice = concat([golden, golden]);
    for (let size = 1; size <= bytes.length; size++) {
      expect(frames(twice, size).map(hexOf)).toEqual([hexOf(bytes), hexOf(bytes)]);
    }
  });
});

describe("the cases", () => {
  it("cover every message type in every version that has it", () => {
    const covered = new Set(cases.map(({ bytes, message }) => `${(message as Message).type} ${bytes[0]}`));
    const wanted = Object.entries(messageMetadata).flatMap(([type, { versions }]) =>
      versions.map((version) => `${type} ${version}`),
    );
    expect(wanted.filter((each) => !covered.has(each))).toEqual([]);
  });
});

function concat(parts: readonly GoldenCase[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts.map(({ bytes }) => bytes)));
}

function frames(stream: Uint8Array, size: number): Uint8Array[] {
  const framer = new Framer();
  const found: Uint8Array[] = [];
  for (let at = 0; at < stream.length; at += size) {
    framer.push(stream.slice(at, at + size));
    while (framer.next()) found.push(framer.bytes.subarray(framer.start, framer.end));
  }
  expect(framer.held).toBe(0);
  return found;
}

function decodeStream(stream: Uint8Array, size: number): unknown[] {
  return frames(stream, size).map((bytes) => canonical(decode(bytes)));
}
