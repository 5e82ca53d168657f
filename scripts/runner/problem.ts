/** A request that is refused: the HTTP status, and a sentence that says why and what to do. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    sentence: string,
  ) {
    super(sentence);
  }
}
