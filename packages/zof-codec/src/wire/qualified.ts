import { CodecError } from "../codec-error.js";
import { Hole, VariableHole } from "../hole.js";
import type { Writer } from "../writer.js";
import { badName, EnumTable } from "./enum-table.js";
import { hexName, notedHole, show } from "./integers.js";
import type { Reader } from "./reader.js";

/** The value that says that an experimenter defines what follows (`OFPET_EXPERIMENTER`). */
const EXPERIMENTER = 0xffff;

/** What an experimenter defines for a name: the id of the experimenter, and its number. */
export interface DefinedCode {
  /** The qualifier that the name belongs to. */
  readonly qualifier: string;
  readonly experimenter: number;
  readonly number: number;
}

/**
 * An enumeration whose values count anew for each value of another in front of it: error codes by error type.
 * The table holds both: the qualifier in the upper 16 bits.
 *
 * Some names may be defined by an experimenter: on the wire they are the qualifier EXPERIMENTER, a number, and the
 * id of the experimenter behind it.
 */
export class QualifiedTable<Name extends string> extends EnumTable<Name> {
  readonly #defined: ReadonlyMap<string, DefinedCode>;

  constructor(
    type: string,
    values: Record<Name, number>,
    defined: Readonly<Record<string, DefinedCode>> = {},
  ) {
    super(type, 32, values);
    this.#defined = new Map(Object.entries(defined));
  }

  override get names(): string[] {
    return [...super.names, ...this.#defined.keys()];
  }

  /** Whether some names are defined by an experimenter. */
  get hasDefined(): boolean {
    return this.#defined.size > 0;
  }

  /** What an experimenter defines for a name; undefined for names of the specification. */
  definition(name: unknown): DefinedCode | undefined {
    return this.#defined.get(name as string);
  }

  /** The name that an experimenter defines for a number. */
  definedName(experimenter: number, number: number): Name | undefined {
    for (const [name, defined] of this.#defined) {
      if (defined.number === number && defined.experimenter === experimenter) return name as Name;
    }
    return undefined;
  }
}

export interface Qualified<Qualifier, Name> {
  readonly qualifier: Qualifier | `0x${string}`;
  readonly name: Name | `0x${string}`;
}

/** Reads an enumeration and the one that it qualifies. */
export function readQualified<Qualifier extends string, Name extends string>(
  reader: Reader,
  qualifiers: EnumTable<Qualifier>,
  table: QualifiedTable<Name>,
): Qualified<Qualifier, Name> {
  const offset = reader.take(4);
  const { view } = reader;
  const qualifier = view.getUint16(offset);
  const number = view.getUint16(offset + 2);
  if (qualifier === EXPERIMENTER && offset + 8 <= reader.end) {
    const defined = table.definedName(view.getUint32(offset + 4), number);
    if (defined !== undefined) {
      reader.take(4);
      return { qualifier: table.definition(defined)?.qualifier as Qualifier, name: defined };
    }
  }
  const name = table.name(view.getUint32(offset));
  // What has no name shows as it stands here, without the value in front of it.
  return { qualifier: qualifiers.name(qualifier), name: name.startsWith("0x") ? hexName(number, 4) : name };
}

/** Writes an enumeration and the one that it qualifies. */
export function writeQualified(
  writer: Writer,
  [qualifier, name]: readonly [qualifier: unknown, name: unknown],
  fields: readonly [qualifier: string, name: string],
  qualifiers: EnumTable<string>,
  table: QualifiedTable<string>,
): void {
  if (table.hasDefined) {
    // Which of them is given decides how many bytes there are.
    for (const value of [qualifier, name]) if (value instanceof Hole) throw new VariableHole(value);
  }
  const defined = table.definition(name);
  if (defined === undefined) {
    const offset = writer.reserve(4);
    qualifiers.put(writer, offset, qualifier, fields[0]);
    putQualified(writer, offset + 2, name, table, fields[1]);
    return;
  }
  if (qualifier !== defined.qualifier) throw otherQualifier(name, fields[1]);
  const offset = writer.reserve(8);
  writer.view.setUint16(offset, EXPERIMENTER);
  writer.view.setUint16(offset + 2, defined.number);
  writer.view.setUint32(offset + 4, defined.experimenter);
}

/** Writes the lower half; the upper half must be what was written in front of it. */
function putQualified(
  writer: Writer,
  offset: number,
  input: unknown,
  table: EnumTable<string>,
  field: string,
): void {
  const put = (w: Writer, at: number, value: unknown, name: string) =>
    putQualified(w, at, value, table, name);
  if (notedHole(writer, offset, input, field, put, 2)) return;
  const value = table.value(input);
  if (value === undefined) throw badName(table.type, table.names, input, field);
  const isName = typeof input === "string" && Number.isNaN(Number(input));
  if ((isName || value > 0xffff) && value >>> 16 !== writer.view.getUint16(offset - 2)) {
    throw otherQualifier(input, field);
  }
  writer.view.setUint16(offset, value & 0xffff);
}

function otherQualifier(input: unknown, field: string): CodecError {
  return new CodecError("bad_value", `${show(input)} is the code of another error type`, { path: field });
}
