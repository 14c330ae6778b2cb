import { CodecError, type Writer } from "zof-codec";
import type { MessageInput } from "zof-types";
import { encodeMessage, encodeTemplate } from "zof-types/internal";
import type { Template } from "../parse/template.js";
import { TemplateError } from "../template-error.js";
import { encodingError, versionName } from "./encoding-error.js";
import { PreparedMessage } from "./prepared-message.js";
import { type Arguments, type Substitution, substitution } from "./substitution.js";

/**
 * Encodes a template, for each version of OpenFlow once: then the bytes are copied and arguments of
 * fixed size written in their places. A template with an argument of variable size (a match, a list
 * of actions) is encoded anew each time.
 */
export class MessageEncoder {
  readonly #template: Template;
  readonly #substitute: Substitution;
  /** By version; null where an argument's size varies. */
  readonly #prepared: (PreparedMessage | null | undefined)[] = [];

  readonly #version: number | undefined;

  /** `version`: the only one that the template is for, if it says so. */
  constructor(template: Template, version?: number) {
    this.#template = template;
    this.#version = version;
    this.#substitute = substitution(template.message);
  }

  /** Whether sending in this version copies bytes instead of encoding. */
  isPrepared(version: number): boolean {
    return this.#prepare(version) !== null;
  }

  /**
   * Appends the message. Throws TemplateError, with the writer as it was, when the message does not
   * exist in this version or an argument does not fit.
   */
  append(writer: Writer, version: number, xid: number, args: Arguments): void {
    if (this.#version !== undefined && this.#version !== version) this.#refuse(this.#version, version);
    const start = writer.length;
    try {
      const prepared = this.#prepare(version);
      if (prepared !== null && appended(prepared, writer, xid, args)) return;
      encodeMessage(writer, this.object(args), version, xid);
    } catch (error) {
      writer.length = start;
      throw encodingError(error, this.#template, version);
    }
  }

  /** The message as an object with the arguments put in; it shares parts with the template. */
  object(args: Arguments): MessageInput {
    return this.#substitute(args) as MessageInput;
  }

  #refuse(wanted: number, version: number): never {
    const reason = `the template is for OpenFlow ${versionName(wanted)}, the connection speaks ${versionName(version)}`;
    throw new TemplateError([this.#template.problem("bad_value", ["version"], reason)]);
  }

  #prepare(version: number): PreparedMessage | null {
    const known = this.#prepared[version];
    if (known !== undefined) return known;
    const encoded = encodeTemplate(this.#template.message, version);
    const prepared = encoded === undefined ? null : new PreparedMessage(encoded);
    this.#prepared[version] = prepared;
    return prepared;
  }
}

/**
 * Appends what is prepared. False, with the writer as it was, when a value does not fit in place:
 * it may be one that changes the size (`10.0.0.0/8` brings a mask), else encoding says what is wrong.
 */
function appended(prepared: PreparedMessage, writer: Writer, xid: number, args: Arguments): boolean {
  const start = writer.length;
  try {
    prepared.append(writer, xid, args);
    return true;
  } catch (error) {
    if (!(error instanceof CodecError)) throw error;
    writer.length = start;
    return false;
  }
}
