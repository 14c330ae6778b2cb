import { layoutOf } from "../model/layout.js";
import type { Schema } from "../model/schema.js";
import { versionSuffix } from "./names.js";
import { Printer } from "./printer.js";
import { typeOf } from "./property-type.js";
import type { Context } from "./wire/construct.js";
import { constructs } from "./wire/index.js";

/** A property of a view: how it is read when the view is made, or when it is first asked for. */
interface ViewProperty {
  readonly name: string;
  readonly eager?: string;
  readonly lazy?: string;
}

/** Name of the view class of a message in a version. */
export function viewName(schema: Schema, context: Pick<Context, "version">): string {
  return `${schema.$id}View${versionSuffix(context.version)}`;
}

/**
 * A class that shows the body of a message without decoding what nobody asks for: small numbers are read
 * at once, the rest by getters on the prototype. Assigning to a property overrides it.
 */
export function emitView(
  schema: Schema,
  surroundings: Pick<Context, "model" | "tables" | "version">,
): string {
  const items = layoutOf(schema, surroundings.version) ?? [];
  const context: Context = { ...surroundings, schema, start: "o0" };
  const all = constructs(items, context);
  const properties: ViewProperty[] = [];
  const steps = new Printer();
  const places: string[] = [];
  let group: { variable: string; size: number } | undefined;
  const opened: { variable: string; size: number }[] = [];
  for (const [index, item] of items.entries()) {
    const construct = all[index];
    if (construct === undefined) throw new Error(`${schema.$id}: no construct`);
    if (construct.size !== undefined && construct.size > 0) {
      if (group === undefined) {
        group = { variable: `o${opened.length}`, size: 0 };
        opened.push(group);
        steps.line(`%TAKE ${opened.length - 1}%`);
      }
      const at = group.size === 0 ? group.variable : `${group.variable} + ${group.size}`;
      group.size += construct.size;
      for (const { name, expression } of construct.read(steps, at)) {
        const small = typeOf(schema, name, context.model)?.wire.reads !== "bigint";
        properties.push(small ? { name, eager: expression } : { name, lazy: expression });
        if (!small && !places.includes(group.variable)) places.push(group.variable);
      }
      continue;
    }
    if (item.kind === "value" && item.type === "packet_match") {
      group = undefined;
      steps.line("const match_at = r.offset;").line("oxm.skipMatch(r);");
      places.push("match_at");
      properties.push({
        name: item.name,
        lazy: "oxm.readMatch(openView(this._bytes, match_at)) as types.Field[]",
      });
    } else if (item.kind === "value" && item.type === "bytes") {
      group = undefined;
      steps.line("const data_at = r.rest();").line("const data_end = r.end;");
      places.push("data_at", "data_end");
      properties.push({ name: item.name, lazy: "this._bytes.subarray(data_at, data_end)" });
    } else if (item.kind === "lifted") properties.push(liftedProperty(item.name, item.field, context));
    else if (item.kind === "constant") {
      const [assignment] = construct.read(steps, "");
      properties.push({ name: item.name, eager: assignment?.expression ?? "undefined" });
    } else throw new Error(`${schema.$id}: a view cannot show ${item.kind} ${JSON.stringify(item)}`);
  }
  const text = steps.toString().replace(/%TAKE (\d+)%/g, (_, number) => {
    const { variable, size } = opened[Number(number)] ?? { variable: "", size: 0 };
    return `const ${variable} = r.take(${size});`;
  });
  return printClass(schema, viewName(schema, context), properties, text, places);
}

/** The port is needed by every application; the others hardly ever. */
function liftedProperty(name: string, field: string, { schema, model }: Context): ViewProperty {
  const type = `types.${schema.properties?.[name]?.$ref}`;
  if (schema.required?.includes(name)) {
    return { name, eager: `(oxm.findInMatch(r, match_at, oxm.field("${field}")) ?? 0) as ${type}` };
  }
  const fallback = schema.properties?.[name]?.default;
  const zero =
    typeOf(schema, name, model)?.wire.reads === "bigint" ? `${fallback}n` : JSON.stringify(fallback);
  const rest = fallback === undefined ? "" : ` ?? ${zero}`;
  const optional = fallback === undefined ? " | undefined" : "";
  return { name, lazy: `(liftField(this.match, "${field}")${rest}) as ${type}${optional}` };
}

function printClass(
  schema: Schema,
  name: string,
  properties: readonly ViewProperty[],
  steps: string,
  places: readonly string[],
): string {
  const code = new Printer();
  const packet = schema.wire.packet ?? "";
  const type = (property: string) => `types.${schema.$id}[${JSON.stringify(property)}]`;
  code.block(`export class ${name} {`, () => {
    for (const each of properties)
      if (each.eager !== undefined) code.line(`${each.name}: ${type(each.name)};`);
    code.line("private readonly _bytes: Uint8Array;").line("private readonly _view: DataView;");
    for (const place of places) code.line(`private readonly _${place}: number;`);
    for (const each of properties)
      if (each.lazy !== undefined) code.line(`private _${each.name}: ${type(each.name)} | undefined;`);
    code.line("private _pkt: PacketView | undefined;");
    code.line();
    code.block("constructor(r: Reader) {", () => {
      code.line("const v = r.view;");
      for (const line of steps.split("\n")) if (line !== "") code.line(line);
      for (const each of properties)
        if (each.eager !== undefined) code.line(`this.${each.name} = ${each.eager};`);
      code.line("this._bytes = r.bytes;").line("this._view = v;");
      for (const place of places) code.line(`this._${place} = ${place};`);
      for (const each of properties)
        if (each.lazy !== undefined) code.line(`this._${each.name} = undefined;`);
      code.line("this._pkt = undefined;");
    });
    for (const each of properties) if (each.lazy !== undefined) printAccessors(code, each, type(each.name));
    code.line();
    code.line("/** The headers of the packet. */");
    code.block("get pkt(): PacketView {", () => {
      code.line(`this._pkt ??= new PacketView(this.${packet});`).line("return this._pkt;");
    });
    code.block("set pkt(value: PacketView) {", () => code.line("this._pkt = value;"));
    printPlainForm(code, schema, properties);
  });
  return code
    .toString()
    .replaceAll(/\b(o\d|match_at|data_at|data_end)\b(?=[^\n]*\/\*lazy\*\/)/g, "this._$1")
    .replaceAll("/*lazy*/", "");
}

function printAccessors(code: Printer, { name, lazy }: ViewProperty, type: string): void {
  code.line();
  const expression = (lazy ?? "").replace(/\bv\./g, "this._view.");
  code.block(`get ${name}(): ${type} {`, () => {
    code.line(`this._${name} ??= ${expression};/*lazy*/`).line(`return this._${name} as ${type};`);
  });
  code.block(`set ${name}(value: ${type}) {`, () => code.line(`this._${name} = value;`));
}

function printPlainForm(code: Printer, schema: Schema, properties: readonly ViewProperty[]): void {
  const names = Object.keys(schema.properties ?? {}).filter((name) =>
    properties.some((each) => each.name === name),
  );
  const optional = names.filter(
    (name) => !schema.required?.includes(name) && schema.properties?.[name]?.default === undefined,
  );
  const certain = names.filter((name) => !optional.includes(name));
  code.line().line("/** The same as a plain object, all of it decoded. */");
  code.block(`toObject(): types.${schema.$id} {`, () => {
    code.line(
      `const object: types.${schema.$id} = { ${certain.map((name) => `${name}: this.${name}`).join(", ")} };`,
    );
    for (const name of optional) code.line(`if (this.${name} !== undefined) object.${name} = this.${name};`);
    code.line("return object;");
  });
  code.block(`toJSON(): types.${schema.$id} {`, () => code.line("return this.toObject();"));
}
