import type { LayoutItem, PropertyMember } from "../model/layout.js";
import type { Schema } from "../model/schema.js";
import type { Version } from "../model/version-range.js";
import { call } from "./names.js";
import { Printer } from "./printer.js";
import type { Assignment, Construct, Context } from "./wire/construct.js";
import { constructs } from "./wire/index.js";
import { defaultsOf, namesOf } from "./wire/properties.js";

/** A generated function, before equal ones of several versions are merged. */
export interface CodecFunction {
  /** Name without version, as `readPort`. */
  readonly name: string;
  readonly version: Version;
  /** Source with `%NAME%` where the name stands. */
  readonly code: string;
}

export interface StructShape {
  /** What comes after `read` and `write` in the names of the functions. */
  readonly name: string;
  /** Type of the value read, and of the value written. */
  readonly output: string;
  readonly input: string;
  readonly items: readonly LayoutItem[];
  /** Properties that are not on the wire, besides those that the schema says are always the same. */
  readonly fixed?: Readonly<Record<string, unknown>>;
  readonly schema: Schema;
}

type Surroundings = Pick<Context, "model" | "tables" | "version">;

/** The functions that read and write a struct, a member of a union, or the body of a message. */
export function emitStruct(shape: StructShape, surroundings: Surroundings): CodecFunction[] {
  const { version } = surroundings;
  return [
    { name: `read${shape.name}`, version, code: reader(shape, surroundings) },
    { name: `write${shape.name}`, version, code: writer(shape, surroundings) },
    ...shape.items.flatMap((item) =>
      item.kind === "properties" ? emitProperties(shape, item.members, surroundings) : [],
    ),
  ];
}

/** The functions of each type of a property list, and the table of them. */
function emitProperties(
  shape: StructShape,
  members: readonly PropertyMember[],
  surroundings: Surroundings,
): CodecFunction[] {
  const { version } = surroundings;
  const entries: string[] = [];
  const functions = members.flatMap(({ type, experimenter, items, each, list }) => {
    const name = each ?? [shape.name, type, ...(experimenter ?? [])].join("_");
    const names = JSON.stringify(list === undefined ? namesOf(items ?? []) : [list]);
    const calls = `read: ${call(`read${name}`, version)}, write: ${call(`write${name}`, version)}`;
    const member = { type, ...(list === undefined ? {} : { list }) };
    const defaults = defaultsOf(member, { schema: shape.schema, model: surroundings.model });
    const shown = defaults.map(({ name: key, expression }) => `${key}: ${expression}`).join(", ");
    entries.push(
      `{ type: ${type}, ${experimenter === undefined ? "" : `experimenter: [${experimenter}], `}names: ${names}, defaults: { ${shown} }, ${each === undefined ? "" : "each: true, "}${standsFor(items ?? [])}${calls} }`,
    );
    if (items === undefined) return [];
    const header: LayoutItem[] = [
      { kind: "key", value: type, type: "u16" },
      { kind: "sizeof", name: "this", type: "u16" },
      ...(experimenter ?? []).map((value): LayoutItem => ({ kind: "key", value, type: "u32" })),
    ];
    const output = `Partial<${shape.output}>`;
    const { schema, input } = shape;
    return emitStruct({ name, output, input, items: [...header, ...items], schema }, surroundings);
  });
  const code = `const %NAME%: readonly PropertyCodec[] = [${entries.join(", ")}];`;
  return [...functions, { name: `properties${shape.name}`, version, code }];
}

/** The values that a property without content stands for. */
function standsFor(items: readonly LayoutItem[]): string {
  const constants = items.flatMap((item) => (item.kind === "constant" ? [[item.name, item.value]] : []));
  return constants.length === 0 ? "" : `is: ${JSON.stringify(Object.fromEntries(constants))}, `;
}

/** Constructs in a row that have a fixed size are read and written with one bounds check. */
interface Group {
  readonly variable: string;
  readonly size: number;
  readonly parts: readonly { readonly construct: Construct; readonly at: string }[];
}

function grouped(all: readonly Construct[]): (Group | Construct)[] {
  const result: (Group | Construct)[] = [];
  let run: Construct[] = [];
  let count = 0;
  const close = () => {
    if (run.length === 0) return;
    const variable = `o${count++}`;
    let size = 0;
    const parts = run.map((construct) => {
      const at = size === 0 ? variable : `${variable} + ${size}`;
      size += construct.size ?? 0;
      return { construct, at };
    });
    result.push({ variable, size, parts });
    run = [];
  };
  for (const construct of all) {
    if (construct.size !== undefined) run.push(construct);
    else {
      close();
      result.push(construct);
    }
  }
  close();
  return result;
}

/** The struct starts where its first group does: no struct of variable size starts with anything else. */
function contextOf({ name, schema }: StructShape, surroundings: Surroundings): Context {
  return { ...surroundings, name, schema, start: "o0" };
}

function reader(shape: StructShape, surroundings: Surroundings): string {
  const all = constructs(shape.items, contextOf(shape, surroundings));
  const code = new Printer();
  code.block(`function %NAME%(r: Reader): ${shape.output} {`, () => {
    if (all.some((each) => each.size !== undefined && each.size > 0)) code.line("const v = r.view;");
    const assignments = constantsOf(shape);
    for (const part of grouped(all)) {
      if ("parts" in part) {
        if (part.size > 0) code.line(`const ${part.variable} = r.take(${part.size});`);
        for (const { construct, at } of part.parts) assignments.push(...construct.read(code, at));
      } else assignments.push(...part.read(code, ""));
    }
    printResult(code, shape, assignments, all);
  });
  return code.toString();
}

function printResult(
  code: Printer,
  shape: StructShape,
  assignments: readonly Assignment[],
  all: readonly Construct[],
): void {
  const printEnd = () => {
    for (const each of all) each.end?.(code);
  };
  const whole = assignments.find(({ name }) => name === "this");
  if (whole !== undefined) {
    printEnd();
    code.line(`return ${whole.expression};`);
    return;
  }
  const optional = assignments.filter((each) => each.optional);
  for (const { name, expression } of optional) {
    if (name !== expression) code.line(`const ${name} = ${expression};`);
  }
  const certain = inOrder(
    shape.schema,
    assignments.filter((each) => !each.optional),
  );
  const text = certain.map(({ name, expression }) => {
    if (name === "...") return `...${expression}`;
    return name === expression ? name : `${name}: ${expression}`;
  });
  const literal = text.length === 0 ? "{}" : `{ ${text.join(", ")} }`;
  if (optional.length === 0 && all.every((each) => each.complete === undefined)) {
    printEnd();
    code.line(`return ${literal};`);
  } else {
    const late = all.some((each) => each.late);
    code.line(late ? `const m = ${literal} as ${shape.output};` : `const m: ${shape.output} = ${literal};`);
    for (const { name, list } of optional) {
      code.line(`if (${list ? `${name}.length > 0` : `${name} !== undefined`}) m.${name} = ${name};`);
    }
    for (const each of all) each.complete?.(code);
    printEnd();
    code.line("return m;");
  }
}

/** Properties that are always the same: the tag of a union's member, and what a form of it stands for. */
function constantsOf({ schema, fixed }: StructShape): Assignment[] {
  const tags = Object.entries(schema.properties ?? {}).flatMap(([name, { const: value }]) => {
    return value === undefined ? [] : [[name, value] as const];
  });
  return [...tags, ...Object.entries(fixed ?? {})].map(([name, value]) => {
    return { name, expression: JSON.stringify(value) };
  });
}

/** Properties in the order of the schema: the order in which people read them, the same in all versions. */
function inOrder(schema: Schema, assignments: readonly Assignment[]): Assignment[] {
  const order = Object.keys(schema.properties ?? {});
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...assignments].sort((a, b) => rank(a.name) - rank(b.name));
}

function writer(shape: StructShape, surroundings: Surroundings): string {
  const all = constructs(shape.items, contextOf(shape, surroundings));
  const code = new Printer();
  const body = new Printer();
  for (const each of all) each.prepare?.(body);
  for (const part of grouped(all)) {
    if ("parts" in part) {
      if (part.size > 0) body.line(`const ${part.variable} = w.reserve(${part.size});`);
      for (const { construct, at } of part.parts) construct.write(body, at);
    } else part.write(body, "");
  }
  for (const each of all) each.finish?.(body);
  const text = body.toString();
  const unused = (name: string) => (new RegExp(`\\b${name}\\b`).test(text) ? name : `_${name}`);
  code.block(`function %NAME%(${unused("w")}: Writer, ${unused("m")}: ${shape.input}): void {`, () => {
    if (unused("m") === "m" && !/\bwriteList\(w, m,/.test(text)) code.line("checkObject(m);");
    for (const line of text.split("\n")) if (line !== "") code.line(line);
  });
  return code.toString();
}
