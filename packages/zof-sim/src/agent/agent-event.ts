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
  /**
   * An asynchronous message was not sent: the controller does not keep up, or the version agreed on cannot say it
   * (a FLOW_REMOVED for a flow entry that another version made).
   */
  | { readonly type: "message_dropped"; readonly message: string; readonly reason: string };
