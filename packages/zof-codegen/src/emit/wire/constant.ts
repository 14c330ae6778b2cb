import type { Schema } from "../../model/schema.js";
import { typeOf } from "../property-type.js";
import type { Construct, Context } from "./construct.js";

/** `table_id = 0`: not on the wire in this version; read as this value, ignored when writing. */
export function constant(name: string, value: unknown, context: Context): Construct {
  const expression = literal(value, typeOf(context.schema, name, context.model));
  return { size: 0, read: () => [{ name, expression }], write: () => undefined };
}

/** The source of a value as it is decoded: 64-bit integers are bigints. */
export function literal(value: unknown, type: Schema | undefined): string {
  if (type?.wire.reads === "bigint") return `${BigInt(value as string | number)}n`;
  return JSON.stringify(value);
}
