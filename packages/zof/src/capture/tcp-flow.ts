/** What one direction of a TCP connection brings, in order: bytes, or how many bytes the capture does not have. */
export type FlowPiece = { readonly bytes: Uint8Array } | { readonly missing: number };

/** Part of a segment. */
export interface FlowSegment {
  readonly sequence: number;
  readonly payload: Uint8Array;
  /** Bytes behind the payload that the capture cut off. */
  readonly cutOff: number;
  /** Nanoseconds. */
  readonly time: bigint;
}

/** Bytes that wait for what lies before them; when there are more, what is missing counts as lost. */
const MAX_HELD = 1 << 20;
/** How long they wait, in the time of the capture: longer than any retransmission takes. */
const MAX_WAIT = 5_000_000_000n;

/** Signed distance between two sequence numbers, which wrap. */
function distance(from: number, to: number): number {
  return (to - from) | 0;
}

/**
 * Puts the segments of one direction of a connection in order (RFC 9293): what is repeated is dropped, what
 * is lost is said.
 */
export class TcpFlow {
  /** The next byte; undefined until the first segment. */
  #next: number | undefined;
  /** Segments that came early, in order. */
  readonly #held: FlowSegment[] = [];
  #heldBytes = 0;

  /** The connection begins with this segment (SYN); what waited of one before is delivered. */
  begin(sequence: number): FlowPiece[] {
    const pieces = this.flush();
    this.#next = (sequence + 1) >>> 0;
    return pieces;
  }

  /** Takes a segment, and gives what is in order now. Bytes that come early are kept without copying. */
  push(segment: FlowSegment): FlowPiece[] {
    if (segment.payload.length + segment.cutOff === 0) return [];
    this.#next ??= segment.sequence;
    const pieces: FlowPiece[] = [];
    if (distance(this.#next, segment.sequence) > 0) this.#hold(segment);
    else this.#deliver(segment, pieces);
    this.#release(pieces);
    while (this.#isOverdue(segment.time)) this.#skipGap(pieces);
    return pieces;
  }

  /** What still waits, with its gaps. */
  flush(): FlowPiece[] {
    const pieces: FlowPiece[] = [];
    while (this.#held.length > 0) this.#skipGap(pieces);
    return pieces;
  }

  #isOverdue(now: bigint): boolean {
    const [first] = this.#held;
    return first !== undefined && (this.#heldBytes > MAX_HELD || now - first.time > MAX_WAIT);
  }

  #hold(segment: FlowSegment): void {
    let at = this.#held.length;
    while (at > 0 && distance(this.#held[at - 1]?.sequence ?? 0, segment.sequence) < 0) at--;
    this.#held.splice(at, 0, segment);
    this.#heldBytes += segment.payload.length;
  }

  #deliver({ sequence, payload, cutOff }: FlowSegment, pieces: FlowPiece[]): void {
    const next = this.#next ?? sequence;
    const known = distance(sequence, next);
    if (known >= payload.length + cutOff) return;
    if (known < payload.length) pieces.push({ bytes: payload.subarray(known) });
    if (cutOff > 0) pieces.push({ missing: Math.min(cutOff, payload.length + cutOff - known) });
    this.#next = (sequence + payload.length + cutOff) >>> 0;
  }

  /** Delivers the segments that now come next. */
  #release(pieces: FlowPiece[]): void {
    for (let first = this.#held[0]; first !== undefined; first = this.#held[0]) {
      if (distance(this.#next ?? 0, first.sequence) > 0) return;
      this.#deliver(this.#takeHeld(first), pieces);
    }
  }

  #skipGap(pieces: FlowPiece[]): void {
    const [first] = this.#held;
    if (first === undefined) return;
    const missing = distance(this.#next ?? first.sequence, first.sequence);
    if (missing > 0) {
      pieces.push({ missing });
      this.#next = first.sequence;
    }
    this.#release(pieces);
  }

  #takeHeld(first: FlowSegment): FlowSegment {
    this.#held.shift();
    this.#heldBytes -= first.payload.length;
    return first;
  }
}
