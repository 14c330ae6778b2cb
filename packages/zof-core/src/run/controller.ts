import type { Logger } from "pino";
import type { Target } from "zof-compile";
import type { Connection } from "../connection/connection.js";
import { parseEndpoint } from "../connection/endpoint.js";
import { type LoadedIdentity, loadIdentity, type TlsIdentity } from "../connection/tls-identity.js";
import { ControllerError } from "../controller-error.js";
import type { Datapath } from "../datapath/datapath.js";
import type { Port, PortNumber } from "../datapath/port.js";
import type { AppRecord } from "../dispatch/app-record.js";
import { ConnectionDispatch, HeaderRoutes } from "../dispatch/connection-dispatch.js";
import { currentContext } from "../dispatch/context.js";
import { PreflightUnload, StopPropagation } from "../dispatch/control-flow.js";
import { Dispatcher, type DispatchOwner } from "../dispatch/dispatcher.js";
import type { InternalEvent, InternalEvents } from "../dispatch/internal-event.js";
import { channelEvent } from "../dispatch/message-event.js";
import { datapathService } from "../service/datapath-service.js";
import { startTask, type TaskFunction } from "../tasks/start-task.js";
import type { TaskScope } from "../tasks/task-scope.js";
import { datapathIdText, findConnection } from "./channels.js";
import { type ConnectionInfo, connectionInfo } from "./connection-info.js";
import type { ControllerApp } from "./controller-app.js";
import { type ControllerOptions, checkVersions, resolveOptions } from "./controller-options.js";
import { EventLog } from "./event-log.js";
import { Lifecycle } from "./lifecycle.js";
import { createLogger } from "./logging.js";
import { type Phase, PhaseTracker } from "./phase.js";
import { shutsDown, signalNumber } from "./signals.js";
import { Switchboard } from "./switchboard.js";

/** Which connection a task belongs to; null: to none, also when it is started in a handler. */
export interface TaskOptions {
  readonly datapath_id?: string | number | bigint | null;
  readonly conn_id?: number | null;
}

/** How to make an outgoing connection. */
export interface ConnectOptions {
  /** Speak TLS as this. */
  readonly identity?: TlsIdentity;
  /** Speak TLS as the identity that `addIdentity` gave this id. */
  readonly tls_id?: number;
  /** Wire versions to offer. Default: the controller's. */
  readonly versions?: readonly number[];
  /** False when the other side is no switch: the connection is up after the HELLOs, without a datapath id. Default true. */
  readonly requestFeatures?: boolean;
}

const NO_DATA = new Uint8Array(0);
/** The exit status when the process that speaks OpenFlow for us has ended. */
const DRIVER_FAILED = 1;

/**
 * Owns the apps, the listeners and connections, and the tasks. Apps register themselves when they are made;
 * then it runs from `start` to `stop`, as often as wanted.
 */
export class Controller implements DispatchOwner {
  /** Values of the command line, under the names that commander gives them. Set by `run`. */
  args: Readonly<Record<string, unknown>> = {};
  readonly #apps: ControllerApp[] = [];
  #options: ControllerOptions;
  #rootLogger: Logger | undefined;
  #logger: Logger | undefined;
  readonly #log = new EventLog(
    () => this.logger,
    () => this.rootLogger,
  );
  readonly #phases = new PhaseTracker();
  readonly #dispatcher = new Dispatcher(this);
  readonly #switchboard: Switchboard;
  /** By `tls_id`, which counts from 1. */
  readonly #identities: LoadedIdentity[] = [];
  readonly #lifecycle: Lifecycle;

  constructor(options: ControllerOptions = {}) {
    this.#options = options;
    const routes = new HeaderRoutes();
    const dispatcher = this.#dispatcher;
    const log = this.#log;
    const switchboard: Switchboard = new Switchboard({
      makeEvents: (connection) => {
        const { connections } = switchboard;
        return new ConnectionDispatch(connection, { owner: this, dispatcher, routes, log, connections });
      },
      refused: (reason, endpoint, connId, data) => this.#refused(reason, endpoint, connId, data),
      lost: (reason) => {
        this.logger.fatal({ reason }, "the driver has failed, the controller stops");
        void this.stop(DRIVER_FAILED);
      },
    });
    this.#switchboard = switchboard;
    const service = datapathService(switchboard.connections, () => this.logger);
    this.#lifecycle = new Lifecycle({
      owner: this,
      phases: this.#phases,
      dispatcher,
      routes,
      switchboard,
      service,
    });
  }

  get phase(): Phase {
    return this.#phases.phase;
  }

  /** What tasks belong to that no connection owns. */
  get phaseScope(): TaskScope {
    return this.#phases.scope;
  }

  /** The addresses and ports that are listened on, as `127.0.0.1:6653`. */
  get endpoints(): readonly string[] {
    return this.#switchboard.listeners.map(({ endpoint }) => endpoint);
  }

  /** The apps, in the order of their creation. */
  get apps(): readonly ControllerApp[] {
    return this.#apps;
  }

  /** The apps of this run, highest precedence first; those that unloaded themselves are left out. */
  get activeApps(): readonly AppRecord[] {
    return this.#lifecycle.apps;
  }

  /** What the loggers of the controller and of the apps are made from; nameless. */
  get rootLogger(): Logger {
    const { logger, loglevel, logfile } = this.#options;
    this.#rootLogger ??= logger ?? createLogger({ level: loglevel, file: logfile });
    return this.#rootLogger;
  }

  /** The framework's own, named `zof`. */
  get logger(): Logger {
    this.#logger ??= this.rootLogger.child({ name: "zof" });
    return this.#logger;
  }

  /** Changes options before the start. */
  configure(options: ControllerOptions): void {
    this.checkNotStarted("options are set before that");
    this.#options = { ...this.#options, ...options };
    this.#rootLogger = undefined;
    this.#logger = undefined;
  }

  /** @throws ControllerError `bad_app` when there is an app of this name. */
  register(app: ControllerApp): void {
    this.checkNotStarted(`app ${app.name} has to be made before that`);
    if (this.#apps.some((other) => other.name === app.name)) {
      throw new ControllerError("bad_app", `there is an app named ${app.name} already`);
    }
    this.#apps.push(app);
  }

  /** @throws ControllerError `bad_state` once the controller has started. */
  checkNotStarted(rule: string): void {
    if (this.phase !== "INIT") throw new ControllerError("bad_state", `the controller has started; ${rule}`);
  }

  /**
   * Starts: PREFLIGHT, PRESTART (async handlers are waited for), listening, START.
   *
   * @throws ControllerError when an option, certificate or endpoint cannot be used; nothing is left open.
   */
  async start(): Promise<void> {
    this.checkNotStarted("it is started again after it has stopped");
    const options = resolveOptions(this.#options);
    // Opens the log: a file that cannot be written to is an error now.
    const { logger } = this;
    await this.#lifecycle.start(this.#apps, options);
    if (this.endpoints.length > 0) logger.info({ endpoints: this.endpoints }, "listening");
  }

  /**
   * Stops: no more connections, STOP (async handlers are waited for), all connections closed with what they
   * have still to send, POSTFLIGHT. Resolves when everything is closed.
   *
   * @param status - what `exited` gives.
   */
  stop(status = 0): Promise<void> {
    return this.#lifecycle.stop(status);
  }

  /** The exit status, once the controller has stopped: 0, or a signal's number negated, or what an EXIT event said. */
  get exited(): Promise<number> {
    return this.#lifecycle.exited;
  }

  /** Reports a signal to the apps, and shuts down if it is one for that and no handler objects. */
  signal(signal: NodeJS.Signals): void {
    const event = { event: "SIGNAL" as const, signal, exit: shutsDown(signal) };
    this.#dispatcher.post(event);
    if (event.exit) void this.stop(-signalNumber(signal));
  }

  /**
   * Hands an event to the apps, after the one that is being handled. An EXIT event stops the controller, with
   * its `exit_status`.
   */
  postEvent(event: InternalEvent): void {
    if (event.event.toUpperCase() === "EXIT") {
      const { exit_status: status = 0 } = event as Partial<InternalEvents["EXIT"]>;
      void this.stop(status);
    } else this.#dispatcher.postLater(event);
  }

  /**
   * Starts a task that the framework owns. In a handler it belongs to the handler's connection and is told to
   * end when that closes; otherwise, or with a null id, it belongs to the phase. Its failure is reported for
   * the app, and rejects the promise too, which may be ignored.
   */
  ensureFuture<T>(work: TaskFunction<T>, options: TaskOptions = {}, app?: AppRecord): Promise<T> {
    const current = currentContext();
    const own = current?.owner === this ? current : undefined;
    const connection = this.#taskConnection(options, own?.connection);
    const scope = connection?.scope ?? this.phaseScope;
    const context = { owner: this, connection, app: app ?? own?.app, scope };
    return startTask(context, work, (failedApp, error) => this.handlerFailed(failedApp, error));
  }

  /**
   * Connects to a switch that listens. Returns the conn_id as soon as there is a connection; CHANNEL_UP follows.
   *
   * @throws ControllerError `connect_failed`, `bad_certificate`, `bad_option`.
   */
  async connect(endpoint: string, options: ConnectOptions = {}): Promise<number> {
    if (this.phase === "INIT") throw new ControllerError("bad_state", "the controller has not started");
    const { requestFeatures = true } = options;
    const resolved = resolveOptions(this.#options);
    const connection = await this.#switchboard.connect(parseEndpoint(endpoint), this.#identityOf(options), {
      ...resolved,
      versions: checkVersions(options.versions ?? resolved.versions),
      requestFeatures,
    });
    return connection.conn_id;
  }

  /**
   * Reads who we are on TLS connections, to be named as `tls_id` in `connect`. Each argument is PEM text or
   * the path of a PEM file.
   *
   * @throws ControllerError `bad_certificate`.
   */
  addIdentity(cert: string, cacert: string | undefined, privkey: string): number {
    const identity = cacert === undefined || cacert === "" ? { cert, privkey } : { cert, privkey, cacert };
    return this.#identities.push(loadIdentity(identity));
  }

  /** Closes the connection that matches; returns how many that were, 0 or 1. */
  close(target: Target): number {
    const connection = findConnection([this.#switchboard.connections], target);
    connection?.close("closed by the controller");
    return connection === undefined ? 0 : 1;
  }

  getConnections(): ConnectionInfo[] {
    return [...this.#switchboard.connections.all()].map(connectionInfo);
  }

  /** The datapaths that are up. */
  getDatapaths(): Datapath[] {
    return [...this.#switchboard.connections.mains()]
      .map(({ datapath }) => datapath)
      .filter((datapath) => datapath !== undefined);
  }

  /** @param id - as text in either form, number or bigint. */
  findDatapath(id: string | number | bigint): Datapath | undefined {
    return this.#switchboard.connections.byDatapath(datapathIdText(id))?.datapath;
  }

  findPort(datapathId: string | number | bigint, portNo: PortNumber): Port | undefined {
    return this.findDatapath(datapathId)?.ports.get(portNo);
  }

  /** A handler or task has failed. Ends the process if the app wants that. */
  handlerFailed(app: AppRecord | undefined, error: unknown, event?: object): void {
    if (error instanceof PreflightUnload && this.phase === "PREFLIGHT" && app !== undefined) {
      app.logger.info({ reason: error.message }, "app is left out");
      this.#lifecycle.unload(app);
      return;
    }
    this.#log.failure(app, error, event);
    // At once, and with what is logged so far: the log is written synchronously.
    if (app !== undefined && app.exceptionFatal !== false && !(error instanceof StopPropagation))
      process.exit(1);
  }

  #identityOf({ identity, tls_id }: ConnectOptions): LoadedIdentity | undefined {
    if (identity !== undefined) return loadIdentity(identity);
    if (tls_id === undefined || tls_id === 0) return undefined;
    const known = this.#identities[tls_id - 1];
    if (known !== undefined) return known;
    throw new ControllerError("bad_option", `tls_id ${tls_id} is not one that addIdentity has given`);
  }

  #taskConnection(options: TaskOptions, implicit: Connection | undefined): Connection | undefined {
    const { datapath_id, conn_id } = options;
    if (datapath_id === null || conn_id === null) return undefined;
    if (datapath_id === undefined && conn_id === undefined) return implicit;
    const connection = findConnection([this.#switchboard.connections], { datapath_id, conn_id });
    if (connection !== undefined) return connection;
    throw new ControllerError("bad_state", "there is no such connection for the task");
  }

  #refused(reason: string, endpoint: string, connId: number, data: Uint8Array = NO_DATA): void {
    this.#log.refused(reason, endpoint, connId);
    const origin = {
      conn_id: connId,
      datapath_id: undefined,
      auxiliary_id: 0,
      version: 0,
      lastHeardMs: Date.now(),
      datapath: undefined,
    };
    this.#dispatcher.post(
      channelEvent(
        "CHANNEL_ALERT",
        { message: endpoint === "" ? reason : `${endpoint}: ${reason}`, data },
        origin,
      ),
    );
  }
}
