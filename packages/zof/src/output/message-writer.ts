import { formatJson } from "zof-types/internal";
import type { Colors } from "../report/colors.js";
import type { CommandOutput } from "./command-output.js";
import { formatYaml } from "./format-yaml.js";

export type MessageFormat = "yaml" | "json" | "json-array" | "none";

/** Writes messages in one of the formats. */
export class MessageWriter {
  readonly #output: CommandOutput;
  readonly #format: MessageFormat;
  readonly #colors: Colors;
  #count = 0;

  constructor(output: CommandOutput, format: MessageFormat, colors: Colors) {
    this.#output = output;
    this.#format = format;
    this.#colors = colors;
  }

  write(message: object): void {
    switch (this.#format) {
      case "json":
        this.#output.write(`${formatJson(message)}\n`);
        break;
      case "json-array":
        this.#output.write(`${this.#count === 0 ? "[" : ","}\n${formatJson(message)}`);
        break;
      case "yaml":
        this.#output.write(formatYaml(message, this.#colors));
        break;
      case "none":
        break;
    }
    this.#count++;
  }

  /** Writes what closes the format. */
  end(): void {
    if (this.#format === "json-array") this.#output.write(this.#count === 0 ? "[]\n" : "\n]\n");
  }
}

/** The format that the options of a command ask for. */
export function messageFormat(options: {
  json?: boolean;
  jsonArray?: boolean;
  silent?: boolean;
}): MessageFormat {
  if (options.silent === true) return "none";
  if (options.jsonArray === true) return "json-array";
  return options.json === true ? "json" : "yaml";
}
