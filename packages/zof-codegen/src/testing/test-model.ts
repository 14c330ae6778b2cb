import { fileURLToPath } from "node:url";
import { buildModel } from "../load/build-model.js";
import { readSchemas, type SchemaFile } from "../load/read-schemas.js";
import type { Model } from "../model/model.js";

/** The folder of the real schemas. */
export const SCHEMAS: string = fileURLToPath(new URL("../../../../schemas", import.meta.url));

/** The real schemas, with some files replaced or added, for tests of one construct. */
export function modelWith(changes: Readonly<Record<string, object>> = {}): Model {
  const files: SchemaFile[] = readSchemas(SCHEMAS).filter(({ path }) => !(path in changes));
  for (const [path, content] of Object.entries(changes)) {
    const folder = path.includes("/") ? (path.split("/")[0] ?? "") : "";
    files.push({ path, folder, content: content as Record<string, unknown> });
  }
  return buildModel(files);
}
