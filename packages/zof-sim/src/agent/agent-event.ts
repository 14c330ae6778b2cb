/** What happens between a switch and its controller. */
export type AgentEvent =
  | { readonly type: "switch_connecting"; readonly host: string; readonly port: number }
  | { readonly type: "switch_connected"; readonly version: number }
  | {
      readonly type: "switch_closed";
      readonly reason: string;
      /** When the next attempt follows; undefined when none does. */
      readonly retryInMs: number | undefined;
    }
  /** The controller answered with ERROR. */
  | { readonly type: "controller_error"; readonly error: string }
  /** The controller does not keep up: an asynchronous message of that type was not sent. */
  | { readonly type: "message_dropped"; readonly message: string };
