import type { Construct } from "./construct.js";

/** `sizeof(this): u16` of a struct whose size is known: the length must be just that. */
export function fixedLength(start: string, size: number, type: string): Construct {
  const { bytes, name } = WIDTHS[type] ?? unknown(type);
  return {
    size: bytes,
    read(code, at) {
      code.line(`r.fixed(${start}, v.get${name}(${at}), ${size});`);
      return [];
    },
    write: (code, at) => void code.line(`w.view.set${name}(${at}, ${size});`),
  };
}

const WIDTHS: Readonly<Record<string, { bytes: number; name: string; size: string }>> = {
  u8: { bytes: 1, name: "Uint8", size: "sizeU8" },
  u16: { bytes: 2, name: "Uint16", size: "sizeU16" },
};

function unknown(type: string): never {
  throw new Error(`a length cannot be of type ${type}`);
}

/** `sizeof(this): u16` of a struct of variable size: the limit for what is in it. */
export function ownLength(start: string, type: string): Construct {
  const { bytes, name, size } = WIDTHS[type] ?? unknown(type);
  let written = "";
  return {
    size: bytes,
    read(code, at) {
      code.line(`const outer = r.enter(${start}, v.get${name}(${at}));`);
      return [];
    },
    end: (code) => void code.line("r.leave(outer);"),
    write(_code, at) {
      written = at;
    },
    finish: (code) => void code.line(`w.${size}(${written}, ${start}, w.length);`),
  };
}

/** `sizeof(actions): u16`: the length in bytes of a property that comes later. */
export function lengthOf(property: string): Construct {
  return noted(`${property}_size`);
}

/** A u16 for what comes later: when read, the variable is its value; when written, its place. */
function noted(variable: string): Construct {
  return {
    size: 2,
    read(code, at) {
      code.line(`const ${variable} = v.getUint16(${at});`);
      return [];
    },
    write: (code, at) => void code.line(`const ${variable} = ${at};`),
  };
}

/** Wraps a property whose length in bytes stands in front of it. */
export function limited(property: string, inner: Construct): Construct {
  return {
    size: undefined,
    read(code, at) {
      if (inner.padded) code.line(`const ${property}_start = r.offset;`);
      code.line(`const ${property}_outer = r.enter(r.offset, ${property}_size);`);
      const assignments = inner.read(code, at);
      code.line(`r.leave(${property}_outer);`);
      if (inner.padded) code.line(`r.skipPad8(${property}_start);`);
      return assignments;
    },
    write(code, at) {
      code.line(`const ${property}_start = w.length;`);
      inner.write(code, at);
      code.line(`w.sizeU16(${property}_size, ${property}_start, w.length, "${property}");`);
      if (inner.padded) code.line(`w.pad8(${property}_start);`);
    },
  };
}

/** Wraps a match whose length stands in front of it too: as in the match itself, without its padding. */
export function matchLength(property: string, inner: Construct): Construct {
  return {
    size: undefined,
    read(code, at) {
      code.line(`const ${property}_start = r.offset;`);
      const assignments = inner.read(code, at);
      code.line(`r.fixed(${property}_start, ${property}_size, v.getUint16(${property}_start + 2));`);
      return assignments;
    },
    write(code, at) {
      code.line(`const ${property}_start = w.length;`);
      inner.write(code, at);
      code.line(`w.view.setUint16(${property}_size, w.view.getUint16(${property}_start + 2));`);
    },
  };
}

/** `count(members): u16`: the number of scalars in a list that comes later. */
export function countOf(property: string): Construct {
  return noted(`${property}_count`);
}

/** Wraps a list of scalars whose number stands in front of it. */
export function counted(property: string, size: number, inner: Construct): Construct {
  return {
    size: undefined,
    read(code, at) {
      code.line(`const ${property}_outer = r.enter(r.offset, ${size} * ${property}_count);`);
      const assignments = inner.read(code, at);
      code.line(`r.leave(${property}_outer);`);
      return assignments;
    },
    write(code, at) {
      code.line(`const ${property}_start = w.length;`);
      inner.write(code, at);
      code.line(`w.view.setUint16(${property}_count, (w.length - ${property}_start) / ${size});`);
    },
  };
}
