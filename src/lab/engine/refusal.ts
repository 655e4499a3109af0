/** A request that the Engine API does not answer as asked, in the engine's words. */
export class EngineRefusal extends Error {
  /** The HTTP status. */
  readonly status: 400 | 404 | 500;

  constructor(status: 400 | 404 | 500, words: string) {
    super(words);
    this.name = "EngineRefusal";
    this.status = status;
  }
}
