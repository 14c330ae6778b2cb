import type { ReplySink, RequestError } from "zof-compile";
import type { Message, MessageBodies, MessageInput, Port } from "zof-types";
import type { ConnectionState } from "./connection-state.js";
import { decodeFrame } from "./decode-frame.js";
import { MessageTypeByte } from "./frame-header.js";
import { negotiateVersion, type VersionOffer } from "./negotiate-version.js";

/** What a switch says of itself in the handshake: the FEATURES_REPLY, with the ports of every version in it. */
export type Features = MessageBodies["FEATURES_REPLY"];

/** From this version on a HELLO may have a bitmap, and ports have a message of their own (OpenFlow 1.3). */
const VERSION_1_3 = 4;

/** What the handshake needs of its connection. */
export interface HandshakeLink {
  /** From now on messages are sent in this version. */
  negotiated(version: number): void;
  sendMessage(message: MessageInput): void;
  /** Sends a request whose replies go to `sink`. */
  sendRequest(message: MessageInput, sink: ReplySink, timeoutMs: number): void;
  /** The next step has begun. */
  awaiting(step: (ConnectionState & { phase: "handshaking" })["awaiting"]): void;
  established(features: Features | undefined): void;
  /** The handshake has failed; `data` is the message that was the reason. */
  failed(reason: string, data?: Uint8Array): void;
}

/**
 * Sets a connection up: HELLO both ways and the version, then the switch's features, then (from OpenFlow 1.3
 * on, main connections only) its ports. See OpenFlow 1.3.5, 6.3.1 and 7.3.1.
 */
export class Handshake {
  readonly #link: HandshakeLink;
  readonly #versions: readonly number[];
  readonly #requestFeatures: boolean;
  readonly #timeoutMs: number;

  constructor(
    link: HandshakeLink,
    options: { versions: readonly number[]; requestFeatures: boolean; handshakeTimeoutMs: number },
  ) {
    this.#link = link;
    this.#versions = options.versions;
    this.#requestFeatures = options.requestFeatures;
    this.#timeoutMs = options.handshakeTimeoutMs;
  }

  /** Sends our HELLO: the highest version in its header, all of them in a bitmap if that version knows bitmaps. */
  begin(): void {
    const msg = this.#sendsBitmap ? { versions: [...this.#versions] } : {};
    this.#link.sendMessage({ type: "HELLO", msg });
  }

  /** Takes the first message of the other side. */
  firstMessage(frame: Uint8Array): void {
    const type = frame[1];
    if (type === MessageTypeByte.ERROR) this.#refusedByPeer(frame);
    else if (type !== MessageTypeByte.HELLO) {
      this.#link.failed(`the first message has type ${type}, a connection begins with HELLO (type 0)`, frame);
    } else this.#negotiate(frame);
  }

  get #sendsBitmap(): boolean {
    return Math.max(...this.#versions) >= VERSION_1_3;
  }

  #negotiate(frame: Uint8Array): void {
    const offer = readOffer(frame);
    const version = negotiateVersion(this.#versions, this.#sendsBitmap, offer);
    if (version === undefined) {
      this.#incompatible(offer, frame);
      return;
    }
    this.#link.negotiated(version);
    if (this.#requestFeatures) this.#askFeatures(version);
    else this.#link.established(undefined);
  }

  #incompatible(offer: VersionOffer, frame: Uint8Array): void {
    const reason =
      `no OpenFlow version in common: the controller speaks ${versionNames(this.#versions)}, ` +
      `the switch ${versionNames(offer.bitmap ?? [offer.headerVersion])}`;
    const readable = this.#versions.filter((version) => version <= offer.headerVersion);
    this.#link.negotiated(readable.length > 0 ? Math.max(...readable) : Math.min(...this.#versions));
    const data = new TextEncoder().encode(reason);
    this.#link.sendMessage({
      type: "ERROR",
      msg: { type: "HELLO_FAILED", code: "OFPHFC_INCOMPATIBLE", data },
    });
    this.#link.failed(reason, frame);
  }

  #refusedByPeer(frame: Uint8Array): void {
    const text = new TextDecoder().decode(frame.subarray(12)).replace(/[^ -~]+/g, " ");
    this.#link.failed(`the switch answered our HELLO with an ERROR: ${text.trim()}`, frame);
  }

  #askFeatures(version: number): void {
    this.#link.awaiting("features");
    this.#ask("FEATURES_REQUEST", (reply) => {
      if (reply.type !== "FEATURES_REPLY") return this.#unexpected("FEATURES_REQUEST", reply);
      if (version < VERSION_1_3 || reply.msg.auxiliary_id > 0) this.#link.established(reply.msg);
      else this.#askPorts(reply.msg);
    });
  }

  #askPorts(features: Features): void {
    this.#link.awaiting("ports");
    const ports: Port[] = [];
    this.#ask("REQUEST.PORT_DESC", (reply, more) => {
      if (reply.type !== "REPLY.PORT_DESC") return this.#unexpected("REQUEST.PORT_DESC", reply);
      ports.push(...reply.msg);
      if (!more) this.#link.established({ ...features, ports });
    });
  }

  #ask(type: "FEATURES_REQUEST" | "REQUEST.PORT_DESC", reply: ReplySink["reply"]): void {
    const fail = (error: RequestError) => {
      // A connection that is closed has already said why.
      if (error.code !== "closed") this.#link.failed(`${type} failed: ${error.message}`);
    };
    this.#link.sendRequest({ type, msg: {} }, { reply, fail }, this.#timeoutMs);
  }

  #unexpected(request: string, reply: Message): void {
    this.#link.failed(`the switch answered ${request} with ${reply.type}`);
  }
}

/** The versions that a HELLO offers. Before OpenFlow 1.3.1 its body may be any garbage, which counts as no bitmap. */
function readOffer(frame: Uint8Array): VersionOffer {
  const headerVersion = frame[0] as number;
  try {
    const hello = decodeFrame(frame, 0, frame.length);
    const bitmap = hello.type === "HELLO" ? hello.msg.versions : undefined;
    return bitmap === undefined ? { headerVersion } : { headerVersion, bitmap };
  } catch {
    return { headerVersion };
  }
}

/** Wire versions as people know them: `1.0 and 1.3`. */
export function versionNames(versions: readonly number[]): string {
  if (versions.length === 0) return "none";
  return versions.map((version) => (version === 0 ? "0" : `1.${version - 1}`)).join(" and ");
}
