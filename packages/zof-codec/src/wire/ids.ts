import { CodecError } from "../codec-error.js";
import { nearest } from "../nearest.js";
import type { Writer } from "../writer.js";
import { bytesFrom, hexText } from "./bytes.js";
import { hexName, show } from "./integers.js";
import { readList, writeList } from "./list.js";
import type { Reader } from "./reader.js";

/** Type that is followed by an experimenter id (`OFPAT_EXPERIMENTER`, `OFPIT_EXPERIMENTER`). */
const EXPERIMENTER = 0xffff;
/** `EXPERIMENTER.0x00002320`, or `0x0063` for a type without a name; what follows the id, in hexadecimal. */
const OTHER = /^(?:EXPERIMENTER\.0x([0-9a-fA-F]{8})|0x([0-9a-fA-F]{4}))(?::((?:[0-9a-fA-F]{2})+))?$/;

/**
 * Lists of instruction or action types, as table features give them: type and length without what makes up
 * the instruction or action (`struct ofp_action_id`, OpenFlow 1.3.5 section 7.3.5.5.2), by name.
 */
export class IdTable {
  readonly #byNumber: ReadonlyMap<number, string>;
  readonly #byName: ReadonlyMap<string, number>;

  constructor(
    readonly kind: string,
    ids: Readonly<Record<string, number>>,
  ) {
    this.#byName = new Map(Object.entries(ids));
    this.#byNumber = new Map(Object.entries(ids).map(([name, number]) => [number, name]));
  }

  read(reader: Reader, field: string): string[] {
    return readList(reader, this.#readOne, field);
  }

  write(writer: Writer, names: readonly string[] | undefined, field: string): void {
    writeList(writer, names, this.#writeOne, field);
  }

  readonly #readOne = (reader: Reader): string => {
    const start = reader.take(4);
    const type = reader.view.getUint16(start);
    const outer = reader.enter(start, reader.view.getUint16(start + 2));
    const size = reader.end - reader.offset;
    const experimenter =
      type === EXPERIMENTER && size >= 4 ? reader.view.getUint32(reader.take(4)) : undefined;
    const rest = reader.bytes.subarray(reader.rest(), reader.end);
    reader.leave(outer);
    const data = rest.length === 0 ? "" : `:${hexText(rest)}`;
    if (experimenter !== undefined) return `EXPERIMENTER.${hexName(experimenter, 8)}${data}`;
    const name = this.#byNumber.get(type);
    return name !== undefined && data === "" ? name : `${hexName(type, 4)}${data}`;
  };

  readonly #writeOne = (writer: Writer, name: unknown): void => {
    const number = this.#byName.get(name as string);
    const start = writer.reserve(4);
    if (number === undefined) this.#writeOther(writer, start, name);
    else writer.view.setUint16(start, number);
    writer.sizeU16(start + 2, start, writer.length);
  };

  #writeOther(writer: Writer, start: number, name: unknown): void {
    const parts = typeof name === "string" ? OTHER.exec(name) : null;
    if (parts === null) throw this.#unknown(name);
    const [, experimenter, type, data] = parts;
    writer.view.setUint16(start, type === undefined ? EXPERIMENTER : Number.parseInt(type, 16));
    if (experimenter !== undefined) {
      const offset = writer.reserve(4);
      writer.view.setUint32(offset, Number.parseInt(experimenter, 16));
    }
    if (data !== undefined) writer.append(bytesFrom(data) ?? new Uint8Array(0));
  }

  #unknown(name: unknown): CodecError {
    const names = [...this.#byName.keys()];
    const guess = typeof name === "string" ? nearest(name, names) : undefined;
    const hint = guess === undefined ? `one of ${names.join(", ")}` : `did you mean ${guess}?`;
    return new CodecError("bad_type", `${show(name)} is not an ${this.kind}: ${hint}`, { allowed: names });
  }
}
