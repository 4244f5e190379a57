// One article being read: its audio, its words in time, its marks on the page.
// Elements come and go (a single-page application changes its page); a reading
// that has begun goes on.

import { ask, events, Problem } from "./events.js";
import { Marker } from "./marker.js";
import { announce, locate } from "./session.js";
import * as settings from "./settings.js";
import { Timeline } from "./timeline.js";

/** How long a place that the audio itself can seek may differ from the words', in seconds. */
const NEAR = 0.3;

/** How much earlier than it was put the audio may tell its place, in seconds: it counts in frames of sound. */
const CLOCK = 0.1;

/** Seconds of reading between two savings of the place. */
const PLACE_EVERY = 2;

/** Milliseconds after which sound that has no successor has run dry, and is not merely late. */
const DRY = 3000;

/**
 * Events: `state` (idle, loading, playing, paused, ended, failed), `article`,
 * `word` (with the segment and the word), `time`, `problem` (with a Problem).
 */
export class Reading extends EventTarget {
  #audio = new Audio();
  #host;
  #asked;
  #timeline = new Timeline();
  #marker;
  #loading;
  #waiting = []; // for what is not spoken yet
  #aim; // the place that the reading begins at, until another is chosen
  #sought = 0; // where the audio was last put, in seconds
  #lost; // why no more words come, while the sound lasts
  #frame = 0;
  #spoken;
  #until; // the last word of a selection
  #saved = 0;
  #natural = 0; // the clip's seconds at natural speed, estimated until it is spoken

  /** The article's address. @type {string} */
  url;
  /** What is read, and by whom. @type {string} */
  key;
  /** The article as the service found it, once it has. */
  article;
  /** idle, loading, playing, paused, ended or failed. */
  state = "idle";
  /** The finished clip's address, once there is one. @type {URL | undefined} */
  clip;

  /** @param {{host: string | URL, url: string, asked: Record<string, string>, key: string, start?: number}} source */
  constructor({ host, url, asked, key, start }) {
    super();
    this.#host = host;
    this.#asked = asked;
    this.url = url;
    this.key = key;
    this.#audio.preload = "none";
    this.#audio.preservesPitch = true;
    this.#audio.volume = settings.volume();
    this.speed = settings.speed();
    this.start = start ? { seconds: start } : settings.place(key);
    this.#listen();
  }

  /** Where the first press begins, if not at the beginning. */
  start;

  /** Starts or goes on; resolves when sound comes, rejects when none can. */
  async play() {
    if (!this.#loading || this.state === "failed") this.#load(this.start);
    if (this.#marker) this.#marker.follow = true;
    if (active !== this) active?.pause();
    active = this;
    await this.#sound();
  }

  /** Holds the reading where it is. */
  pause() {
    this.#audio.pause();
  }

  /** Ends the reading; the next one begins at the beginning. */
  stop() {
    this.#loading?.abort();
    this.#loading = undefined;
    this.#until = undefined;
    this.start = undefined;
    this.#silence();
    settings.keepPlace(this.key, undefined);
    this.#marker?.clear();
    this.#become("idle");
  }

  /** Whether sound comes, or will without another press. */
  get isPlaying() {
    return this.state === "playing" || this.state === "loading";
  }

  /** The position in the clip, in seconds. */
  get time() {
    const { currentTime } = this.#audio;
    const early = this.#sought - currentTime;
    return early > 0 && early < CLOCK ? this.#sought : currentTime;
  }

  set time(seconds) {
    this.#until = this.#aim = undefined;
    if (this.#marker) this.#marker.follow = true;
    this.#seek(Math.max(0, seconds));
  }

  /** The clip's length in seconds. */
  get length() {
    return Math.max(this.#natural / spokenSpeed(this.speed), this.#timeline.end, this.time);
  }

  /** How far can be sought, in seconds. */
  get reach() {
    return Math.max(this.#timeline.end, this.time);
  }

  /** How many seconds of listening are left, at the chosen speed. */
  get left() {
    return (this.length - this.time) / this.rate;
  }

  /** How many seconds of the clip go in one of listening. */
  get rate() {
    return this.#audio.playbackRate;
  }

  get speed() {
    return this.#speed;
  }

  /** Above 1 the browser plays faster with the pitch kept; below, the voice itself speaks slower. */
  set speed(speed) {
    const before = spokenSpeed(this.#speed);
    const place = this.#place ?? this.start;
    this.#speed = speed;
    this.#audio.defaultPlaybackRate = this.#audio.playbackRate = Math.max(1, speed);
    if (before !== spokenSpeed(speed) && this.#loading) this.#respeak(place);
  }
  #speed = 1;

  get volume() {
    return this.#audio.volume;
  }

  set volume(volume) {
    this.#audio.volume = volume;
  }

  /** Steps by one sentence; -1 goes back. */
  stepSentence(direction) {
    this.#go(this.#timeline.sentence(this.time, direction));
  }

  /** Steps by one paragraph; -1 goes back. */
  stepParagraph(direction) {
    this.#go(this.#timeline.paragraph(this.time, direction));
  }

  /**
   * Reads from a place in the article's text, to another if it is given.
   *
   * @param {{block: number, offset: number}} from UTF-16 offset in the block's text
   * @param {{block: number, offset: number}} [to]
   */
  async read(from, to) {
    const playing = this.play();
    playing.catch(() => {}); // told by the problem event
    this.#aim = undefined;
    const word = await this.#spokenWhen(() => this.#timeline.wordFrom(from));
    if (!word) return;
    this.time = word.start;
    this.#until = to;
    await playing;
  }

  /** The article, asked for if need be without its sound. */
  async text() {
    if (this.article) return this.article;
    const response = await ask(this.address("v1/article"));
    this.#meet(await response.json(), 1);
    return this.article;
  }

  /** Tells the operator that a word, of the sentence of an index, is said wrong. */
  async report(word, segment) {
    const body = JSON.stringify({ word, segment });
    await ask(this.address("v1/reports"), { method: "POST", body });
  }

  /** Finds places of the article on the page, once the article is here. @type {Marker | undefined} */
  get marker() {
    return this.#marker;
  }

  /** The words of the segment being read, and the one being said. */
  get line() {
    return this.#timeline.wordAt(this.time);
  }

  /** An address of the service about this article. */
  address(path, more = {}) {
    const url = new URL(path, this.#host);
    url.searchParams.set("url", this.url);
    for (const [key, value] of Object.entries({ ...this.#asked, ...more })) url.searchParams.set(key, value);
    return url;
  }

  #load(place) {
    this.#loading?.abort();
    this.#loading = new AbortController();
    this.#timeline = new Timeline();
    this.#spoken = this.#lost = this.clip = undefined;
    this.#aim = place;
    this.#become("loading");
    const speed = spokenSpeed(this.speed);
    const slower = speed === 1 ? {} : { speed };
    const audio = this.address("v1/audio", { format: "mp3", ...slower });
    this.#sought = place ? place.seconds / speed : 0;
    if (place) audio.hash = `t=${this.#sought.toFixed(2)}`;
    this.#audio.src = audio;
    this.#follow(this.address("v1/events", slower), this.#loading.signal);
    if (place) this.#settle(place);
  }

  /** Seconds shift when an article changes; its sentences less so. */
  async #settle(place) {
    const { segment, word = 0, seconds } = place;
    const at = seconds / spokenSpeed(this.speed);
    const found = await this.#spokenWhen(() =>
      segment === undefined ? this.#timeline.end > at && this.#timeline.at(at) : this.#timeline.segment(segment),
    );
    if (this.#aim !== place) return;
    this.#aim = undefined;
    if (!found) return;
    const start = segment === undefined ? at : found.words[Math.min(word, found.words.length - 1)].start;
    if (this.#timeline.at(this.time) !== found || this.time < start - NEAR) this.#seek(start);
  }

  #respeak(place) {
    const goOn = this.isPlaying;
    this.#load(place);
    if (goOn) this.#sound().catch(() => {}); // told by the problem event
    else this.#become("paused");
  }

  /** Where the voice is, to begin there again; seconds are of natural speed. */
  get #place() {
    const { segment, word } = this.line ?? {};
    if (!segment || this.time === 0) return undefined;
    return { segment: segment.index, word: segment.words.indexOf(word), seconds: this.time * spokenSpeed(this.speed) };
  }

  async #follow(address, signal) {
    try {
      for await (const event of events(address, signal)) this.#take(event);
      if (!this.clip) throw Problem.of("cut");
    } catch (problem) {
      if (signal.aborted) return;
      const isHeard = !this.#audio.error && this.#audio.readyState > HTMLMediaElement.HAVE_CURRENT_DATA;
      if (problem.failure === "cut" && isHeard) this.#lost = problem;
      else this.#fail(problem);
    }
  }

  #take({ type, data }) {
    if (type === "article") this.#meet(data, spokenSpeed(this.speed));
    else if (type === "segment") this.#timeline.add(data);
    else if (type === "done") this.#close(data);
    else if (type === "error") throw new Problem(data);
    // The article can be spoken, but not be heard.
    if (type === "segment" && this.#audio.error) throw Problem.of("cut");
    this.#waiting = this.#waiting.filter((answers) => !answers(type === "done"));
  }

  #meet({ article, estimated_seconds: estimate }, speed) {
    this.#natural = estimate * speed;
    if (JSON.stringify(article) === JSON.stringify(this.article)) return;
    this.article = article;
    this.#marker = new Marker(article.blocks);
    if (this.state === "playing") announce(this);
    this.#tell("article");
  }

  #close({ duration, audio }) {
    this.#natural = duration * spokenSpeed(this.speed);
    this.clip = new URL(audio, this.#host);
    this.#tell("time");
    this.#locate();
  }

  /** Waits until `find` finds; undefined when all is spoken without it. */
  #spokenWhen(find) {
    return new Promise((resolve) => {
      const answers = (isLast) => {
        const found = find();
        if (found || isLast) resolve(found);
        return Boolean(found) || isLast;
      };
      if (!answers(Boolean(this.clip))) this.#waiting.push(answers);
    });
  }

  #go(seconds) {
    if (seconds !== undefined) this.time = seconds;
  }

  /** Lets the audio sound; where the browser forbids it, the reading is held. */
  async #sound() {
    try {
      await this.#audio.play();
    } catch (cause) {
      if (cause.name === "NotAllowedError") this.#become("paused");
      throw cause;
    }
  }

  #seek(seconds) {
    // A clip that came without a length cannot be sought; the finished one can.
    if (this.clip && !Number.isFinite(this.#audio.duration) && this.#audio.readyState > 0) {
      const goOn = !this.#audio.paused;
      this.#audio.src = this.clip;
      if (goOn) this.#sound().catch(() => {}); // told by the problem event
    }
    this.#audio.currentTime = this.#sought = seconds;
    this.#show();
    this.#locate();
  }

  #locate() {
    if (active === this) locate(this);
  }

  #listen() {
    const on = (type, handler) => this.#audio.addEventListener(type, handler);
    on("playing", () => {
      this.#become("playing");
      announce(this);
      this.#locate();
      this.#tick();
    });
    on("waiting", () => {
      this.#become("loading");
      const lost = this.#lost;
      setTimeout(() => lost && lost === this.#lost && this.state === "loading" && this.#fail(lost), DRY);
    });
    on("pause", () => {
      if (this.isPlaying) this.#become("paused");
      this.#keepPlace();
    });
    on("timeupdate", () => this.#show());
    on("ratechange", () => this.#locate());
    on("ended", () => this.#finish());
    on("error", () => {
      // Before the first words the events may yet explain it; here it has stopped mid-way.
      if (this.#audio.getAttribute("src") && this.#timeline.end > 0) {
        this.#fail(Problem.of("cut"));
      }
    });
  }

  #tick() {
    cancelAnimationFrame(this.#frame);
    if (this.#audio.paused) return;
    this.#show();
    this.#frame = requestAnimationFrame(() => this.#tick());
  }

  #show() {
    const { time } = this;
    this.#tell("time");
    if (this.#aim) return; // not there yet
    const spoken = this.#timeline.wordAt(time);
    if (!spoken || spoken.word === this.#spoken) return;
    this.#spoken = spoken.word;
    if (this.#isPast(spoken)) return this.pause();
    const { segment, word } = spoken;
    const onPage = Boolean(this.#marker?.mark(segment.block, word, segment));
    this.#tell("word", { segment, word, onPage });
    if (Math.abs(time - this.#saved) > PLACE_EVERY) this.#keepPlace();
  }

  #isPast({ segment: { block }, word }) {
    const end = this.#until;
    const isPast = end && (block > end.block || (block === end.block && word.from >= end.offset));
    if (isPast) this.#until = undefined;
    return isPast;
  }

  #keepPlace() {
    const place = this.#place;
    if (!place || !(this.isPlaying || this.state === "paused")) return;
    this.#saved = this.time;
    settings.keepPlace(this.key, place);
    this.start = place;
  }

  #finish() {
    if (this.#lost) return this.#fail(this.#lost);
    this.#marker?.clear();
    this.#spoken = this.start = undefined;
    this.#become("ended");
    settings.keepPlace(this.key, undefined);
  }

  #fail(problem) {
    this.#keepPlace();
    this.#loading.abort();
    this.#waiting = [];
    this.#silence();
    this.#become("failed");
    this.#tell("problem", Problem.from(problem));
  }

  #silence() {
    this.#audio.pause();
    this.#audio.removeAttribute("src");
    this.#audio.load();
  }

  #become(state) {
    if (this.state === state) return;
    this.state = state;
    this.#tell("state", state);
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** The reading that was last started; two never sound at once. @type {Reading | undefined} */
let active;

/** The speed, at most 1, that the voice speaks at for a speed that the listener hears. */
export function spokenSpeed(speed) {
  return Math.min(1, speed);
}
