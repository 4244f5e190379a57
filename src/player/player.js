// <lyssna-player>: reads the page's article aloud and marks the word being read.
//
//   <script type="module" src="https://host/player.js"></script>
//   <lyssna-player></lyssna-player>
//
// Attributes: url (the article; the page itself by default), voice (an id),
// host (the service; where this script came from by default), transcript
// (show the sentence being read in the player itself).

import { events, Problem } from "./player/events.js";
import { Marker } from "./player/marker.js";
import { Timeline } from "./player/timeline.js";
import { build, clock, minutes } from "./player/view.js";

const HOME = new URL("./", import.meta.url);
const SPEEDS = [0.6, 0.75, 1, 1.25, 1.5, 2];
const REMEMBERED = "lyssna-speed";

class LyssnaPlayer extends HTMLElement {
  #view;
  #audio = new Audio();
  #timeline = new Timeline();
  #marker;
  #loading;
  #frame = 0;
  #spoken; // the word marked last
  #failed = false;

  connectedCallback() {
    if (this.#view) return;
    this.#view = build(this.attachShadow({ mode: "open" }), SPEEDS, remembered());
    this.#audio.preload = "none";
    this.#bindView();
    this.#bindAudio();
    this.#view.download.href = this.#address("v1/audio", { format: "mp3", download: "1" });
    addEventListener("wheel", this.#stopFollowing, { passive: true });
    addEventListener("touchmove", this.#stopFollowing, { passive: true });
  }

  disconnectedCallback() {
    this.#audio.pause();
    this.#loading?.abort();
    this.#marker?.clear();
    removeEventListener("wheel", this.#stopFollowing);
    removeEventListener("touchmove", this.#stopFollowing);
  }

  /** Starts or goes on; resolves when sound comes, rejects when none can. */
  async play() {
    if (!this.#loading || this.#failed) this.#load();
    if (this.#marker) this.#marker.follow = true;
    await this.#audio.play();
  }

  /** Holds the reading where it is. */
  pause() {
    this.#audio.pause();
  }

  /** The audio's position, in seconds. */
  get currentTime() {
    return this.#audio.currentTime;
  }

  set currentTime(seconds) {
    this.#audio.currentTime = seconds;
    this.#show();
  }

  get #source() {
    return this.getAttribute("url") || location.href.split("#")[0];
  }

  #address(path, more = {}) {
    const url = new URL(path, this.getAttribute("host") || HOME);
    url.searchParams.set("url", this.#source);
    const voice = this.getAttribute("voice");
    if (voice) url.searchParams.set("voice", voice);
    for (const [key, value] of Object.entries(more)) url.searchParams.set(key, value);
    return url;
  }

  #load() {
    this.#failed = false;
    this.#loading = new AbortController();
    this.#timeline = new Timeline();
    this.#view.say("Hämtar artikeln …");
    this.#audio.src = this.#address("v1/audio", { format: "mp3" });
    this.#follow(this.#loading.signal);
  }

  async #follow(signal) {
    try {
      for await (const event of events(this.#address("v1/events"), signal)) this.#take(event);
    } catch (problem) {
      if (!signal.aborted) this.#fail(problem);
    }
  }

  #take({ type, data }) {
    if (type === "article") this.#meet(data);
    else if (type === "segment") this.#timeline.add(data);
    else if (type === "done") this.#view.length(data.duration);
    else if (type === "error") throw new Problem(data);
  }

  #meet({ article, estimated_seconds: estimate }) {
    this.#marker = new Marker(article.blocks);
    this.#view.length(estimate);
    if (this.#audio.paused || this.#audio.currentTime === 0) {
      const time = minutes(estimate / this.#audio.playbackRate);
      this.#view.say(`Läser in rösten … ${time} att lyssna på.`);
    }
    if ("mediaSession" in navigator) this.#announce(article);
  }

  #announce(article) {
    const artwork = article.image ? [{ src: article.image }] : [];
    navigator.mediaSession.metadata = new MediaMetadata({
      title: article.title,
      artist: article.site ?? new URL(article.url, location.href).hostname,
      artwork,
    });
    const steps = { previoustrack: -1, nexttrack: 1 };
    for (const [action, direction] of Object.entries(steps)) {
      navigator.mediaSession.setActionHandler(action, () => this.#step(direction));
    }
  }

  #fail(problem) {
    this.#failed = true;
    this.#loading.abort();
    this.#audio.removeAttribute("src");
    this.#view.playing(false);
    this.#view.fail(problem instanceof Problem ? problem.message : "Något gick fel.");
  }

  #bindView() {
    const { play, back, forward, speed, position } = this.#view;
    play.addEventListener("click", () => this.#toggle());
    back.addEventListener("click", () => this.#step(-1));
    forward.addEventListener("click", () => this.#step(1));
    speed.addEventListener("change", () => this.#setSpeed(Number(speed.value)));
    position.addEventListener("input", () => {
      this.currentTime = Number(position.value);
    });
    this.#view.bar.addEventListener("keydown", (event) => this.#key(event));
  }

  #bindAudio() {
    const on = (type, handler) => this.#audio.addEventListener(type, handler);
    this.#audio.defaultPlaybackRate = Number(this.#view.speed.value);
    on("playing", () => {
      this.#view.playing(true);
      this.#view.say("");
      this.#tick();
    });
    on("pause", () => this.#view.playing(false));
    on("timeupdate", () => this.#show());
    on("ended", () => this.#finish());
    on("error", () => {
      // A refusal is explained by the events; here it has stopped mid-way.
      if (this.#audio.getAttribute("src") && this.#timeline.end > 0) {
        this.#fail(new Problem({ detail: "Uppläsningen avbröts." }));
      }
    });
  }

  #toggle() {
    if (!this.#audio.paused) this.pause();
    else this.play().catch(() => this.#view.playing(false)); // the reason is shown by #fail
  }

  #step(direction) {
    const start = this.#timeline.step(this.#audio.currentTime, direction);
    if (start !== undefined) this.currentTime = start;
  }

  #setSpeed(rate) {
    this.#audio.defaultPlaybackRate = rate;
    this.#audio.playbackRate = rate;
    remember(rate);
  }

  #key(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const taken = event.composedPath()[0].matches?.("select, input");
    if (!step || taken || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.#step(step);
  }

  #stopFollowing = () => {
    if (this.#marker) this.#marker.follow = false;
  };

  #tick() {
    cancelAnimationFrame(this.#frame);
    if (this.#audio.paused) return;
    this.#show();
    this.#frame = requestAnimationFrame(() => this.#tick());
  }

  #show() {
    const time = this.#audio.currentTime;
    this.#view.time(time, Math.max(this.#timeline.end, time));
    const spoken = this.#timeline.wordAt(time);
    if (!spoken || spoken.word === this.#spoken) return;
    this.#spoken = spoken.word;
    const { segment, word } = spoken;
    const onPage = this.#marker?.mark(segment.block, word, Timeline.extent(segment));
    if (!onPage || this.hasAttribute("transcript")) this.#view.line(segment.words, word);
    const detail = { ...word, block: segment.block };
    this.dispatchEvent(new CustomEvent("lyssna-word", { bubbles: true, detail }));
  }

  #finish() {
    this.#marker?.clear();
    this.#spoken = undefined;
    this.#view.playing(false);
    this.#view.say(`Uppläsningen är klar, ${clock(this.#audio.currentTime)}.`);
  }
}

// Settings stay on the device; where storage is blocked they are forgotten.
function remembered() {
  try {
    const rate = Number(localStorage.getItem(REMEMBERED));
    return SPEEDS.includes(rate) ? rate : 1;
  } catch {
    return 1;
  }
}

function remember(rate) {
  try {
    localStorage.setItem(REMEMBERED, rate);
  } catch {
    // storage is blocked: the choice holds for this visit
  }
}

if (!customElements.get("lyssna-player")) customElements.define("lyssna-player", LyssnaPlayer);
