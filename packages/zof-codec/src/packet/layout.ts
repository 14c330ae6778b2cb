/**
 * What one pass over a frame finds, by place in the layout. Most are offsets of headers in the frame; those marked
 * "value" hold a field's value that only the walk can tell.
 */
export const Slot = {
  /** Where the packet ends by its own lengths; what follows is padding. */
  end: 0,
  payload: 1,
  ethernet: 2,
  /** Value. */
  ethType: 3,
  /** Value, as a match has it. */
  vlanVid: 4,
  /** The outermost tag, from its TPID on. */
  vlan: 5,
  llc: 6,
  mpls: 7,
  arp: 8,
  /** The header of IPv4 or IPv6. */
  ip: 9,
  ipv4: 10,
  ipv6: 11,
  /** Value. */
  ipProto: 12,
  /** Value. */
  ipFragment: 13,
  tcp: 14,
  udp: 15,
  sctp: 16,
  icmpv4: 17,
  icmpv6: 18,
  /** What follows the ICMPv6 header of a neighbour solicitation or advertisement. */
  neighbour: 19,
  lldp: 20,
} as const;

export type Slot = (typeof Slot)[keyof typeof Slot];

/**
 * What was found in a frame, by `Slot`; -1 for what is not there. An array of small integers, kept short, because one
 * is made for each frame.
 */
export type Layout = number[];

/** The layout of `size` bytes in which nothing has been found: all of them are payload. */
export function emptyLayout(size: number): Layout {
  // Written out, because V8 makes an array from a literal in a third of the time of filling or slicing one.
  return [size, 0, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1];
}

/** What the layout holds for a slot. */
export function found(layout: Layout, slot: Slot): number {
  return layout[slot] as number;
}
