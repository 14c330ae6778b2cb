/** One message as it came, before it is decoded. */
export interface Frame {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  /** Where it was found: the byte of the input, or the connection. */
  readonly place: number | string;
  /** Nanoseconds since 1970; undefined when it is not known. */
  readonly time?: bigint;
  /** The connection of a capture: endpoints as `10.0.0.1:6653`. */
  readonly source?: string;
  readonly target?: string;
}

/** Where a frame was found, for messages: `byte 120`, `10.0.0.1:6653 > 10.0.0.2:51234`. */
export function placeText({ place }: Frame): string {
  return typeof place === "number" ? `byte ${place}` : place;
}

/** What cannot be read of an input. */
export interface FrameProblem {
  /** One sentence with its place. */
  readonly problem: string;
  /** It is worth knowing, but nothing of OpenFlow is broken: the capture lost packets. */
  readonly warning?: true;
}

/** Cuts an input into messages. */
export interface FrameSource {
  push(chunk: Uint8Array): Iterable<Frame | FrameProblem>;
  /** What is left when the input has ended. */
  end(): Iterable<Frame | FrameProblem>;
}
