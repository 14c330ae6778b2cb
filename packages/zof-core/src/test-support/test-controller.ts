import { pino } from "pino";
import { onTestFinished } from "vitest";
import { Application, type ApplicationOptions } from "../app/application.js";
import type { AnyMessageEvent } from "../dispatch/message-event.js";
import { Controller } from "../run/controller.js";
import type { ControllerOptions } from "../run/controller-options.js";
import { externalDriver } from "./driver.js";

/** What was logged, as records. */
export type LogLines = { level: string; msg?: string; [field: string]: unknown }[];

/** A controller on a free local port, which is stopped when the test ends. */
export class TestController extends Controller {
  readonly log: LogLines;

  constructor(options: ControllerOptions = {}) {
    const log: LogLines = [];
    const write = (line: string) => {
      log.push(JSON.parse(line));
    };
    const logger = pino({ level: "debug", formatters: { level: (label) => ({ level: label }) } }, { write });
    super({ listenEndpoints: ["127.0.0.1:0"], logger, ...driverOptions(options), ...options });
    this.log = log;
    onTestFinished(() => this.stop());
  }

  get endpoint(): string {
    const [endpoint] = this.endpoints;
    if (endpoint === undefined) throw new Error("the controller does not listen");
    return endpoint;
  }

  app(name: string, options: ApplicationOptions = {}): Application {
    return new Application(name, { ...options, controller: this });
  }

  /** An app that keeps all message events, those without a datapath too. */
  recorder(options: ApplicationOptions = {}): Recorder {
    return new Recorder(this.app("recorder", options));
  }
}

/** Keeps message events, and waits for those that are to come. */
export class Recorder {
  readonly events: AnyMessageEvent<true>[] = [];
  #changed: () => void = () => {};

  constructor(app: Application) {
    app.message("any", { datapath_id: null }, (event) => {
      this.events.push(event);
      this.#changed();
    });
  }

  get types(): string[] {
    return this.events.map(({ type }) => type);
  }

  ofType<T extends AnyMessageEvent["type"]>(type: T): Extract<AnyMessageEvent<true>, { type: T }>[] {
    return this.events.filter((event) => event.type === type) as Extract<
      AnyMessageEvent<true>,
      { type: T }
    >[];
  }

  /** Waits until there are `count` events of a type, and gives the last of them. */
  async wait<T extends AnyMessageEvent["type"]>(
    type: T,
    count = 1,
  ): Promise<Extract<AnyMessageEvent<true>, { type: T }>> {
    while (this.ofType(type).length < count) {
      await new Promise<void>((resolve) => {
        this.#changed = resolve;
      });
    }
    return this.ofType(type)[count - 1] as Extract<AnyMessageEvent<true>, { type: T }>;
  }
}

/** The driver that these tests run on: that of the environment, told the limits that are its own business. */
function driverOptions(options: ControllerOptions): ControllerOptions {
  if (externalDriver === undefined) return {};
  const limits = Object.entries({
    "handshake-timeout": options.handshakeTimeoutMs,
    "max-early-bytes": options.maxEarlyBytes,
    "max-pending-output-bytes": options.maxPendingOutputBytes,
    "max-connections": options.maxConnections,
    "echo-interval": options.echoIntervalMs,
    "echo-timeout": options.echoTimeoutMs,
  });
  const given = limits.filter(([, value]) => value !== undefined);
  const oftrArgs = given.map(([name, value]) => `--${name} ${value}`).join(" ");
  return { oftrPrefix: process.execPath, oftrPath: externalDriver, oftrArgs };
}
