import type { Colors } from "../report/colors.js";
import type { CommandOutput } from "./command-output.js";
import { writeYaml } from "./write-yaml.js";

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
    const { writer } = this.#output;
    switch (this.#format) {
      case "json":
        writer.value(message);
        writer.ascii("\n");
        break;
      case "json-array":
        writer.ascii(this.#count === 0 ? "[\n" : ",\n");
        writer.value(message);
        break;
      case "yaml":
        writeYaml(writer, message, this.#colors);
        break;
      case "none":
        break;
    }
    this.#count++;
  }

  /** Writes what closes the format. */
  end(): void {
    if (this.#format === "json-array") this.#output.writer.ascii(this.#count === 0 ? "[]\n" : "\n]\n");
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
