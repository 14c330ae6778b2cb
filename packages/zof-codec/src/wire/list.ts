import { CodecError } from "../codec-error.js";
import { Hole, VariableHole } from "../hole.js";
import type { Writer } from "../writer.js";
import { show } from "./integers.js";
import type { Reader } from "./reader.js";

/** Reads items up to the limit of the container. */
export function readList<Item>(reader: Reader, item: (reader: Reader) => Item, field: string): Item[] {
  const items: Item[] = [];
  if (reader.partial) return readWholeItems(reader, item);
  try {
    while (reader.offset < reader.end) items.push(item(reader));
  } catch (error) {
    throw error instanceof CodecError ? error.at(field, items.length) : error;
  }
  return items;
}

/** Reads the items of a message that was cut off which are there as a whole, as far as lists within them go. */
function readWholeItems<Item>(reader: Reader, item: (reader: Reader) => Item): Item[] {
  const items: Item[] = [];
  const before = reader.whole;
  const { end } = reader;
  reader.whole = true;
  try {
    while (reader.offset < end) items.push(item(reader));
  } catch (error) {
    if (!(error instanceof CodecError)) throw error;
    reader.end = end;
    reader.offset = end;
  }
  reader.whole = before;
  return items;
}

/** Writes a list of items; undefined is no item. */
export function writeList<Item>(
  writer: Writer,
  items: readonly Item[] | undefined,
  item: (writer: Writer, value: Item) => void,
  field: string,
): void {
  if (items === undefined) return;
  if (!Array.isArray(items)) throw notA("list", items, field);
  let index = 0;
  try {
    for (; index < items.length; index++) item(writer, items[index] as Item);
  } catch (error) {
    throw error instanceof CodecError ? error.at(field, index) : error;
  }
}

/** Lists of actions inside actions (conntrack, clone): more than a switch takes, and bounded. */
const MAX_DEPTH = 32;
let depth = 0;

/** Lists that may hold lists of the same kind: `run` reads or writes one of them. */
export function inList<Result>(run: () => Result, field: string): Result {
  if (depth === MAX_DEPTH) {
    throw new CodecError("bad_value", `lists are nested more than ${MAX_DEPTH} deep`, { path: field });
  }
  depth++;
  try {
    return run();
  } finally {
    depth--;
  }
}

/** Reads a value inside another, with its name in the path of errors. */
export function readNested<Value>(reader: Reader, read: (reader: Reader) => Value, field: string): Value {
  try {
    return read(reader);
  } catch (error) {
    throw error instanceof CodecError ? error.at(field) : error;
  }
}

/** Writes an object inside another, with its name in the path of errors. */
export function writeNested<Value>(
  writer: Writer,
  value: Value,
  write: (writer: Writer, value: Value) => void,
  field: string,
): void {
  try {
    write(writer, value);
  } catch (error) {
    throw error instanceof CodecError ? error.at(field) : error;
  }
}

/** The error for a value that is no list or no object; a hole there makes the template one of variable size. */
export function notA(kind: "list" | "object", value: unknown, field: string): Error {
  if (value instanceof Hole) return new VariableHole(value);
  const code = value === undefined ? "missing" : "bad_value";
  return new CodecError(code, `${show(value)} is not ${kind === "list" ? "a list" : "an object"}`, {
    path: field,
  });
}
