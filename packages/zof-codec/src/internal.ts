// For zof-sim, which rewrites frames in place: where headers lie, and their checksums. No promises to others.
export { addWords, internetChecksum } from "./packet/checksum.js";
export { crc32c } from "./packet/crc32c.js";
export { findHeaders } from "./packet/find-headers.js";
export { found, type Layout, Slot } from "./packet/layout.js";
export { PACKET_FIELDS } from "./packet/packet-fields.js";
