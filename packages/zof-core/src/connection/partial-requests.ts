import { isMultipart, joinParts, type Message } from "zof-types";

/** What partial requests may take, and who hears of those that take more. */
export interface PartialRequestsOptions {
  /** Bytes of all requests together whose last part has not come. */
  readonly maxBytes: number;
  /** How long the next part may take. */
  readonly timeoutMs: number;
  /** A request was dropped; what still comes of it is dropped too. `first` is its first part. */
  dropped(cause: "too_large" | "timeout", first: Uint8Array): void;
}

interface Partial {
  readonly parts: Message[];
  readonly first: Uint8Array;
  readonly timer: NodeJS.Timeout;
  size: number;
  /** It was too large: its last part ends it, and nothing comes of it. */
  refused: boolean;
}

/** Bytes of the first part that are kept, for the ERROR that may answer it. */
const KEPT_BYTES = 64;

/**
 * The multipart requests that come in several parts (OpenFlow 1.3.5 section 7.3.5), while parts are missing: for
 * apps that are a switch. Only lists are joined.
 */
export class PartialRequests {
  readonly #options: PartialRequestsOptions;
  readonly #table = new Map<number, Partial>();
  #bytes = 0;

  constructor(options: PartialRequestsOptions) {
    this.#options = options;
  }

  /** Takes a message that came as these bytes: gives the whole request, or undefined while more is to come. */
  add(message: Message, bytes: Uint8Array, start: number, end: number): Message | undefined {
    const { type, xid, flags } = message;
    if (!type.startsWith("REQUEST.") || !isMultipart(type) || !Array.isArray(message.msg)) return message;
    const more = flags?.includes("MORE") ?? false;
    const known = this.#table.get(xid);
    if (known === undefined && !more) return message;
    const partial = known ?? this.#begin(xid, bytes.slice(start, Math.min(end, start + KEPT_BYTES)));
    partial.timer.refresh();
    this.#keep(partial, message, end - start);
    if (more) return undefined;
    this.#remove(xid, partial);
    return partial.refused ? undefined : joinParts(partial.parts);
  }

  /** Forgets all of them. */
  clear(): void {
    for (const [xid, partial] of this.#table) this.#remove(xid, partial);
  }

  #begin(xid: number, first: Uint8Array): Partial {
    const expire = () => {
      this.#remove(xid, partial);
      if (!partial.refused) this.#options.dropped("timeout", first);
    };
    const timer = setTimeout(expire, this.#options.timeoutMs);
    const partial: Partial = { parts: [], first, timer, size: 0, refused: false };
    this.#table.set(xid, partial);
    return partial;
  }

  #keep(partial: Partial, message: Message, size: number): void {
    if (partial.refused) return;
    partial.parts.push(message);
    partial.size += size;
    this.#bytes += size;
    if (this.#bytes <= this.#options.maxBytes) return;
    this.#bytes -= partial.size;
    partial.size = 0;
    partial.parts.length = 0;
    partial.refused = true;
    this.#options.dropped("too_large", partial.first);
  }

  #remove(xid: number, partial: Partial): void {
    clearTimeout(partial.timer);
    this.#bytes -= partial.size;
    this.#table.delete(xid);
  }
}
