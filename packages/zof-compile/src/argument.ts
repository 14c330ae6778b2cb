import { Hole } from "zof-codec";
import { problem, TemplateError } from "./template-error.js";

declare const accepts: unique symbol;

/** An argument in a template that is an object: its name, and the type of its values. */
export interface Argument<out Name extends string, in Type> {
  readonly name: Name;
  /** Only for types: what stands where values do accepts them. */
  readonly [accepts]: (value: Type) => void;
}

const NAME = /^[A-Za-z_]\w*$/;

/**
 * An argument in a template that is an object: `{ field: "ETH_DST", value: arg("eth_dst") }`. Its
 * type is that of the value it stands for. Throws TemplateError "syntax" for what is no name.
 */
export function arg<const Name extends string, Type = unknown>(name: Name): Argument<Name, Type> {
  if (!NAME.test(name)) {
    const reason = `${JSON.stringify(name)} is no name of an argument: letters, digits and _, no digit first`;
    throw new TemplateError([problem("syntax", reason)]);
  }
  return new Hole(name) as Hole & Argument<Name, Type>;
}
