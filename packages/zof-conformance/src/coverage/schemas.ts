import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What the coverage of the protocol needs to know of a schema; see `schemas/README.md`. */
export interface Schema {
  readonly $id: string;
  readonly title?: string;
  readonly properties?: Readonly<Record<string, Property>>;
  readonly required?: readonly string[];
  readonly items?: Property;
  readonly $defs?: Readonly<Record<string, { readonly wire: { readonly versions: string } }>>;
  // biome-ignore lint/suspicious/noExplicitAny: its members depend on the folder
  readonly wire: any;
}

export interface Property {
  readonly $ref?: string;
  readonly items?: Property;
  readonly const?: unknown;
  readonly default?: unknown;
}

const FOLDER = fileURLToPath(new URL("../../../../schemas/", import.meta.url));

/** The schemas of a folder, in the order of their files. */
export function schemasIn(folder: string): Schema[] {
  const files = readdirSync(join(FOLDER, folder)).filter((file) => file.endsWith(".json"));
  return files.sort().map((file) => JSON.parse(readFileSync(join(FOLDER, folder, file), "utf8")) as Schema);
}

const VERSIONS = [1, 2, 3, 4, 5, 6];

/** Wire versions in a range, `2-4`, `6` or `1,4-6`. */
export function versionsIn(range: string): number[] {
  return range.split(",").flatMap((each) => {
    const [first = 0, last = first] = each.split("-").map(Number);
    return VERSIONS.filter((version) => version >= first && version <= last);
  });
}

/** The value of an object by ranges for a version. */
export function forVersion(value: object | undefined, version: number): unknown {
  const found = Object.entries(value ?? {}).find(([range]) => versionsIn(range).includes(version));
  return found?.[1];
}
