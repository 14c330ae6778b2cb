import { CodecError } from "../codec-error.js";
import type { Writer } from "../writer.js";
import { toInteger } from "./integers.js";
import { notA } from "./list.js";
import type { Reader } from "./reader.js";

/** Type of the element that lists versions (`OFPHET_VERSIONBITMAP`). */
const VERSION_BITMAP = 1;
/** Wire versions end here: the version is one byte of the header. */
const MAX_VERSION = 255;

/**
 * Reads the elements of a HELLO (OpenFlow 1.3.5 section 7.5.1): the versions of the bitmap, in ascending
 * order; undefined when there is none. Other elements are skipped, as the specification demands.
 */
export function readHelloVersions(reader: Reader): number[] | undefined {
  let versions: number[] | undefined;
  while (reader.offset < reader.end) {
    const start = reader.take(4);
    const type = reader.view.getUint16(start);
    const outer = reader.enter(start, reader.view.getUint16(start + 2));
    const offset = reader.rest();
    if (type === VERSION_BITMAP) versions = bitsOf(reader, offset, reader.end);
    reader.leave(outer);
    // Some leave out the padding of the last element.
    reader.offset = Math.min(reader.offset + (-(reader.offset - start) & 7), reader.end);
  }
  return versions;
}

function bitsOf(reader: Reader, offset: number, end: number): number[] {
  const versions: number[] = [];
  for (let base = 0; offset + 4 <= end; offset += 4, base += 32) {
    const bitmap = reader.view.getUint32(offset);
    for (let bit = 0; bit < 32; bit++) if (((bitmap >>> bit) & 1) === 1) versions.push(base + bit);
  }
  return versions;
}

/** Writes a version bitmap; nothing when `versions` is undefined. */
export function writeHelloVersions(writer: Writer, versions: readonly unknown[] | undefined): void {
  if (versions === undefined) return;
  if (!Array.isArray(versions)) throw notA("list", versions, "versions");
  const bitmaps = [0];
  for (const [index, version] of versions.entries()) {
    const number = Number(toInteger(version, `versions[${index}]`, 0n, BigInt(MAX_VERSION)));
    const word = number >>> 5;
    while (bitmaps.length <= word) bitmaps.push(0);
    bitmaps[word] = (bitmaps[word] ?? 0) | (1 << (number & 31));
  }
  if (versions.length === 0)
    throw new CodecError("bad_value", "at least one version is needed", { path: "versions" });
  const start = writer.reserve(4 + 4 * bitmaps.length);
  writer.view.setUint16(start, VERSION_BITMAP);
  writer.view.setUint16(start + 2, 4 + 4 * bitmaps.length);
  for (const [index, bitmap] of bitmaps.entries()) writer.view.setUint32(start + 4 + 4 * index, bitmap >>> 0);
  writer.pad8(start);
}
