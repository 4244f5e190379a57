// The clip's sentences and words in time, filled in as they are spoken.

/**
 * @typedef {{start: number, end: number, from: number, to: number, text: string}} Word
 * @typedef {{index: number, block: number, start: number, duration: number, words: Word[]}} Segment
 */

export class Timeline {
  /** @type {Segment[]} */
  #segments = [];

  /** @param {Segment} segment the next one, in the order of speech */
  add(segment) {
    this.#segments.push(segment);
  }

  /** How far the clip is spoken, in seconds. */
  get end() {
    const last = this.#segments.at(-1);
    return last ? last.start + last.duration : 0;
  }

  /** The segment being read at `time`, or undefined before the first. */
  at(time) {
    return this.#segments[this.#indexAt(time)];
  }

  /** The last word begun at `time` within its segment. */
  wordAt(time) {
    const segment = this.at(time);
    const word = segment?.words.findLast((candidate) => candidate.start <= time);
    return word ? { segment, word } : undefined;
  }

  /**
   * Where a step of one sentence leads. A step back goes to the beginning of
   * the sentence being read, or, in its first second and a half, of the one before.
   */
  step(time, direction) {
    const index = Math.max(0, this.#indexAt(time));
    const begun = time - (this.#segments[index]?.start ?? 0);
    const target = direction > 0 ? index + 1 : begun > 1.5 ? index : index - 1;
    return this.#segments[Math.max(0, target)]?.start;
  }

  /** The UTF-16 range that a segment covers in its block's text. */
  static extent(segment) {
    return { from: segment.words[0].from, to: segment.words.at(-1).to };
  }

  #indexAt(time) {
    return this.#segments.findLastIndex((segment) => segment.start <= time);
  }
}
