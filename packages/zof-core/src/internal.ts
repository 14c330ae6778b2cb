// For the command `zof`: connections without a controller. No promises to others.
export type { Connection } from "./connection/connection.js";
export type { ConnectionEvents } from "./connection/connection-events.js";
export { type ConnectionOptions, DEFAULT_CONNECTION_OPTIONS } from "./connection/connection-options.js";
export { parseEndpoint } from "./connection/endpoint.js";
export { type LoadedIdentity, loadIdentity } from "./connection/tls-identity.js";
export { NativeDriver } from "./driver/native-driver.js";
export { frameRpc, MAX_RPC_BYTES, type RpcFraming, RpcFramingError, RpcReader } from "./rpc/rpc-framing.js";
export { checkVersions } from "./run/controller-options.js";
export { type NumberedListener, Switchboard, type SwitchboardOwner } from "./run/switchboard.js";
