import { Controller } from "./controller.js";

let controller: Controller | undefined;

/** The controller of apps that name none, and of `run`. */
export function defaultController(): Controller {
  controller ??= new Controller();
  return controller;
}
