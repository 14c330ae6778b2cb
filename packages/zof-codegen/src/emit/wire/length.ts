import type { Construct } from "./construct.js";

/** `sizeof(this): u16` of a struct whose size is known: the length must be just that. */
export function fixedLength(start: string, size: number): Construct {
  return {
    size: 2,
    read(code, at) {
      code.line(`r.fixed(${start}, v.getUint16(${at}), ${size});`);
      return [];
    },
    write: (code, at) => void code.line(`w.view.setUint16(${at}, ${size});`),
  };
}

/** `sizeof(this): u16` of a struct of variable size: the limit for what is in it. */
export function ownLength(start: string): Construct {
  let written = "";
  return {
    size: 2,
    read(code, at) {
      code.line(`const outer = r.enter(${start}, v.getUint16(${at}));`);
      return [];
    },
    end: (code) => void code.line("r.leave(outer);"),
    write(_code, at) {
      written = at;
    },
    finish: (code) => void code.line(`w.sizeU16(${written}, ${start}, w.length);`),
  };
}

/** `sizeof(actions): u16`: the length in bytes of a property that comes later. */
export function lengthOf(property: string): Construct {
  return {
    size: 2,
    read(code, at) {
      code.line(`const ${property}_size = v.getUint16(${at});`);
      return [];
    },
    write: (code, at) => void code.line(`const ${property}_size = ${at};`),
  };
}

/** Wraps a property whose length in bytes stands in front of it. */
export function limited(property: string, inner: Construct): Construct {
  return {
    size: undefined,
    read(code, at) {
      code.line(`const ${property}_outer = r.enter(r.offset, ${property}_size);`);
      const assignments = inner.read(code, at);
      code.line(`r.leave(${property}_outer);`);
      return assignments;
    },
    write(code, at) {
      code.line(`const ${property}_start = w.length;`);
      inner.write(code, at);
      code.line(`w.sizeU16(${property}_size, ${property}_start, w.length);`);
    },
  };
}
