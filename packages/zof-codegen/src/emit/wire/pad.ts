import type { Construct } from "./construct.js";

/** `pad: 4`: zeros when written, anything when read. */
export function pad(size: number): Construct {
  return {
    size,
    read: () => [],
    write: (code, at) => void code.line(`w.zero(${at}, ${size});`),
  };
}

/** `pad to 8 before more`: the same, but only when something follows. */
export function padBeforeMore(start: string): Construct {
  return {
    size: undefined,
    read(code) {
      code.line(`if (r.offset < r.end) r.skipPad8(${start});`);
      return [];
    },
    write: (code) =>
      void code.line("const unpadded = w.length;").line(`w.pad8(${start});`).line("const padded = w.length;"),
    finish: (code) => void code.line("if (w.length === padded) w.length = unpadded;"),
  };
}

/** `pad to 8 after`: padding behind a struct that its length does not count. */
export function padAfter(start: string): Construct {
  return {
    size: undefined,
    read: () => [],
    end: (code) => void code.line(`r.skipPad8(${start});`),
    write: () => undefined,
    finish: (code) => void code.line(`w.pad8(${start});`),
  };
}

/** `pad to 24`: zeros up to a size that the struct always has, whatever part of it varies. */
export function padToSize(start: string, size: number): Construct {
  return {
    size: undefined,
    read(code) {
      code.line(`r.take(Math.max(0, ${start} + ${size} - r.offset));`);
      return [];
    },
    write(code) {
      code.line(`const missing = Math.max(0, ${start} + ${size} - w.length);`);
      code.line("w.zero(w.reserve(missing), missing);");
    },
  };
}

/** `pad to 8`: zeros up to a multiple of 8 bytes from the start of the struct, counted in its length. */
export function padTo8(start: string): Construct {
  return {
    size: undefined,
    read(code) {
      code.line(`r.skipPad8(${start});`);
      return [];
    },
    write: (code) => void code.line(`w.pad8(${start});`),
  };
}
