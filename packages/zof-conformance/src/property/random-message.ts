import * as fc from "fast-check";
import { forVersion, type Schema, schemasIn, versionsIn } from "../coverage/schemas.js";
import { errorCodeCases } from "../golden/error-codes.js";
import { leafArbitrary } from "./random-leaf.js";

type Members = Record<string, fc.Arbitrary<unknown>>;

const UNIONS: Record<string, string> = {
  Action: "actions",
  Instruction: "instructions",
  MeterBand: "meter-bands",
  FlowUpdate: "flow-updates",
};

const structs = new Map(schemasIn("structs").map((schema) => [schema.$id, schema]));
const unions = new Map(Object.entries(UNIONS).map(([name, folder]) => [name, schemasIn(folder)]));

/** Fields that need no others and stand in the match of every version. */
const FREE_FIELDS = fc.uniqueArray(
  fc.oneof(
    fc.integer({ min: 1, max: 0xfeff }).map((value) => ({ field: "IN_PORT", value })),
    leafArbitrary("mac").map((value) => ({ field: "ETH_SRC", value })),
    leafArbitrary("mac").map((value) => ({ field: "ETH_DST", value })),
    fc.integer({ min: 1, max: 4095 }).map((value) => ({ field: "VLAN_VID", value })),
  ),
  { selector: ({ field }) => field },
);

const STATISTICS = fc.uniqueArray(
  fc.oneof(
    leafArbitrary("duration").map((value) => ({ field: "IDLE_TIME", value })),
    leafArbitrary("u32").map((value) => ({ field: "FLOW_COUNT", value })),
    leafArbitrary("u64").map((value) => ({ field: "BYTE_COUNT", value })),
  ),
  { selector: ({ field }) => field },
);

/** Messages of a type, in a version that has it: every property that its layout names, with any value. */
export function messageArbitrary(schema: Schema, version: number): fc.Arbitrary<object> {
  const layout = forVersion(schema.wire.layout, version) as unknown[];
  const lists = layout.map((item) => /^this: (\w+)\[\]$/.exec(String(item))?.[1]);
  const list = lists.find((item) => item !== undefined);
  const msg =
    list === undefined ? record(schema, layout, version) : fc.array(member(list, version), { maxLength: 3 });
  return fc.record({
    type: fc.constant(schema.title),
    version: fc.constant(version),
    xid: leafArbitrary("u32"),
    msg,
  });
}

function record(schema: Schema, layout: unknown, version: number, fixed: Members = {}): fc.Arbitrary<object> {
  const found: Found = { members: { ...fixed }, properties: [] };
  collect(schema, layout, version, found);
  if (schema.title === "ERROR") return errors(version);
  const properties = found.properties.map((each) => fc.option(fc.record(each), { nil: {} }));
  return fc
    .tuple(fc.record(found.members), ...properties)
    .map((parts) => Object.assign({}, ...parts) as object);
}

/** What an object has, and what each property of its property list adds when it is there. */
interface Found {
  readonly members: Members;
  readonly properties: Members[];
}

function collect(schema: Schema, items: unknown, version: number, found: Found): void {
  for (const item of Array.isArray(items) ? items : []) {
    if (Array.isArray(item)) collect(schema, item, version, found);
    else if (typeof item === "object") collectChoice(schema, item, version, found);
    else collectItem(schema, item, version, found);
  }
}

function collectChoice(schema: Schema, item: object, version: number, found: Found): void {
  if (!("properties" in item)) {
    const chosen = forVersion(item, version);
    collect(schema, typeof chosen === "string" ? [chosen] : chosen, version, found);
    return;
  }
  for (const { layout, each, in: list } of item.properties as {
    layout?: string[];
    each?: string;
    in?: string;
  }[]) {
    const property: Found = { members: {}, properties: [] };
    if (each !== undefined && list !== undefined)
      property.members[list] = fc.array(member(each, version), { maxLength: 2 });
    else collect(schema, layout, version, property);
    const isRequired = Object.keys(property.members).some((name) => schema.required?.includes(name));
    if (isRequired) Object.assign(found.members, property.members);
    else found.properties.push(property.members);
  }
}

function collectItem(schema: Schema, item: string, version: number, found: Found): void {
  const [, constant = "", value = ""] = /^(\w+) = (true)$/.exec(item) ?? [];
  if (constant !== "") found.members[constant] = fc.constant(JSON.parse(value));
  const [, spread] = /^\.\.\.(\w+)$/.exec(item) ?? [];
  const struct = spread === undefined ? undefined : structs.get(spread);
  if (struct !== undefined) collect(struct, forVersion(struct.wire.layout, version), version, found);
  const [, name = "", type = ""] = /^(\w+): (.+)$/.exec(item) ?? [];
  if (name === "" || name === "pad") return;
  const property = schema.properties?.[name];
  found.members[name] = valueArbitrary(type, property?.$ref ?? property?.items?.$ref, version);
}

/** Values of an item of a layout, `u16`, `Port[]`, `match`, ... with the type that its property has. */
function valueArbitrary(type: string, reference: string | undefined, version: number): fc.Arbitrary<unknown> {
  const [, listed] = /^(\w+)\[\]$/.exec(type) ?? [];
  if (listed !== undefined) return fc.array(member(listed, version, reference), { maxLength: 3 });
  if (/^(match|match10|match11|nxm_match)$/.test(type)) return FREE_FIELDS;
  if (type.endsWith(" + 1")) return valueArbitrary(type.slice(0, -4), reference, version);
  if (type === "packet_match" || type === "fields") return fc.constant([]);
  if (type === "stats") return STATISTICS;
  if (type === "field_ids") return fc.subarray(["ETH_DST", "ETH_SRC/", "VLAN_VID"]);
  if (type === "ids(Action)") return fc.subarray(["OUTPUT", "GROUP", "SET_FIELD"]);
  if (type === "ids(Instruction)") return fc.subarray(["GOTO_TABLE", "APPLY_ACTIONS"]);
  if (type === "actions10") return actionsOnly(version);
  if (type === "hello") return fc.constant([version]);
  if (type === "message") return fc.constant({ type: "BARRIER_REQUEST", xid: 7, msg: {} });
  return member(type, version, reference);
}

function actionsOnly(version: number): fc.Arbitrary<unknown> {
  const actions = fc.array(member("Action", version), { minLength: 1, maxLength: 3 });
  return actions.map((list) => [{ instruction: "APPLY_ACTIONS", actions: list }]);
}

/** Values of a struct, of a union, or of a leaf. */
function member(type: string, version: number, reference?: string): fc.Arbitrary<unknown> {
  const struct = structs.get(type);
  if (struct !== undefined)
    return record(struct, forVersion(struct.wire.layout, version), version, tags(struct));
  const union = unions.get(type);
  if (union === undefined) return leafArbitrary(type, reference, version);
  return fc.oneof(...union.flatMap((schema) => unionMember(schema, version)));
}

/** SET_FIELD has no layout of its own for versions in which each field is an action. */
function unionMember(schema: Schema, version: number): fc.Arbitrary<unknown>[] {
  const layout = forVersion(schema.wire.layout, version);
  const key = forVersion(schema.wire.key, version);
  if (layout === undefined || key === undefined || Array.isArray(key)) return [];
  const items = (layout as unknown[]).includes("...Field") ? [] : layout;
  const field: Members = items === layout ? {} : SET_FIELD;
  return [record(schema, items, version, { ...tags(schema), ...field })];
}

const SET_FIELD: Members = { field: fc.constant("ETH_DST"), value: leafArbitrary("mac") };

function tags(schema: Schema): Members {
  const constants = Object.entries(schema.properties ?? {}).filter(
    ([, property]) => property.const !== undefined,
  );
  return Object.fromEntries(constants.map(([name, property]) => [name, fc.constant(property.const)]));
}

function errors(version: number): fc.Arbitrary<object> {
  const codes = errorCodeCases().filter((each) => each.version === version);
  return fc
    .record({ code: fc.constantFrom(...codes), data: leafArbitrary("bytes") })
    .map(({ code, data }) => {
      return { type: code.typeName, code: code.codeName, data };
    });
}

/** Every message type with every version that has it. */
export function messageVersions(): { type: string; version: number; schema: Schema }[] {
  return schemasIn("messages").flatMap((schema) =>
    Object.keys(schema.wire.message as Record<string, unknown>).flatMap((range) =>
      versionsIn(range).map((version) => ({ type: schema.title ?? "", version, schema })),
    ),
  );
}
