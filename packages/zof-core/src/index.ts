export {
  Application,
  type ApplicationOptions,
  type EventOfSelector,
  type EventSelector,
  type HandlerDecorator,
} from "./app/application.js";
export type { ConnectionOptions } from "./connection/connection-options.js";
export type { Features } from "./connection/handshake.js";
export type { TlsIdentity } from "./connection/tls-identity.js";
export { ControllerError, type ControllerErrorCode } from "./controller-error.js";
export { Datapath } from "./datapath/datapath.js";
export { Port, type PortNumber } from "./datapath/port.js";
export { PreflightUnload, StopPropagation } from "./dispatch/control-flow.js";
export type { Filters, FilterValue } from "./dispatch/filter.js";
export type {
  CustomEvent,
  InternalEvent,
  InternalEventOf,
  InternalEvents,
} from "./dispatch/internal-event.js";
export type {
  AnyMessageEvent,
  ChannelBodies,
  EventBodies,
  EventType,
  MessageEvent,
} from "./dispatch/message-event.js";
export type { EventFor, MessageSelector, TypeSpelling } from "./dispatch/type-spelling.js";
export type { ConnectionInfo } from "./run/connection-info.js";
export { type ConnectOptions, Controller, type TaskOptions } from "./run/controller.js";
export type { ControllerApp } from "./run/controller-app.js";
export type { ControllerOptions } from "./run/controller-options.js";
export { defaultController } from "./run/default-controller.js";
export {
  close,
  connect,
  currentController,
  ensureFuture,
  findDatapath,
  findPort,
  getApps,
  getConnections,
  getDatapaths,
  postEvent,
} from "./run/functions.js";
export { createLogger, LOG_LEVELS, type LogOptions } from "./run/logging.js";
export type { Phase } from "./run/phase.js";
export { type RunOptions, run } from "./run/run.js";
export { exitCodeOf } from "./run/signals.js";
export { FlowReconciler, type FlowReconcilerOptions } from "./service/flows/flow-reconciler.js";
export type {
  FlowFailure,
  FlowFailureCode,
  FlowReport,
  WantedFlow,
} from "./service/flows/wanted-flow.js";
export { HostTracker, type HostTrackerOptions } from "./service/topology/host-tracker.js";
export {
  TopologyDiscovery,
  type TopologyDiscoveryOptions,
} from "./service/topology/topology-discovery.js";
export type {
  LinkDownReason,
  NetworkHost,
  SwitchLink,
  SwitchPort,
} from "./service/topology/topology-events.js";
export { sleep } from "./tasks/sleep.js";
export type { TaskFunction } from "./tasks/start-task.js";
