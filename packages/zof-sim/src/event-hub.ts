/** Passes events on to those who watch. */
export class EventHub<Event> {
  readonly #listeners = new Set<(event: Event) => void>();

  /** Whether anybody watches: events of single frames are not even made otherwise. */
  get watched(): boolean {
    return this.#listeners.size > 0;
  }

  /** Calls the listener with every event from now on, until the function returned is called. */
  subscribe(listener: (event: Event) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  emit(event: Event): void {
    for (const listener of this.#listeners) listener(event);
  }
}
