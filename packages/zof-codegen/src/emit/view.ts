import { type LayoutItem, layoutOf } from "../model/layout.js";
import type { Schema } from "../model/schema.js";
import type { NameOf } from "./merge.js";
import { versionSuffix } from "./names.js";
import { Printer } from "./printer.js";
import { typeOf } from "./property-type.js";
import type { Construct, Context } from "./wire/construct.js";
import { constructs } from "./wire/index.js";

/** A property of a view: read when the view is made (eager), or when it is first asked for (lazy). */
interface ViewProperty {
  readonly name: string;
  readonly eager?: string;
  readonly lazy?: string;
  /** It may be undefined, and is then no part of the plain form. */
  readonly optional?: boolean;
}

/** What the constructor does, and what it leaves for the getters. */
interface View {
  readonly schema: Schema;
  readonly steps: Printer;
  /** Offsets that getters need: constants of the constructor, and properties of the view with `_` in front. */
  readonly places: string[];
  readonly properties: ViewProperty[];
}

/** Name of the view class of a message in a version. */
export function viewName(schema: Schema, { version }: Pick<Context, "version">): string {
  return `${schema.$id}View${versionSuffix(version)}`;
}

/**
 * A class that shows the body of a message without decoding what nobody asks for: small numbers are read
 * at once, the rest by getters on the prototype. Assigning to a property overrides it.
 */
export function emitView(
  schema: Schema,
  surroundings: Pick<Context, "model" | "tables" | "version">,
  nameOf: NameOf = (name) => name,
): string {
  const context: Context = { ...surroundings, name: schema.$id, schema, start: "o0" };
  const items = layoutOf(schema, surroundings.version) ?? [];
  if (items.some(({ kind }) => kind === "properties" || kind === "spread")) {
    return wholeView(context, nameOf(`read${schema.$id}`, context.version));
  }
  const all = constructs(items, context);
  const view: View = { schema, steps: new Printer(), places: [], properties: [] };
  let count = 0;
  for (let index = 0; index < items.length; ) {
    const run = fixedRun(all, index);
    if (run > index) {
      addGroup(view, all.slice(index, run), `o${count++}`, context);
      index = run;
    } else {
      addVariable(view, items[index], all[index], context);
      index++;
    }
  }
  return printClass(view, viewName(schema, context));
}

/**
 * A view of a message that is a property list: its properties stand in any order, so all of it is decoded at
 * once, but for the headers of the packet.
 */
function wholeView({ schema, version }: Context, read: string): string {
  const name = viewName(schema, { version });
  const type = `types.${schema.$id}`;
  const code = new Printer();
  code.line(`export interface ${name} extends ${type} {}`);
  code.block(`export class ${name} {`, () => {
    code.line("#pkt: PacketView | undefined;").line();
    code.block("constructor(r: Reader) {", () => {
      code.line(`const m = ${read}(r);`);
      code.line("Object.assign(this, m);").line("passBytes(m, this);");
    });
    code.line().line("/** The headers of the packet. */");
    code.block("get pkt(): PacketView {", () => {
      code.line(`this.#pkt ??= new PacketView(this.${schema.wire.packet} ?? new Uint8Array(0));`);
      code.line("return this.#pkt;");
    });
    code.block("set pkt(value: PacketView) {", () => code.line("this.#pkt = value;"));
    code.line().line("/** The same as a plain object. */");
    code.block(`toObject(): ${type} {`, () => {
      code.line(`const object = { ...(this as ${type}) };`).line("passBytes(this, object);");
      code.line("return object;");
    });
    code.block(`toJSON(): ${type} {`, () => code.line("return this.toObject();"));
  });
  return code.toString();
}

/** Where the constructs that are read with one bounds check end. */
function fixedRun(all: readonly Construct[], from: number): number {
  let index = from;
  while ((all[index]?.size ?? 0) > 0) index++;
  return index;
}

function addGroup(view: View, group: readonly Construct[], variable: string, context: Context): void {
  const size = group.reduce((sum, each) => sum + (each.size ?? 0), 0);
  view.steps.line(`const ${variable} = r.take(${size});`);
  let offset = 0;
  for (const construct of group) {
    const at = (base: string) => (offset === 0 ? base : `${base} + ${offset}`);
    const [eager] = construct.read(view.steps, at(variable));
    const [lazy] = construct.read(new Printer(), at(`this._${variable}`));
    offset += construct.size ?? 0;
    if (eager === undefined || lazy === undefined) continue;
    // A bigint is made only when it is asked for.
    if (typeOf(view.schema, eager.name, context.model)?.wire.reads === "bigint") {
      view.properties.push({ name: eager.name, lazy: lazy.expression.replace(/\bv\./g, "this._view.") });
      addPlace(view, variable);
    } else view.properties.push({ name: eager.name, eager: eager.expression });
  }
}

function addVariable(
  view: View,
  item: LayoutItem | undefined,
  construct: Construct | undefined,
  context: Context,
): void {
  if (item?.kind === "constant") {
    const [assignment] = construct?.read(view.steps, "") ?? [];
    view.properties.push({ name: item.name, eager: assignment?.expression ?? "undefined" });
  } else if (item?.kind === "lifted") view.properties.push(lifted(view, item.name, item.field, context));
  else if (item?.kind === "value" && item.type === "nxm_match") {
    view.steps
      .line("const match_at = r.offset;")
      .line("const match_outer = r.enter(match_at, match_size);")
      .line("oxm.skipFields(r);")
      .line("const match_end = r.offset;")
      .line("r.leave(match_outer);")
      .line("r.skipPad8(match_at);");
    addPlace(view, "match_at");
    addPlace(view, "match_end");
    const lazy = "oxm.readNxMatch(openView(this._bytes, this._match_at, this._match_end)) as types.Field[]";
    view.properties.push({ name: item.name, lazy });
  } else if (item?.kind === "value" && item.type === "packet_match") {
    view.steps.line("const match_at = r.offset;").line("oxm.skipMatch(r);");
    addPlace(view, "match_at");
    const lazy = "oxm.readMatch(openView(this._bytes, this._match_at)) as types.Field[]";
    view.properties.push({ name: item.name, lazy });
  } else if (item?.kind === "value" && item.type === "bytes") {
    view.steps.line("const data_at = r.rest();").line("const data_end = r.end;");
    addPlace(view, "data_at");
    addPlace(view, "data_end");
    view.properties.push({ name: item.name, lazy: "this._bytes.subarray(this._data_at, this._data_end)" });
  } else throw new Error(`${view.schema.$id}: a view cannot show ${JSON.stringify(item)}`);
}

function addPlace(view: View, place: string): void {
  if (!view.places.includes(place)) view.places.push(place);
}

/** The port is needed by every application; the other fields hardly ever. */
function lifted(view: View, name: string, field: string, { schema, model }: Context): ViewProperty {
  const property = schema.properties?.[name];
  const type = `types.${property?.$ref}`;
  if (schema.required?.includes(name)) {
    const place = view.places.includes("match_end")
      ? "findInFields(r, match_at, match_end"
      : "findInMatch(r, match_at";
    return { name, eager: `(oxm.${place}, oxm.field("${field}")) ?? 0) as ${type}` };
  }
  const found = `liftField(this.match, "${field}")`;
  const fallback = property?.default;
  if (fallback === undefined) return { name, lazy: `${found} as ${type} | undefined`, optional: true };
  const bigint = typeOf(schema, name, model)?.wire.reads === "bigint";
  return { name, lazy: `(${found} ?? ${bigint ? `${fallback}n` : JSON.stringify(fallback)}) as ${type}` };
}

function printClass(view: View, name: string): string {
  const { schema, places, properties } = view;
  const eager = properties.filter((each) => each.eager !== undefined);
  const lazy = properties.filter((each) => each.lazy !== undefined);
  const type = (property: string) => `types.${schema.$id}["${property}"]`;
  const code = new Printer();
  code.block(`export class ${name} {`, () => {
    for (const each of eager) code.line(`${each.name}: Exclude<${type(each.name)}, undefined>;`);
    code.line("private readonly _bytes: Uint8Array;").line("private readonly _view: DataView;");
    for (const place of places) code.line(`private readonly _${place}: number;`);
    for (const each of lazy) code.line(`private _${each.name}: ${type(each.name)} | undefined;`);
    code.line("private _pkt: PacketView | undefined;").line();
    code.block("constructor(r: Reader) {", () => {
      code.line("const v = r.view;");
      for (const line of view.steps.toString().split("\n")) code.line(line);
      for (const each of eager) code.line(`this.${each.name} = ${each.eager};`);
      code.line("this._bytes = r.bytes;").line("this._view = v;");
      for (const place of places) code.line(`this._${place} = ${place};`);
      for (const each of lazy) code.line(`this._${each.name} = undefined;`);
      code.line("this._pkt = undefined;");
    });
    for (const each of lazy) printAccessors(code, each.name, each.lazy ?? "", type(each.name));
    code.line().line("/** The headers of the packet. */");
    printAccessors(code, "pkt", `new PacketView(this.${schema.wire.packet})`, "PacketView");
    printPlainForm(code, view);
  });
  return code.toString();
}

function printAccessors(code: Printer, name: string, expression: string, type: string): void {
  code.block(`get ${name}(): ${type} {`, () => {
    code.line(`this._${name} ??= ${expression};`).line(`return this._${name} as ${type};`);
  });
  code.block(`set ${name}(value: ${type}) {`, () => code.line(`this._${name} = value;`));
}

function printPlainForm(code: Printer, { schema, properties }: View): void {
  const order = Object.keys(schema.properties ?? {});
  const sorted = [...properties].sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  const certain = sorted.filter((each) => !each.optional).map(({ name }) => `${name}: this.${name}`);
  code.line().line("/** The same as a plain object, all of it decoded. */");
  code.block(`toObject(): types.${schema.$id} {`, () => {
    code.line(`const object: types.${schema.$id} = { ${certain.join(", ")} };`);
    for (const { name } of sorted.filter((each) => each.optional)) {
      code.line(`if (this.${name} !== undefined) object.${name} = this.${name};`);
    }
    code.line("return object;");
  });
  code.block(`toJSON(): types.${schema.$id} {`, () => code.line("return this.toObject();"));
}
