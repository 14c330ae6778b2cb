/** A packet of a capture. */
export interface CapturedPacket {
  /** Link type (`LINKTYPE_`, 1 is Ethernet), which says what the data begins with. */
  readonly linkType: number;
  /** Nanoseconds since 1970. */
  readonly time: bigint;
  readonly data: Uint8Array;
  /** Bytes that the packet had on the wire: more than the data when the capture cut it off. */
  readonly size: number;
}

/** Reads a capture that comes in chunks. */
export interface CaptureReader {
  /** The packets that are complete with this chunk. Throws CommandError when it is no capture of this kind. */
  push(chunk: Uint8Array): Iterable<CapturedPacket>;
  /** Bytes of a packet that is not complete. */
  readonly held: number;
}

/** The most that one packet may have; more is a broken file. */
export const MAX_PACKET = 4 * 1024 * 1024;
