import "./codec/nested-message.js";

// For zof-compile, zof-core and zof-sim: what they need to be fast. No promises to others.
export { decodeMessage } from "./codec/decode.js";
export { encodeMessage } from "./codec/encode.js";
export { type EncodedTemplate, encodeTemplate } from "./codec/encode-template.js";
export { formatJson } from "./format-json.js";
export { VERSIONS } from "./gen/metadata.js";
export { PortNumber32 } from "./gen/tables.js";
export { JsonWriter } from "./json-writer.js";
export { parseJson } from "./parse-json.js";
export { TextWriter } from "./text-writer.js";
