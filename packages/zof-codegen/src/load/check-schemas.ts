import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import type { SchemaFile } from "./read-schemas.js";

/** Checks each file against the part of the meta-schema for its folder; throws with all that is wrong. */
export function checkSchemas(files: readonly SchemaFile[], metaSchema: object): void {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  ajv.addSchema(metaSchema, "wire.meta");
  const validators = new Map<string, ValidateFunction>();
  const problems: string[] = [];
  for (const { path, folder, content } of files) {
    const part = folder === "" ? path.replace(".json", "") : folder;
    let validator = validators.get(part);
    if (validator === undefined) {
      validator = ajv.compile({ $ref: `wire.meta#/$defs/${part}` });
      validators.set(part, validator);
    }
    if (validator(content)) continue;
    for (const error of validator.errors ?? []) {
      const what = error.params as Record<string, unknown>;
      const name = what.additionalProperty ?? what.propertyName ?? what.missingProperty ?? "";
      problems.push(`schemas/${path}${error.instancePath}: ${error.message ?? ""} ${name}`.trimEnd());
    }
  }
  if (problems.length > 0) throw new Error(problems.join("\n"));
}
