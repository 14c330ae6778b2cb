import type { Construct } from "./construct.js";

/** The number that says which member of a union, or which property, this is. It was read before. */
export function key(value: number): Construct {
  return {
    size: 2,
    read: () => [],
    write: (code, at) => void code.line(`w.view.setUint16(${at}, ${value});`),
  };
}
