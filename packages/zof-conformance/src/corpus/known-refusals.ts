/**
 * Messages of the corpus that we refuse and the other implementation decodes, by what our error says, with the
 * reason. A message of the corpus that is refused with any other error fails the run.
 */
export const KNOWN_REFUSALS: readonly {
  readonly error: RegExp;
  readonly reason: string;
  readonly type: string;
}[] = [
  {
    type: "TABLE_FEATURES",
    error: /^truncated: msg\[\d+\]: [1-7] bytes needed, 0 left/,
    reason:
      "the length of table features is a multiple of 8 (OpenFlow 1.3.5 section 7.3.5.5.1); when it is not, the padding may lie behind it, but it must be there",
  },
];
