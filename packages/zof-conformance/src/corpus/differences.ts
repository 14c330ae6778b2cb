import { isDeepStrictEqual } from "node:util";

type Members = Record<string, unknown>;

/** A place where two values differ. */
export interface Difference {
  /** Where: `msg.match[2].value`. */
  readonly path: string;
  /** The object of the corpus that the place lies in. */
  readonly parent: Members;
  readonly corpus: unknown;
  readonly ours: unknown;
}

/** Members that say what an object is: objects that differ in one of them are not compared further. */
const KINDS = ["action", "field", "instruction"];

/**
 * The smallest places where two canonical values differ. Lists of different lengths or of plain values,
 * objects of different kinds, and members that one side lacks, are such places as a whole.
 */
export function differences(corpus: unknown, ours: unknown, path = "", parent: Members = {}): Difference[] {
  if (isListOfObjects(corpus) && isListOfObjects(ours) && corpus.length === ours.length) {
    return corpus.flatMap((item, index) => differences(item, ours[index], `${path}[${index}]`, parent));
  }
  if (isObject(corpus) && isObject(ours) && KINDS.every((kind) => corpus[kind] === ours[kind])) {
    const keys = [...new Set([...Object.keys(corpus), ...Object.keys(ours)])];
    return keys.flatMap((key) =>
      differences(corpus[key], ours[key], path === "" ? key : `${path}.${key}`, corpus),
    );
  }
  return isDeepStrictEqual(corpus, ours) ? [] : [{ path, parent, corpus, ours }];
}

function isListOfObjects(value: unknown): value is Members[] {
  return Array.isArray(value) && value.every(isObject);
}

function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
