import type { Schema } from "../../model/schema.js";
import { call } from "../names.js";
import { input } from "../property-type.js";
import type { Construct, Context } from "./construct.js";

/** A property that another in the layout takes out of the match. */
export interface Lifted {
  readonly name: string;
  readonly field: string;
}

/** A property of variable size: the expressions that read and write it, and the variable that holds it meanwhile. */
function variable(name: string, read: string, write: string, held = name): Construct {
  return {
    size: undefined,
    read: (code) => {
      code.line(`const ${held} = ${read};`);
      return [{ name, expression: held }];
    },
    write: (code) => void code.line(`${write};`),
  };
}

/** `data: bytes`: the rest of the container. */
export function bytes(name: string, { schema }: Context): Construct {
  return variable(name, "readBytes(r)", `writeBytes(w, ${input(schema, name)}, ${JSON.stringify(name)})`);
}

/** `data: packet`: the same, which may also be given as header fields in `pkt`. */
export function packet(name: string, context: Context): Construct {
  return {
    ...bytes(name, context),
    write: (code) => void code.line(`writePacket(w, m.${name}, m.pkt);`),
  };
}

/** `next_tables: u8[]`: scalars up to the limit. */
export function scalars(name: string, scalar: string): Construct {
  const field = JSON.stringify(name);
  return variable(
    name,
    `readScalars(r, ${scalar}, ${field})`,
    `writeScalars(w, m.${name}, ${scalar}, ${field})`,
  );
}

/** `actions: ids(Action)`: types of a union's members, by name. */
export function ids(name: string, union: string, { version }: Context): Construct {
  const table = call(`ids${union}`, version);
  const field = JSON.stringify(name);
  return variable(name, `${table}.read(r, ${field})`, `${table}.write(w, m.${name}, ${field})`);
}

/** `match: field_ids`: match fields by name. */
export function fieldIds(name: string): Construct {
  const field = JSON.stringify(name);
  return variable(name, `readOxmIds(r, oxm, ${field})`, `writeOxmIds(w, m.${name}, oxm, ${field})`);
}

/** `field: field_id`: one match field by name. */
export function fieldId(name: string, { schema }: Context): Construct {
  return variable(
    name,
    "readOxmId(r, oxm)",
    `writeOxmId(w, ${input(schema, name)}, oxm, ${JSON.stringify(name)})`,
  );
}

/** `specs: learn_specs`: what the action NX_LEARN puts in an entry. */
export function learnSpecs(name: string): Construct {
  const field = JSON.stringify(name);
  return {
    size: undefined,
    read: (code) => {
      code.line(`const ${name} = readLearnSpecs(r, oxm, ${field}) as types.NxLearnSpec[];`);
      // What is left is padding.
      code.line("r.rest();");
      return [{ name, expression: name }];
    },
    write: (code) => void code.line(`writeLearnSpecs(w, m.${name}, oxm, ${field});`),
  };
}

/** `result: learn_result`: the bit that NX_LEARN2 sets, when its flags say so. */
export function learnResult(name: string, { start }: Context): Construct {
  return {
    size: undefined,
    read: (code) => {
      code.line(`const ${name} = readLearnResult(r, ${start}, oxm);`);
      return [{ name, expression: name, optional: true }];
    },
    write: (code) =>
      void code.line(`writeLearnResult(w, ${start}, m.${name}, oxm, ${JSON.stringify(name)});`),
  };
}

/** `packet_types: fields`: match fields with their values, up to the limit, some of which are shown as properties too. */
export function fields(name: string, lifted: readonly Lifted[], context: Context): Construct {
  const field = JSON.stringify(name);
  const value = lifted.length === 0 ? `m.${name}` : withLifted(name, lifted, context);
  return variable(
    name,
    `readList(r, (each) => oxm.readField(each), ${field}) as types.Field[]`,
    `writeList(w, ${value}, (each, entry) => oxm.writeField(each, entry), ${field})`,
  );
}

/** `stat: stats`: statistics of OpenFlow 1.5. */
export function stats(name: string): Construct {
  const field = JSON.stringify(name);
  return variable(
    name,
    `oxs.readStats(r, ${field}) as types.Stat[]`,
    `oxs.writeStats(w, m.${name}, ${field})`,
  );
}

/** `message: message`: a whole message inside this one. */
export function message(name: string, { version }: Context): Construct {
  const field = JSON.stringify(name);
  return variable(
    name,
    `readNested(r, readMessage, ${field}) as types.NestedMessage`,
    `writeNested(w, m.${name}, (each, value) => writeMessage(each, value, ${version}), ${field})`,
  );
}

/** `ports: Port[]`: items up to the limit. `this: Port[]` when the message itself is the list. */
export function list(name: string, item: string, context: Context): Construct {
  const { version } = context;
  const nested = holdsItself(item, context);
  const within = (code: string) => (nested ? `inList(() => ${code}, ${JSON.stringify(name)})` : code);
  const whole = name === "this";
  const field = JSON.stringify(whole ? "" : name);
  const read = `readList(r, ${call(`read${item}`, version)}, ${field})`;
  const write = `writeList(w, ${whole ? "m" : `m.${name}`}, ${call(`write${item}`, version)}, ${field})`;
  return variable(name, within(read), within(write), whole ? "items" : name);
}

/** Whether a list's items are of the union that the schema is a member of, so that they nest without end. */
function holdsItself(item: string, { model, schema }: Context): boolean {
  const union = model.unions.find((each) => each.schema.$id === item);
  return union?.members.some(({ $id }) => $id === schema.$id) ?? false;
}

/** `match: match`: an extensible match, whose prerequisites are added when it is written. */
export function match(name: string): Construct {
  return variable(name, "oxm.readMatch(r) as types.Field[]", `oxm.writeMatch(w, m.${name})`);
}

/** The value of a property that must be in the match and is not given; a number need not be there. */
function fallback(schema: Schema, name: string): string[] {
  const value = schema.properties?.[name]?.default;
  return typeof value === "string" ? [JSON.stringify(value)] : [];
}

/** The names of a field: the one given, then those of fields that stand for the same thing. */
function namesOf(field: string, { model }: Context): string[] {
  const find = (name: string) => model.fields.find((each) => each.name === name);
  const identity = find(field)?.schema.wire.sameAs ?? field;
  const same = model.fields.filter(({ name, schema }) => (schema.wire.sameAs ?? name) === identity);
  return [field, ...same.map(({ name }) => name).filter((name) => name !== field)];
}

/** A match, with the properties put into it that are shown beside it. */
function withLifted(name: string, lifted: readonly Lifted[], context: Context): string {
  const properties = lifted.map((each) => {
    const names = JSON.stringify(namesOf(each.field, context));
    const parts = [
      names,
      JSON.stringify(each.name),
      `m.${each.name}`,
      ...fallback(context.schema, each.name),
    ];
    return `[${parts.join(", ")}]`;
  });
  return `withLifted(m.${name}, [${properties.join(", ")}])`;
}

/** `match: nxm_match`: the match of Open vSwitch, whose length stands elsewhere; some fields may be properties too. */
export function nxmMatch(name: string, lifted: readonly Lifted[], context: Context): Construct {
  const value = lifted.length === 0 ? `m.${name}` : withLifted(name, lifted, context);
  // The fields of a packet require nothing of each other.
  const write = lifted.length === 0 ? "writeNxMatch" : "writePlainFields";
  return {
    ...variable(name, "oxm.readNxMatch(r) as types.Field[]", `oxm.${write}(w, ${value})`),
    padded: true,
  };
}

/** `match: packet_match`: the fields of a packet, some of which the message shows as properties too. */
export function packetMatch(name: string, lifted: readonly Lifted[], context: Context): Construct {
  return variable(
    name,
    "oxm.readMatch(r) as types.Field[]",
    `oxm.writePlainMatch(w, ${withLifted(name, lifted, context)})`,
  );
}

/** `match: match10`, `match: match11`: the match structs of OpenFlow 1.0 and 1.1. */
export function structMatch(name: string, codec: string): Construct {
  return variable(name, `${codec}.readMatch(r) as types.Field[]`, `${codec}.writeMatch(w, m.${name})`);
}

/** `instructions: actions10`: the actions of OpenFlow 1.0, shown as the instruction APPLY_ACTIONS. */
export function actions10(name: string, { version }: Context): Construct {
  const field = JSON.stringify(name);
  return variable(
    name,
    `readActions10(r, ${call("readAction", version)}, ${field})`,
    `writeActions10(w, m.${name}, ${call("writeAction", version)}, ${field})`,
  );
}

/** `versions: hello`: the elements of a HELLO. */
export function hello(): Construct {
  return {
    size: undefined,
    read: () => [],
    complete: (code) => void code.line("readHelloElements(r, m);"),
    write: (code) => void code.line("writeHelloElements(w, m);"),
  };
}

/** `optical: OpticalPort`: a struct inside this one. */
export function struct(name: string, type: string, { version }: Context): Construct {
  const field = JSON.stringify(name);
  return variable(
    name,
    `readNested(r, ${call(`read${type}`, version)}, ${field})`,
    `writeNested(w, m.${name} as types.${type}Input, ${call(`write${type}`, version)}, ${field})`,
  );
}

/** `...Port`: the properties of another struct, as properties of this one. */
export function spread(type: string, { version, schema }: Context): Construct {
  if (type === "Field") {
    return {
      size: undefined,
      read: (code) => {
        code.line("const field = oxm.readField(r) as types.Field;");
        return [{ name: "...", expression: "field" }];
      },
      write: (code) => void code.line("oxm.writeField(w, m);"),
    };
  }
  return {
    size: undefined,
    read: (code) => {
      // What only some versions of the struct have may be there in all versions of this.
      const shown = `Pick<types.${schema.$id}, keyof types.${type} & keyof types.${schema.$id}>`;
      code.line(`const spread = ${call(`read${type}`, version)}(r) as ${shown};`);
      return [{ name: "...", expression: "spread" }];
    },
    complete: (code) => void code.line("passBytes(spread, m);"),
    write: (code) => void code.line(`${call(`write${type}`, version)}(w, m);`),
  };
}

/** `in_port = match.IN_PORT`: shown beside the match that holds it. */
export function lifted(
  { name, field }: Lifted,
  fallback: string | undefined,
  type: string,
  context: Context,
): Construct {
  const names = namesOf(field, context).map((each) => JSON.stringify(each));
  const found = `liftField(match, ${names.join(", ")})`;
  return {
    size: 0,
    read: () => [
      fallback === undefined
        ? { name, expression: `${found} as ${type} | undefined`, optional: true }
        : { name, expression: `(${found} ?? ${fallback}) as ${type}` },
    ],
    write: () => undefined,
  };
}
