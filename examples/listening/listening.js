// A blind listening test: who says a sound is known only to key.json, which stays here.
//
// sounds/list.js, made by `make listening`, sets `window.listening` to
// { test, trials: [{ sound, sentence }] }: the test's name, and for each sound its
// file's name without ".wav" and its sentence's number. A sentence is heard from
// several voices; what was heard is asked for only the first time.

"use strict";

(() => {
  const STORE = "lyssna-listening";
  const SECONDS_A_TRIAL = 20;
  const element = (id) => document.getElementById(id);
  const sound = element("sound");
  const sections = ["start", "trial", "end"].map(element);
  let session;
  let plays = 0;

  /** An order drawn by chance in which no sentence follows itself where that can be helped. */
  function shuffled(trials) {
    const order = [...trials];
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(Math.random() * (i + 1));
      [order[i], order[j]] = [order[j], order[i]];
    }
    for (let i = 1; i < order.length; i++) {
      if (order[i].sentence !== order[i - 1].sentence) continue;
      const other = order.findIndex(({ sentence }, j) => j > i && sentence !== order[i].sentence);
      if (other > 0) [order[i], order[other]] = [order[other], order[i]];
    }
    return order;
  }

  function kept() {
    const text = localStorage.getItem(STORE);
    const earlier = text === null ? null : JSON.parse(text);
    return earlier?.test === window.listening.test ? earlier : null;
  }

  const keep = () => localStorage.setItem(STORE, JSON.stringify(session));

  function show(name, heading) {
    for (const section of sections) section.hidden = section.id !== name;
    element(heading)?.focus();
  }

  const current = () => session.order[session.answers.length];
  const firstHearing = ({ sentence }) => session.answers.every((answer) => answer.sentence !== sentence);
  const chosen = (form, name) => new FormData(form).get(name);

  function showTrial() {
    if (!current()) return showEnd();
    plays = 0;
    sound.src = `sounds/${current().sound}.wav`;
    element("play").textContent = "Spela upp";
    element("answer").reset();
    for (const id of ["naturalness-error", "ease-error", "state"]) element(id).textContent = "";
    element("writing").hidden = !firstHearing(current());
    const { answers, order } = session;
    element("trial-title").textContent = `Ljud ${answers.length + 1} av ${order.length}`;
    element("progress").max = order.length;
    element("progress").value = answers.length;
    show("trial", "trial-title");
  }

  function showEnd() {
    sound.pause();
    const { answers, order } = session;
    element("answered").textContent = `${answers.length} av ${order.length} ljud`;
    element("resume").hidden = answers.length === order.length;
    element("saved").textContent = "";
    show("end", "end-title");
  }

  async function play() {
    if (!sound.paused) return sound.pause();
    sound.currentTime = 0;
    try {
      await sound.play();
      plays += 1;
    } catch (error) {
      element("state").textContent = `Ljudet kunde inte spelas: ${error.message}`;
    }
  }

  /** What an answer lacks, by the id of the element that says so. */
  function faults(form) {
    const missing = {};
    for (const name of ["naturalness", "ease"]) {
      if (plays === 0) missing[name] = "Lyssna på ljudet först.";
      else if (chosen(form, name) === null) missing[name] = "Välj ett av alternativen.";
    }
    return missing;
  }

  function answer(event) {
    event.preventDefault();
    const form = element("answer");
    const missing = faults(form);
    for (const name of ["naturalness", "ease"]) element(`${name}-error`).textContent = missing[name] ?? "";
    const [first] = Object.keys(missing);
    if (plays === 0) return element("play").focus();
    if (first) return form.querySelector(`[name=${first}]`).focus();
    const { sound: name, sentence } = current();
    session.answers.push({
      sound: name,
      sentence,
      heard: firstHearing(current()) ? element("heard").value.trim() : null,
      naturalness: Number(chosen(form, "naturalness")),
      ease: Number(chosen(form, "ease")),
      plays,
    });
    keep();
    showTrial();
  }

  function begin(event) {
    event.preventDefault();
    const form = element("about");
    session = {
      test: window.listening.test,
      begun: new Date().toISOString(),
      swedish: chosen(form, "swedish"),
      device: chosen(form, "device"),
      order: shuffled(window.listening.trials),
      answers: [],
    };
    keep();
    showTrial();
  }

  const field = (value) => `"${String(value ?? "").replaceAll('"', '""')}"`;

  function csv() {
    const columns = ["sound", "sentence", "heard", "naturalness", "ease", "plays"];
    const rows = session.answers.map((row) => columns.map((name) => field(row[name])).join(","));
    return [columns.join(","), ...rows, ""].join("\r\n");
  }

  function json() {
    const { order, ...results } = session;
    return JSON.stringify({ ...results, sounds: order.length }, null, 1);
  }

  function download(text, type, ending) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = `lyssningstest-${session.begun.slice(0, 10)}.${ending}`;
    link.click();
    URL.revokeObjectURL(link.href);
    element("saved").textContent = `Svaren är sparade i ${link.download}.`;
  }

  function startAgain() {
    localStorage.removeItem(STORE);
    element("about").reset();
    show("start");
    element("about").querySelector("input").focus();
  }

  if (!window.listening?.trials.length) {
    element("start").hidden = true;
    element("missing").hidden = false;
    return;
  }
  element("amount").textContent = window.listening.trials.length;
  element("minutes").textContent = Math.ceil(window.listening.trials.length * SECONDS_A_TRIAL / 60);
  element("about").addEventListener("submit", begin);
  element("answer").addEventListener("submit", answer);
  element("play").addEventListener("click", play);
  element("stop").addEventListener("click", showEnd);
  element("resume").addEventListener("click", showTrial);
  element("again").addEventListener("click", startAgain);
  element("json").addEventListener("click", () => download(json(), "application/json", "json"));
  element("csv").addEventListener("click", () => download(csv(), "text/csv;charset=utf-8", "csv"));
  sound.addEventListener("play", () => { element("play").textContent = "Stoppa"; });
  sound.addEventListener("pause", () => { element("play").textContent = "Spela upp igen"; });
  session = kept();
  if (session) showTrial();
})();
