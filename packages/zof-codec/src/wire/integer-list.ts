import type { Put, Writer } from "../writer.js";
import { readList, writeList } from "./list.js";
import type { Reader } from "./reader.js";
import type { Scalar } from "./scalar.js";

/** Reads scalars up to the limit. */
export function readScalars<Value>(reader: Reader, scalar: Scalar<Value>, field: string): Value[] {
  return readList(reader, (each) => scalar.get(each, each.take(scalar.size)), field);
}

/** Writes a list of scalars. */
export function writeScalars(
  writer: Writer,
  values: readonly unknown[] | undefined,
  scalar: { readonly size: number; readonly put: Put },
  field: string,
): void {
  writeList(writer, values, (each, value) => scalar.put(each, each.reserve(scalar.size), value, ""), field);
}
