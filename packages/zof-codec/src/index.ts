export { readIpv4, writeIpv4 } from "./address/ipv4.js";
export { readIpv6, writeIpv6 } from "./address/ipv6.js";
export { readMac, writeMac } from "./address/mac.js";
export { CodecError, type CodecErrorCode, type CodecErrorOptions } from "./codec-error.js";
export { Hole } from "./hole.js";
export { type Patch, type Put, Writer } from "./writer.js";
