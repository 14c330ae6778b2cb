import { ControllerError } from "../controller-error.js";
import type { Handler, HandlerFunction } from "../dispatch/handler.js";

interface DecoratedMethod {
  readonly handler: Handler;
  readonly method: HandlerFunction;
}

interface Binding {
  readonly Class: new () => object;
  readonly methods: readonly DecoratedMethod[];
}

/** The classes whose methods are handlers. One instance of each is made when the controller starts. */
export class ClassBindings {
  /** Methods of a class whose own decorators are still to run: they come after those of its methods. */
  #open: DecoratedMethod[] = [];
  readonly #bindings: Binding[] = [];

  addMethod(handler: Handler, method: HandlerFunction): void {
    this.#open.push({ handler, method });
  }

  /** @throws ControllerError `bad_app` when no method of the class is a handler. */
  bind(Class: new () => object): void {
    if (this.#open.length === 0) {
      throw new ControllerError(
        "bad_app",
        `class ${Class.name} has no method decorated with this app's message or event`,
      );
    }
    this.#bindings.push({ Class, methods: this.#open });
    this.#open = [];
  }

  /**
   * Makes the instances and gives them to their handlers.
   *
   * @throws ControllerError `bad_app` when a class with decorated methods was not bound.
   */
  instantiate(): void {
    const [orphan] = this.#open;
    if (orphan !== undefined) {
      const reason = `the method ${orphan.method.name} is a handler, but its class is not bound; add @app.bind to the class`;
      throw new ControllerError("bad_app", reason);
    }
    for (const { Class, methods } of this.#bindings) {
      const instance = new Class();
      for (const { handler, method } of methods) handler.call = method.bind(instance);
    }
  }
}
