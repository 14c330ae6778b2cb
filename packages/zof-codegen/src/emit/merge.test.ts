import { describe, expect, it } from "vitest";
import { mergeFunctions } from "./merge.js";
import { call } from "./names.js";

const define = (name: string, version: 1 | 4 | 5, body: string) => ({
  name,
  version,
  code: `function %NAME%() { ${body} }`,
});

describe("functions of several versions", () => {
  it("are one when they are the same", () => {
    const { code, nameOf } = mergeFunctions([define("a", 1, "x"), define("a", 4, "x")]);
    expect(code).toBe("function a() { x }");
    expect(nameOf("a", 1)).toBe(nameOf("a", 4));
  });

  it("are told apart when they, or what they call, differ", () => {
    const functions = [
      define("leaf", 1, "x"),
      define("leaf", 4, "y"),
      define("leaf", 5, "y"),
      ...([1, 4, 5] as const).map((version) => define("caller", version, call("leaf", version))),
    ];
    const { code, nameOf } = mergeFunctions(functions);
    expect(code.split("\n\n")).toEqual([
      "function leaf10() { x }",
      "function leaf13() { y }",
      "function caller10() { leaf10 }",
      "function caller13() { leaf13 }",
    ]);
    expect(nameOf("caller", 5)).toBe("caller13");
  });

  it("that call each other are merged too", () => {
    const functions = ([1, 4] as const).flatMap((version) => [
      define("ping", version, call("pong", version)),
      define("pong", version, call("ping", version)),
    ]);
    expect(mergeFunctions(functions).code).toBe("function ping() { pong }\n\nfunction pong() { ping }");
  });

  it("must exist", () => {
    expect(() => mergeFunctions([define("a", 1, call("b", 1))])).toThrow("no function b@1 was generated");
  });
});
