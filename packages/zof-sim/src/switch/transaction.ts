/** What can note its state and go back to it. */
export interface Restorable {
  snapshot(): () => void;
}

/** Lets several changes happen together: news of them wait for the end, and a failure takes all of them back. */
export class Transaction {
  readonly #parts: readonly Restorable[];
  #news: (() => void)[] | undefined;

  constructor(parts: readonly Restorable[]) {
    this.#parts = parts;
  }

  /** Tells somebody of a change: now, or when the changes that belong together are all made. */
  tell(news: () => void): void {
    if (this.#news === undefined) news();
    else this.#news.push(news);
  }

  /** Calls a function whose changes all stay or, when it throws, are all undone. */
  run(change: () => void): void {
    const restores = this.#parts.map((part) => part.snapshot());
    const news: (() => void)[] = [];
    this.#news = news;
    try {
      change();
    } catch (error) {
      for (const restore of restores) restore();
      throw error;
    } finally {
      this.#news = undefined;
    }
    for (const tell of news) tell();
  }
}
