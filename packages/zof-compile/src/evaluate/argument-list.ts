import { nearest } from "zof-codec";
import type { Template } from "../parse/template.js";
import { problem, TemplateError, type TemplateProblem } from "../template-error.js";
import type { Arguments } from "./substitution.js";

/** Checks that a call gives all arguments of a template, and no others. */
export class ArgumentList {
  readonly #template: Template;
  readonly #known: ReadonlySet<string>;

  constructor(template: Template) {
    this.#template = template;
    this.#known = new Set(template.args);
  }

  /**
   * Throws TemplateError: "missing_argument" for one that is not given or undefined,
   * "unknown_argument" for what is neither an argument nor one of the call's options.
   */
  check(args: Arguments, options: ReadonlySet<string>): void {
    for (const name of this.#template.args) if (args[name] === undefined) this.#complain(args, options);
    for (const name in args) if (!this.#known.has(name) && !options.has(name)) this.#complain(args, options);
  }

  #complain(args: Arguments, options: ReadonlySet<string>): void {
    const missing = this.#template.args.filter((name) => args[name] === undefined);
    const unknown = Object.keys(args).filter((name) => !this.#known.has(name) && !options.has(name));
    const [first, ...more] = [
      ...unknown.map((name) => this.#unknown(name, missing, options)),
      ...missing.map((name) => this.#missing(name)),
    ];
    if (first !== undefined) throw new TemplateError([first, ...more]);
  }

  #missing(name: string): TemplateProblem {
    const path = this.#template.pathOf(name);
    return this.#template.problem("missing_argument", path, `no value was given for $${name}`);
  }

  #unknown(name: string, missing: readonly string[], options: ReadonlySet<string>): TemplateProblem {
    const { args } = this.#template;
    // A misspelt argument is most likely one that is missing.
    const meant = nearest(name, missing) ?? nearest(name, [...args, ...options]);
    const hint = meant === undefined ? "" : `, did you mean ${meant}?`;
    const all = args.length === 0 ? "it has none" : `it has ${args.join(", ")}`;
    return problem("unknown_argument", `the template has no argument ${name}${hint} (${all})`);
  }
}
