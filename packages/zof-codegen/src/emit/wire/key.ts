import type { Construct } from "./construct.js";

const PUTS: Readonly<Record<string, readonly [size: number, method: string]>> = {
  u8: [1, "setUint8"],
  u16: [2, "setUint16"],
  u32: [4, "setUint32"],
};

/** The number that says which member of a union, or which property, this is. It was looked at before. */
export function key(value: number, type: string): Construct {
  const [size, method] = PUTS[type] ?? [0, ""];
  return {
    size,
    read: () => [],
    write: (code, at) => void code.line(`w.view.${method}(${at}, ${value});`),
  };
}
