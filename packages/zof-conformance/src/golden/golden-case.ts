/** A message as bytes and as a value, that both must lead to each other. */
export interface GoldenCase {
  /** Folder and file without its ending, as `1.3/packet-in`. */
  readonly name: string;
  /** What the case is about. */
  readonly title: string;
  /** Who made the bytes. */
  readonly origin: string;
  readonly bytes: Uint8Array;
  /** The message in the object dialect; integers of 16 digits or more are bigint, bytes hexadecimal text. */
  readonly message: unknown;
  /** What `ovs-ofctl ofp-print` says about it, as far as it is to be compared: the end of what it prints. */
  readonly printed?: string;
  /** Why `ovs-ofctl ofp-print` does not agree with the value, where it does not. */
  readonly notPrintable?: string;
  /** Why Wireshark's dissector does not agree with the value, where it does not. */
  readonly notDissected?: string;
  /** Why encoding the value alone gives other bytes, where it does. What was decoded always gives the same. */
  readonly notReencoded?: string;
}
