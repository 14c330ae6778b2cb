export { CodecError, type CodecErrorCode, type CodecErrorOptions } from "./codec-error.js";
export { Hole } from "./hole.js";
export { type Patch, type Put, Writer } from "./writer.js";
