/** Where a connection stands. It only ever moves down this list. */
export type ConnectionState =
  /** Being set up: what is waited for is the HELLO, the FEATURES_REPLY or the ports. */
  | { readonly phase: "handshaking"; readonly awaiting: "hello" | "features" | "ports" }
  /** CHANNEL_UP has been reported. */
  | { readonly phase: "up" }
  | { readonly phase: "closed"; readonly reason: string };
