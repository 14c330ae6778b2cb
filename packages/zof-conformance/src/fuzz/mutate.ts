import type { Random } from "./random.js";

/** Values at which lengths, counts and numbers go wrong. */
const EDGES = [0, 1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xfffe, 0xffff];

type Mutation = (bytes: Uint8Array, random: Random, others: readonly Uint8Array[]) => Uint8Array;

const flipBits: Mutation = (bytes, random) => {
  for (let count = 1 + random.below(4); count > 0; count--) {
    const at = random.below(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
  }
  return bytes;
};

const setByte: Mutation = (bytes, random) => {
  bytes[random.below(bytes.length)] = random.pick(EDGES);
  return bytes;
};

/** Writes a 16-bit number where one may lie: mostly into a length. */
const setWord: Mutation = (bytes, random) => {
  const at = 2 * random.below(bytes.length >> 1);
  const near = (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)) + random.below(17) - 8;
  const value = random.below(2) === 0 ? random.pick(EDGES) : near;
  bytes[at] = value >> 8;
  bytes[at + 1] = value;
  return bytes;
};

const truncate: Mutation = (bytes, random) => bytes.slice(0, random.below(bytes.length));

const extend: Mutation = (bytes, random) => {
  const longer = new Uint8Array(bytes.length + 1 + random.below(24)).fill(random.pick([0, 0xff, 1]));
  longer.set(bytes);
  return longer;
};

const removePart: Mutation = (bytes, random) => {
  const at = random.below(bytes.length);
  const rest = bytes.slice(at + 1 + random.below(16));
  return new Uint8Array(Buffer.concat([bytes.subarray(0, at), rest]));
};

/** Puts a part of another message in, so that structures meet that do not belong together. */
const insertPart: Mutation = (bytes, random, others) => {
  const other = random.pick(others);
  const from = random.below(other.length);
  const part = other.subarray(from, from + 1 + random.below(48));
  const at = random.below(bytes.length);
  return new Uint8Array(Buffer.concat([bytes.subarray(0, at), part, bytes.subarray(at)]));
};

const MUTATIONS = [flipBits, setByte, setWord, setWord, truncate, extend, removePart, insertPart];

/**
 * A message with one to three faults. Its header mostly says the length it has, so that the faults lie
 * deeper than the check of the header.
 */
export function mutate(message: Uint8Array, random: Random, others: readonly Uint8Array[]): Uint8Array {
  let bytes: Uint8Array = message.slice();
  for (let count = 1 + random.below(3); count > 0 && bytes.length > 1; count--) {
    bytes = random.pick(MUTATIONS)(bytes, random, others);
  }
  if (bytes.length >= 4 && bytes.length <= 0xffff && random.below(8) !== 0) {
    bytes[2] = bytes.length >> 8;
    bytes[3] = bytes.length;
  }
  return bytes;
}
