import type { Model } from "../model/model.js";
import type { MessageEntry } from "./messages.js";

/** Facts about messages and fields for those who list, document or complete them. */
export function emitMetadata(
  model: Model,
  entries: readonly MessageEntry[],
): { messages: string; fields: string } {
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
  return { messages: JSON.stringify(messages, null, 2), fields: JSON.stringify(fields, null, 2) };
}
