import { CommandError } from "../command/command-error.js";

const NOT_HEX = /[^0-9a-fA-F]/;

/** Bytes of hexadecimal text that comes in chunks; blanks, `0x`, commas and comments after `#` are left out. */
export class HexBytes {
  readonly #name: string;
  #line = 1;
  /** The line that is not complete yet. */
  #open = "";
  /** A digit whose second half is on the next line. */
  #digit = "";

  constructor(name: string) {
    this.#name = name;
  }

  /** The bytes of the lines that are complete now. Throws CommandError with the line of what is no digit. */
  push(chunk: Uint8Array): Uint8Array {
    const lines = (this.#open + Buffer.from(chunk).toString("latin1")).split("\n");
    this.#open = lines.pop() ?? "";
    return this.#bytes(lines);
  }

  /** The bytes of the last line. Throws CommandError when a digit is left over. */
  end(): Uint8Array {
    const bytes = this.#bytes([this.#open]);
    if (this.#digit !== "") throw new CommandError(`${this.#name}: an odd number of hexadecimal digits`);
    return bytes;
  }

  #bytes(lines: readonly string[]): Uint8Array {
    const digits = [this.#digit, ...lines.map((line) => this.#digits(line))].join("");
    const whole = digits.length & ~1;
    this.#digit = digits.slice(whole);
    return new Uint8Array(Buffer.from(digits.slice(0, whole), "hex"));
  }

  #digits(line: string): string {
    const digits = line.replace(/#.*/, "").replaceAll(/0[xX]|[\s,:]/g, "");
    const wrong = NOT_HEX.exec(digits);
    if (wrong !== null) {
      throw new CommandError(
        `${this.#name}:${this.#line}: ${JSON.stringify(wrong[0])} is not a hexadecimal digit`,
      );
    }
    this.#line++;
    return digits;
  }
}
