import { readFileSync } from "node:fs";
import Handlebars from "handlebars";
import { emitFields } from "./emit/fields.js";
import { emitKeyTypes } from "./emit/key-types.js";
import { emitLeaves } from "./emit/leaves.js";
import { mergeFunctions } from "./emit/merge.js";
import { emitMessages, isViewed, messageEntries, messageTable } from "./emit/messages.js";
import { emitMetadata } from "./emit/metadata.js";
import { emitReference } from "./emit/reference.js";
import { emitStruct } from "./emit/struct.js";
import { emitTables } from "./emit/tables.js";
import { emitTypes } from "./emit/types.js";
import { emitUnion } from "./emit/union.js";
import { emitValidators } from "./emit/validators.js";
import { emitView } from "./emit/view.js";
import { layoutOf } from "./model/layout.js";
import type { Model } from "./model/model.js";
import type { Schema } from "./model/schema.js";

/** The generated files, by name. */
export async function generate(model: Model): Promise<Map<string, string>> {
  const { tables, names } = emitTables(model);
  const entries = messageEntries(model);
  const surroundings = { model, tables: names };
  const functions = [...emitStructs(model, surroundings), ...emitMessages(entries, surroundings)];
  const merged = mergeFunctions(functions);
  const files = new Map<string, string>();
  const add = (name: string, from: string, data: object) => {
    files.set(name, render(name, { preamble: preamble(from), ...data }));
  };
  add("tables.ts", "enums, flags, numbers", { tables });
  add("types.ts", "all schemas", {
    types: await emitTypes(model),
    keyTypes: emitKeyTypes(model),
    ...messageTypes(model),
  });
  add("codec.ts", "all schemas", {
    fields: emitFields(model, false),
    statistics: emitFields(model, true),
    functions: merged.code,
    views: entries
      .filter(({ schema }) => isViewed(schema))
      .map(({ schema, version }) => emitView(schema, { ...surroundings, version }, merged.nameOf)),
    messages: messageTable(entries, merged.nameOf),
  });
  add("leaves.ts", "scalars, enums, flags, numbers", { leaves: emitLeaves(model) });
  add("validators.ts", "all schemas", { code: emitValidators(model) });
  const versions = JSON.stringify(model.versions.map(({ wire }) => wire));
  add("metadata.ts", "messages, fields", { versions, ...emitMetadata(model, entries) });
  add("reference.ts", "all schemas", { reference: JSON.stringify(emitReference(model)) });
  return files;
}

/** The functions of unions and structs, in all versions. */
export function emitStructs(
  model: Model,
  surroundings: Pick<Parameters<typeof emitStruct>[1], "model" | "tables">,
) {
  return model.versions.flatMap(({ wire: version }) => [
    ...model.unions.flatMap((union) => emitUnion(union, { ...surroundings, version })),
    ...model.structs.flatMap((schema) => {
      const items = layoutOf(schema, version);
      if (items === undefined) return [];
      const types = { output: `types.${schema.$id}`, input: `types.${schema.$id}Input` };
      return emitStruct({ name: schema.$id, ...types, items, schema }, { ...surroundings, version });
    }),
  ]);
}

function messageTypes(model: Model): object {
  const messages = model.messages.map(({ $id, title, description }) => ({ id: $id, title, description }));
  const replies = model.messages.flatMap(({ title, wire }) =>
    wire.reply === undefined ? [] : [{ request: title, reply: wire.reply }],
  );
  const optional = model.messages.filter(
    ({ required, type }) => type === "object" && (required ?? []).length === 0,
  );
  const titles = (schemas: readonly Schema[]) =>
    schemas.map(({ title }) => JSON.stringify(title)).join(" | ");
  return { messages, replies, optional: titles(optional), viewed: titles(model.messages.filter(isViewed)) };
}

function preamble(from: string): string {
  return `// Generated from schemas/ (${from}). Do not edit: change the schema and run \`pnpm generate\`.`;
}

function render(name: string, data: object): string {
  const source = readFileSync(new URL(`../templates/${name}.hbs`, import.meta.url), "utf8");
  const text = Handlebars.compile(source, { noEscape: true, strict: true })(data);
  return `${text.trimEnd()}\n`;
}
