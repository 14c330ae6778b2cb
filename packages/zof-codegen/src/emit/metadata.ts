import type { Model } from "../model/model.js";
import type { Integer, PerVersion } from "../model/schema.js";
import { namedValues, toNumber } from "../model/values.js";
import type { Version } from "../model/version-range.js";
import type { MessageEntry } from "./messages.js";

/** Facts about messages and fields for those who list, document or complete them. */
export function emitMetadata(
  model: Model,
  entries: readonly MessageEntry[],
): { messages: string; fields: string; meanings: string; experimenterErrors: string } {
  const messages = Object.fromEntries(
    model.messages.map((schema) => {
      const numbers = entries.filter((entry) => entry.schema === schema);
      const versions = numbers.map((entry) => entry.version);
      const multipart = numbers.some((entry) => entry.multipart >= 0);
      const properties = Object.entries(schema.properties ?? {}).map(
        ([name, { description, default: value }]) => {
          return [
            name,
            {
              description: description ?? "",
              required: schema.required?.includes(name) ?? false,
              default: value,
            },
          ];
        },
      );
      return [
        schema.title ?? schema.$id,
        {
          schema: schema.$id,
          description: schema.description ?? "",
          versions,
          multipart,
          experimenter: numbers.find((entry) => entry.experimenter !== undefined)?.experimenter?.[0],
          reply: schema.wire.reply,
          properties: Object.fromEntries(properties),
        },
      ];
    }),
  );
  const fields = Object.fromEntries(
    model.fields.map(({ name, schema }) => [
      name,
      { description: schema.description, type: schema.$ref, mask: schema.wire.mask ?? false },
    ]),
  );
  const meanings = Object.assign({}, ...model.enums.map(({ wire }) => wire.enum?.meanings));
  return {
    messages: JSON.stringify(messages, null, 2),
    fields: JSON.stringify(fields, null, 2),
    meanings: JSON.stringify(meanings, null, 2),
    experimenterErrors: JSON.stringify(experimenterErrors(model), null, 2),
  };
}

/** Names of the errors of experimenters: by experimenter, version and number. */
function experimenterErrors(model: Model): Record<string, Record<number, Record<number, string>>> {
  const enums = model.enums.flatMap(({ wire }) => wire.enum ?? []);
  const known = enums.filter(({ experimenter }) => experimenter !== undefined);
  return Object.fromEntries(
    known.map(({ experimenter = 0, values }) => {
      const names = (version: Version) =>
        Object.entries(namedValues(values as Record<string, PerVersion<Integer>>, version)).map(
          ([name, value]) => [value, name],
        );
      const versions = model.versions.map(({ wire }) => [wire, Object.fromEntries(names(wire))]);
      return [toNumber(experimenter), Object.fromEntries(versions)];
    }),
  );
}
