import type { Logger } from "pino";
import { describeError, formatJson, type Message } from "zof-types";
import type { Connection } from "../connection/connection.js";
import { versionNames } from "../connection/handshake.js";
import type { AppRecord } from "../dispatch/app-record.js";
import type { ConnectionLog } from "../dispatch/connection-dispatch.js";
import { LogLimiter } from "./log-limiter.js";

/** Lines a second about what switches do wrong. */
const ALERTS_PER_SECOND = 20;
/** Characters of an event that are logged with an exception. */
const MAX_EVENT_TEXT = 4000;

/** Writes to the log what happens to connections and in handlers. */
export class EventLog implements ConnectionLog {
  readonly #logger: () => Logger;
  readonly #root: () => Logger;
  readonly #limiter = new LogLimiter(ALERTS_PER_SECOND);

  /**
   * Both are asked for each time, because the log may be set up after the controller.
   *
   * @param root - nameless, for exceptions that are logged under a name of their own.
   */
  constructor(logger: () => Logger, root: () => Logger) {
    this.#logger = logger;
    this.#root = root;
  }

  up(connection: Connection): void {
    const openflow = versionNames([connection.version]);
    this.#logger().info({ ...fieldsOf(connection), openflow }, "connection is up");
  }

  down(connection: Connection, reason: string): void {
    this.#logger().info({ ...fieldsOf(connection), reason }, "connection is closed");
  }

  alert(connection: Connection, reason: string): void {
    this.#limited({ ...fieldsOf(connection), reason }, "alert");
  }

  refused(reason: string, endpoint: string, connId: number): void {
    this.#limited({ conn_id: connId, endpoint, reason }, "connection refused");
  }

  error(connection: Connection, message: Message): void {
    const error = message.type === "ERROR" ? describeError(message).text : undefined;
    const fields = { ...fieldsOf(connection), error, message: formatJson(message) };
    this.#limited(fields, "the switch reports an error");
  }

  /** An exception of a handler or a task, with the event that it was about. */
  failure(app: AppRecord | undefined, error: unknown, event: object | undefined): void {
    const fields = { err: error, ...(event !== undefined && { event: eventText(event) }) };
    const text = event === undefined ? "exception in a task" : "exception in a handler";
    const logger = app?.logger ?? this.#logger();
    logger.error(fields, text);
    if (typeof app?.exceptionFatal === "string")
      this.#root().child({ name: app.exceptionFatal }).fatal(fields, text);
  }

  #limited(fields: object, text: string): void {
    this.#limiter.line((omitted) => {
      this.#logger().warn(omitted === 0 ? fields : { ...fields, omitted_lines: omitted }, text);
    });
  }
}

function fieldsOf(connection: Connection): object {
  const { conn_id, datapath_id, remoteEndpoint } = connection;
  return { conn_id, ...(datapath_id !== undefined && { datapath_id }), endpoint: remoteEndpoint };
}

function eventText(event: object): string {
  try {
    return formatJson({ ...event, datapath: undefined }).slice(0, MAX_EVENT_TEXT);
  } catch (error) {
    // An app may have put anything into it.
    return `the event cannot be shown: ${error}`;
  }
}
