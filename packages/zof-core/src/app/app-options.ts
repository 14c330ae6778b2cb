import { Option } from "commander";

/** An argument of the command line that belongs to an app. */
export interface AppOption {
  /** As commander reads it: `--name <value>`, `--name [value]`, `-n, --name`. */
  readonly flags: string;
  readonly description: string;
  readonly defaultValue?: unknown;
}

/** The arguments of one app. */
export class AppOptions {
  readonly #options: AppOption[] = [];

  get list(): readonly AppOption[] {
    return this.#options;
  }

  add(option: AppOption): void {
    this.#options.push(option);
  }

  /** The values that hold when no command line was read. */
  defaults(): Record<string, unknown> {
    return Object.fromEntries(
      this.#options
        .filter(({ defaultValue }) => defaultValue !== undefined)
        .map(({ flags, defaultValue }) => [new Option(flags).attributeName(), defaultValue]),
    );
  }
}
