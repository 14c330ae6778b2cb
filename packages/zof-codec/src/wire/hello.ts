import { CodecError } from "../codec-error.js";
import { Writer } from "../writer.js";
import { toInteger } from "./integers.js";
import { keepBytes, keptBytes, sameValue } from "./kept-bytes.js";
import { notA } from "./list.js";
import { Reader } from "./reader.js";

/** Type of the element that lists versions (`OFPHET_VERSIONBITMAP`). */
const VERSION_BITMAP = 1;
/** Wire versions end here: the version is one byte of the header. */
const MAX_VERSION = 255;

/** What a HELLO shows of its elements: the versions of the bitmap, in ascending order; absent without one. */
interface HelloBody {
  versions?: readonly unknown[];
}

/**
 * Reads the elements of a HELLO (OpenFlow 1.3.5 section 7.5.1). Elements of other types say nothing to us, as the
 * specification demands; a HELLO that has some, or a bitmap written otherwise, remembers its bytes.
 */
export function readHelloElements(reader: Reader, target: HelloBody): void {
  const start = reader.offset;
  const versions = readVersions(reader);
  if (versions !== undefined) target.versions = versions;
  const bytes = reader.bytes.subarray(start, reader.offset);
  const scratch = new Writer(bytes.length + 8);
  if (versions?.length !== 0) writeVersions(scratch, versions);
  if (!sameValue(scratch.finish(), bytes.slice())) keepBytes(target, bytes);
}

/** Writes a version bitmap, nothing without `versions`; or what a HELLO remembers that nobody changed. */
export function writeHelloElements(writer: Writer, source: HelloBody): void {
  const kept = keptBytes(source, (bytes) => {
    const reader = new Reader();
    reader.open(bytes, 0, bytes.length);
    return sameValue(readVersions(reader), source.versions);
  });
  if (kept !== undefined) writer.append(kept);
  else writeVersions(writer, source.versions);
}

function readVersions(reader: Reader): number[] | undefined {
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

function writeVersions(writer: Writer, versions: readonly unknown[] | undefined): void {
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
