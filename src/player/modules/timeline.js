// The clip's sentences and words in time, filled in as they are spoken.

/**
 * @typedef {{start: number, end: number, from: number, to: number, text: string}} Word
 * @typedef {{index: number, block: number, from: number, to: number, start: number, duration: number,
 *   words: Word[]}} Segment a sentence; from and to are UTF-16 offsets in its block's text
 */

/** A step back within this time of a beginning goes to the one before, in seconds. */
const JUST_BEGUN = 1.5;

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

  /** The segment of that number, once it is spoken. */
  segment(index) {
    return this.#segments[index];
  }

  /** The segment being read at `time`, or undefined before the first. */
  at(time) {
    return this.#segments[this.#indexAt(time)];
  }

  /** The last word begun at `time` within its segment; before its first, that one. */
  wordAt(time) {
    const segment = this.at(time);
    const word = segment?.words.findLast((candidate) => candidate.start <= time) ?? segment?.words[0];
    return word ? { segment, word } : undefined;
  }

  /** The first word that ends after a place in the text, if it is spoken by now. */
  wordFrom({ block, offset }) {
    const segment = this.#segments.find(
      (candidate) =>
        candidate.block > block || (candidate.block === block && candidate.words.at(-1).to > offset),
    );
    if (!segment || segment.block > block) return segment?.words[0];
    return segment.words.find((word) => word.to > offset);
  }

  /**
   * Where a step of one sentence leads. A step back goes to the beginning of
   * the sentence being read, or, just after it began, of the one before.
   */
  sentence(time, direction) {
    return this.#step(this.#segments, time, direction);
  }

  /** Where a step of one paragraph leads, by the same rule. */
  paragraph(time, direction) {
    const first = (segment, i) => segment.block !== this.#segments[i - 1]?.block;
    return this.#step(this.#segments.filter(first), time, direction);
  }

  #step(starts, time, direction) {
    const index = Math.max(0, starts.findLastIndex((segment) => segment.start <= time));
    const begun = time - (starts[index]?.start ?? 0);
    const target = direction > 0 ? index + 1 : begun > JUST_BEGUN ? index : index - 1;
    return starts[Math.max(0, target)]?.start;
  }

  #indexAt(time) {
    return this.#segments.findLastIndex((segment) => segment.start <= time);
  }
}
