import type { LayoutItem } from "../../model/layout.js";
import { propertyOf, typeOf } from "../property-type.js";
import { constant, literal } from "./constant.js";
import type { Construct, Context } from "./construct.js";
import { bitsPart, fieldBits } from "./field-bits.js";
import { key } from "./key.js";
import { counted, countOf, fixedLength, lengthOf, limited, matchLength, ownLength } from "./length.js";
import { more } from "./more.js";
import { pad, padAfter, padBeforeMore, padTo8, padToSize } from "./pad.js";
import { presence } from "./presence.js";
import { properties } from "./properties.js";
import { qualified } from "./qualified.js";
import { fixedValue, isScalar, sizeOfScalar } from "./value.js";
import {
  actions10,
  bytes,
  fieldId,
  fieldIds,
  fields,
  hello,
  ids,
  type Lifted,
  learnResult,
  learnSpecs,
  lifted,
  list,
  match,
  message,
  nxmMatch,
  packet,
  packetMatch,
  scalars,
  spread,
  stats,
  struct,
  structMatch,
} from "./variable.js";

/** The constructs of a layout. */
export function constructs(items: readonly LayoutItem[], context: Context): Construct[] {
  const sized = new Set(items.flatMap((item) => (item.kind === "sizeof" ? [item.name] : [])));
  const counts = new Set(items.flatMap((item) => (item.kind === "count" ? [item.name] : [])));
  const plain = items.map((item) => {
    const construct = item.kind === "sizeof" ? undefined : build(item, items, context);
    const limit = (item.kind === "value" || item.kind === "list") && sized.has(item.name);
    if (construct === undefined) return undefined;
    if (item.kind === "list" && counts.has(item.name)) {
      return counted(item.name, sizeOfScalar(item.type) ?? 0, construct);
    }
    if (!limit) return construct;
    return item.type === "match" ? matchLength(item.name, construct) : limited(item.name, construct);
  });
  const size = plain.reduce<number | undefined>(
    (sum, each, index) => add(sum, each === undefined ? lengthSize(items[index]) : each.size),
    0,
  );
  return plain.map((construct, index) => {
    if (construct !== undefined) return construct;
    const item = items[index];
    if (item?.kind !== "sizeof") throw new Error(`${context.schema.$id}: no construct for item ${index}`);
    if (item.name !== "this") return lengthOf(item.name);
    return size === undefined
      ? ownLength(context.start, item.type)
      : fixedLength(context.start, size, item.type);
  });
}

function lengthSize(item: LayoutItem | undefined): number {
  return item?.kind === "sizeof" && item.type === "u8" ? 1 : 2;
}

function add(sum: number | undefined, size: number | undefined): number | undefined {
  return sum === undefined || size === undefined ? undefined : sum + size;
}

function build(
  item: Exclude<LayoutItem, { kind: "sizeof" }>,
  items: readonly LayoutItem[],
  context: Context,
): Construct {
  switch (item.kind) {
    case "pad":
      return pad(item.size);
    case "align":
      if (item.before !== undefined) return padBeforeMore(context.start);
      if (item.after) return padAfter(context.start);
      return item.multiple === undefined ? padTo8(context.start) : padToSize(context.start, item.multiple);
    case "part":
      return bitsPart(item);
    case "presence":
      return presence(item.items, context);
    case "more":
      return more(item.items, context);
    case "count":
      return countOf(item.name);
    case "ids":
      return ids(item.name, item.type, context);
    case "key":
      return key(item.value, item.type);
    case "properties":
      return properties(item.members, context);
    case "constant":
      return constant(item.name, item.value, context);
    case "spread":
      return spread(item.type, context);
    case "list":
      return isScalar(item.type) ? scalars(item.name, item.type) : list(item.name, item.type, context);
    case "lifted":
      return liftedProperty(item.name, item.field, context);
    case "value":
      return value(item, items, context);
    case "qualified":
      return qualified(item, context);
  }
}

function value(
  { name, type }: { name: string; type: string },
  items: readonly LayoutItem[],
  context: Context,
): Construct {
  const fixed = fixedValue(name, type, context);
  if (fixed !== undefined) return fixed;
  switch (type) {
    case "bytes":
      return bytes(name, context);
    case "packet":
      return packet(name, context);
    case "match":
      return match(name);
    case "match10":
    case "match11":
      return structMatch(name, type);
    case "bits":
    case "bits32":
      return fieldBits(name, type === "bits32", items, context);
    case "field_id":
      return fieldId(name, context);
    case "learn_specs":
      return learnSpecs(name);
    case "learn_result":
      return learnResult(name, context);
    case "field_ids":
      return fieldIds(name);
    case "fields":
      return fields(name, liftedFrom(items), context);
    case "stats":
      return stats(name);
    case "message":
      return message(name, context);
    case "packet_match":
      return packetMatch(name, liftedFrom(items), context);
    case "nxm_match":
      return nxmMatch(name, liftedFrom(items), context);
    case "actions10":
      return actions10(name, context);
    case "hello":
      return hello();
    default:
      if (context.model.structs.some(({ $id }) => $id === type)) return struct(name, type, context);
      throw new Error(`${context.schema.$id}.${name}: there is no wire type ${type}`);
  }
}

function liftedFrom(items: readonly LayoutItem[]): Lifted[] {
  return items.flatMap((item) => (item.kind === "lifted" ? [item] : []));
}

function liftedProperty(name: string, field: string, context: Context): Construct {
  const { schema, model } = context;
  const property = propertyOf(schema, name);
  const required = schema.required?.includes(name) === true;
  const fallback = property.default ?? (required ? 0 : undefined);
  const type = typeOf(schema, name, model);
  return lifted(
    { name, field },
    fallback === undefined ? undefined : literal(fallback, type),
    `types.${property.$ref ?? "Field"}`,
    context,
  );
}
