import type { Target } from "zof-compile";
import type { Datapath } from "../datapath/datapath.js";
import type { Port, PortNumber } from "../datapath/port.js";
import { currentContext } from "../dispatch/context.js";
import type { InternalEvent } from "../dispatch/internal-event.js";
import type { TaskFunction } from "../tasks/start-task.js";
import type { ConnectionInfo } from "./connection-info.js";
import { type ConnectOptions, Controller, type TaskOptions } from "./controller.js";
import type { ControllerApp } from "./controller-app.js";
import { defaultController } from "./default-controller.js";

/** The controller that the running handler or task belongs to; elsewhere the default one. */
export function currentController(): Controller {
  const owner = currentContext()?.owner;
  return owner instanceof Controller ? owner : defaultController();
}

/** See {@link Controller.postEvent}. */
export function postEvent(event: InternalEvent): void {
  currentController().postEvent(event);
}

/** See {@link Controller.ensureFuture}. */
export function ensureFuture<T>(work: TaskFunction<T>, options?: TaskOptions): Promise<T> {
  return currentController().ensureFuture(work, options);
}

/** The apps, in the order of their creation. */
export function getApps(): readonly ControllerApp[] {
  return currentController().apps;
}

/** See {@link Controller.getDatapaths}. */
export function getDatapaths(): Datapath[] {
  return currentController().getDatapaths();
}

/** See {@link Controller.findDatapath}. */
export function findDatapath(id: string | number | bigint): Datapath | undefined {
  return currentController().findDatapath(id);
}

/** See {@link Controller.findPort}. */
export function findPort(datapathId: string | number | bigint, portNo: PortNumber): Port | undefined {
  return currentController().findPort(datapathId, portNo);
}

/** See {@link Controller.getConnections}. */
export function getConnections(): ConnectionInfo[] {
  return currentController().getConnections();
}

/** See {@link Controller.connect}. */
export function connect(endpoint: string, options?: ConnectOptions): Promise<number> {
  return currentController().connect(endpoint, options);
}

/** See {@link Controller.addIdentity}. */
export function addIdentity(cert: string, cacert: string | undefined, privkey: string): number {
  return currentController().addIdentity(cert, cacert, privkey);
}

/** See {@link Controller.close}. */
export function close(target: Target): number {
  return currentController().close(target);
}
