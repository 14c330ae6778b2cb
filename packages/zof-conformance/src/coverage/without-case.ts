/**
 * Items that no golden case shows yet, each with the reason: `match field TCP_FLAGS 6` (kind, name, wire
 * version). This list can only shrink: an entry that is not needed fails the tests.
 */
export const WITHOUT_CASE: Readonly<Record<string, string>> = {};
