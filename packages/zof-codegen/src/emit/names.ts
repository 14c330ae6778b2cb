import type { Model } from "../model/model.js";
import type { Version } from "../model/version-range.js";

/** `13` for wire version 4, as names of generated functions and tables end. */
export function versionSuffix(version: Version): string {
  return `1${version - 1}`;
}

/** `1.3` for wire version 4. */
export function versionName(version: Version): string {
  return `1.${version - 1}`;
}

/** A call of a generated function, replaced by its final name when equal functions are merged. */
export function call(name: string, version: Version): string {
  return `«${name}@${version}»`;
}

/** Which of a type's tables: by version, and by bits on the wire. */
export function widthKey(version: Version, bits: number): string {
  return `${version}/${bits}`;
}

/** Which generated table stands for a schema in a version. */
export class TableNames {
  readonly #names = new Map<string, string>();

  set(id: string, key: string, name: string): void {
    this.#names.set(`${id}/${key}`, name);
  }

  get(id: string, key: string): string {
    const name = this.#names.get(`${id}/${key}`);
    if (name === undefined) throw new Error(`${id} has no table for ${key}`);
    return name;
  }
}

/** The versions of the model that a test holds for. */
export function versionsWhere(model: Model, test: (version: Version) => boolean): Version[] {
  return model.versions.map(({ wire }) => wire).filter(test);
}
