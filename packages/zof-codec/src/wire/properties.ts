import { CodecError } from "../codec-error.js";
import { Writer } from "../writer.js";
import { bytesFrom, readBytes } from "./bytes.js";
import { hexName, show } from "./integers.js";
import { keepBytes, keptBytes, sameValue } from "./kept-bytes.js";
import { notA } from "./list.js";
import { Reader } from "./reader.js";

/** How one type of a property list is read and written (OpenFlow 1.4.1 section 7.2.1). */
export interface PropertyCodec {
  readonly type: number;
  /** Id of the experimenter and type, which tell its properties apart. Such a codec stands before that of all others. */
  readonly experimenter?: readonly [number, number];
  /** Properties of the object that this one holds; for `each`, the list that it is an entry of. */
  readonly names: readonly string[];
  /** It holds nothing and stands for these values: it is written when the object has them. */
  readonly is?: Readonly<Record<string, unknown>>;
  /** It may stand more than once: each is an entry of a list. */
  readonly each?: true;
  /** What the object shows when the property does not come. */
  readonly defaults: Readonly<Record<string, unknown>>;
  /** Reads type, length and content, without the padding behind. */
  read(reader: Reader): object;
  // biome-ignore lint/suspicious/noExplicitAny: each codec writes a type of its own.
  write(writer: Writer, value: any): void;
}

type Target = Record<string, unknown>;

/** The list for what the schema does not know, where a struct has several lists. */
const OTHERS = "properties";

/** A property of a type that the schema does not know: it is kept in the list of experimenter properties. */
interface RawProperty {
  readonly property: `0x${string}`;
  readonly data: Uint8Array;
}

/**
 * Reads a property list up to the limit, and shows what the properties hold as properties of `target`.
 * Where they come in another order than the schema's, or twice, the target remembers their bytes.
 */
export function readProperties(reader: Reader, target: object, codecs: readonly PropertyCodec[]): void {
  const start = reader.offset;
  fill(reader, target as Target, codecs);
  const bytes = reader.bytes.subarray(start, reader.offset);
  if (!reproduces(target as Target, codecs, bytes)) keepBytes(target, bytes);
}

function fill(reader: Reader, target: Target, codecs: readonly PropertyCodec[]): void {
  while (reader.offset < reader.end) {
    const at = reader.take(4);
    const type = reader.view.getUint16(at);
    const codec = codecs.find((each) => each.type === type && isOf(each, reader, at));
    const list = (codec ?? codecs.find(({ each, names }) => each && names[0] === OTHERS))?.names[0];
    reader.offset = at;
    if (codec !== undefined && codec.each === undefined) Object.assign(target, codec.read(reader));
    else if (list !== undefined) {
      const entry = codec === undefined ? readRaw(reader) : codec.read(reader);
      target[list] ??= [];
      (target[list] as unknown[]).push(entry);
    } else throw reader.error("bad_type", `property type ${type} is unknown here`, at);
    // Some leave out the padding of the last property.
    reader.offset = Math.min(reader.offset + (-(reader.offset - at) & 7), reader.end);
  }
}

/** Whether a property is of the experimenter whose properties a codec reads. */
function isOf({ experimenter }: PropertyCodec, { view, end }: Reader, at: number): boolean {
  if (experimenter === undefined) return true;
  const [id, type] = experimenter;
  return at + 12 <= end && view.getUint32(at + 4) === id && view.getUint32(at + 8) === type;
}

function readRaw(reader: Reader): RawProperty {
  const at = reader.take(4);
  const outer = reader.enter(at, reader.view.getUint16(at + 2));
  const data = readBytes(reader);
  reader.leave(outer);
  return { property: hexName(reader.view.getUint16(at), 4), data };
}

/** Writes the properties that the object has values for, in the order of the schema. */
export function writeProperties(writer: Writer, source: object, codecs: readonly PropertyCodec[]): void {
  const kept = keptBytes(source, (bytes) => {
    const again: Target = {};
    for (const { defaults } of codecs) Object.assign(again, structuredClone(defaults));
    fill(readerOf(bytes), again, codecs);
    return codecs.every(({ names }) =>
      names.every((name) => sameValue(again[name], (source as Target)[name])),
    );
  });
  if (kept !== undefined) writer.append(kept);
  else for (const codec of codecs) writeOne(writer, source as Target, codec);
}

function writeOne(writer: Writer, source: Target, codec: PropertyCodec): void {
  if (codec.each === undefined) {
    const { is } = codec;
    const given =
      is === undefined
        ? codec.names.some((name) => source[name] !== undefined)
        : Object.entries(is).every(([name, value]) => source[name] === value);
    if (given) padded(writer, () => codec.write(writer, source));
    return;
  }
  const [name = ""] = codec.names;
  const entries = source[name];
  if (entries === undefined) return;
  if (!Array.isArray(entries)) throw notA("list", entries, name);
  for (const [index, entry] of entries.entries()) {
    try {
      padded(writer, () => writeEntry(writer, entry, codec));
    } catch (error) {
      throw error instanceof CodecError ? error.at(name, index) : error;
    }
  }
}

/** Properties end at a multiple of 8 bytes; the padding is not counted in their length. */
function padded(writer: Writer, write: () => void): void {
  const start = writer.length;
  write();
  writer.pad8(start);
}

function writeEntry(writer: Writer, entry: unknown, codec: PropertyCodec): void {
  const { property, data } = (entry ?? {}) as Partial<RawProperty>;
  if (property === undefined || !/^0x[0-9a-f]{4}$/i.test(property)) {
    codec.write(writer, entry);
    return;
  }
  const bytes = bytesFrom(data);
  if (bytes === undefined) throw new CodecError("bad_value", `${show(data)} is not bytes`, { path: "data" });
  const start = writer.reserve(4);
  writer.view.setUint16(start, Number(property));
  writer.append(bytes);
  writer.sizeU16(start + 2, start, writer.length);
}

function reproduces(target: Target, codecs: readonly PropertyCodec[], bytes: Uint8Array): boolean {
  const scratch = new Writer(bytes.length + 64);
  for (const codec of codecs) writeOne(scratch, target, codec);
  return sameValue(scratch.finish(), bytes.slice());
}

function readerOf(bytes: Uint8Array): Reader {
  const reader = new Reader();
  reader.open(bytes, 0, bytes.length);
  return reader;
}
