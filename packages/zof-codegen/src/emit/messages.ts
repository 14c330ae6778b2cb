import { layoutOf } from "../model/layout.js";
import type { Model } from "../model/model.js";
import type { Integer, Schema } from "../model/schema.js";
import { toNumber } from "../model/values.js";
import { forVersion, type Version } from "../model/version-range.js";
import type { NameOf } from "./merge.js";
import { type CodecFunction, emitStruct } from "./struct.js";
import { viewName } from "./view.js";
import type { Context } from "./wire/construct.js";

/** A message in a version: its numbers on the wire. */
export interface MessageEntry {
  readonly schema: Schema;
  readonly version: Version;
  readonly code: number;
  /** -1 when it is no multipart message. */
  readonly multipart: number;
  /** Of a message that an experimenter defines: its id, and the type that it gives to the message. */
  readonly experimenter?: readonly [id: number, type: number];
}

/** The messages of each version, those that have a type there. */
export function messageEntries(model: Model): MessageEntry[] {
  return model.versions.flatMap(({ wire: version }) =>
    model.messages.flatMap((schema) => {
      const type = forVersion(schema.wire.message ?? {}, version);
      if (type === undefined) return [];
      return [{ schema, version, ...numbersOf(type) }];
    }),
  );
}

/** `[18, 1]` are message type and multipart type; two numbers more, behind one or two, are an experimenter's. */
function numbersOf(
  type: number | readonly Integer[],
): Pick<MessageEntry, "code" | "multipart" | "experimenter"> {
  const numbers = [type].flat().map((each) => toNumber(each as Integer));
  const own = numbers.length % 2 === 0 ? 2 : 1;
  const [code = 0, multipart = -1] = numbers.slice(0, own);
  const [id, subtype] = numbers.slice(own);
  if (id === undefined || subtype === undefined) return { code, multipart };
  return { code, multipart, experimenter: [id, subtype] };
}

/** The functions that read and write the bodies of messages. */
export function emitMessages(
  entries: readonly MessageEntry[],
  surroundings: Pick<Context, "model" | "tables">,
): CodecFunction[] {
  return entries.flatMap(({ schema, version }) => {
    const items = layoutOf(schema, version);
    if (items === undefined) throw new Error(`${schema.$id} has a type in version ${version}, but no layout`);
    const types = { output: `types.${schema.$id}`, input: `types.${schema.$id}Input` };
    return emitStruct({ name: schema.$id, ...types, items, schema }, { ...surroundings, version });
  });
}

/** Messages to the controller that hold a packet are many, and apps look at little of them: they are shown by views. */
export function isViewed(schema: Schema): boolean {
  return schema.wire.view === true;
}

/** The table of messages: one line of source for each message and version. */
export function messageTable(entries: readonly MessageEntry[], nameOf: NameOf): string[] {
  return entries.map(({ schema, version, code, multipart, experimenter }) => {
    const read = nameOf(`read${schema.$id}`, version);
    const write = nameOf(`write${schema.$id}`, version);
    const type = JSON.stringify(schema.title);
    const view = isViewed(schema) ? `, view: (r) => new ${viewName(schema, { version })}(r)` : "";
    const defined = experimenter === undefined ? "" : `, experimenter: [${experimenter.join(", ")}]`;
    const tolerant = experimenter !== undefined && schema.wire.tolerant === true ? ", tolerant: true" : "";
    return `{ version: ${version}, type: ${type}, code: ${code}, multipart: ${multipart}${defined}${tolerant}, read: ${read}, write: ${write}${view} }`;
  });
}
