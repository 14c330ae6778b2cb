/** Where to connect to, from this machine, for what listens on an endpoint as `[::]:6653` or `127.0.0.1:6653`. */
export function reachable(endpoint: string): { readonly host: string; readonly port: number } {
  const colon = endpoint.lastIndexOf(":");
  const host = endpoint.slice(0, colon).replace(/^\[(.*)\]$/, "$1");
  const port = Number(endpoint.slice(colon + 1));
  return { host: host === "::" || host === "0.0.0.0" ? "127.0.0.1" : host, port };
}
