// Milliseconds from a press on Lyssna to the first sound in chromium: `make bench`.
//
// The release build serves a demo article; a cold one is asked of a service that has
// just started in an empty folder, a kept one is pressed again after it was heard to
// its end. What is timed ends with the audio element's `playing`.

import { open } from "../tests/browser/listener.mjs";
import { startBrowser, startService } from "../tests/browser/service.mjs";

const ROUNDS = 15;
const RELEASE = new URL("../target/release/lyssna", import.meta.url);

const quantile = (times, share) => times.toSorted((a, b) => a - b)[Math.floor(share * (times.length - 1))];

function show(what, times) {
  const [median, ninth] = [0.5, 0.9].map((share) => quantile(times, share).toFixed(0));
  console.log(`${what}: median ${median} ms, nine of ten within ${ninth} ms, ${times.length} presses`);
}

/** Milliseconds from the press to the sound, in the page's own clock. */
async function press(listener) {
  await listener.button("Lyssna").waitFor();
  const heard = listener.page.evaluate(async () => {
    const pressed = new Promise((resolve) =>
      addEventListener("click", () => resolve(performance.now()), { capture: true, once: true }),
    );
    const from = await pressed;
    const sound = window.sounds[0];
    await new Promise((resolve) => sound.addEventListener("playing", resolve, { once: true }));
    return performance.now() - from;
  });
  await listener.press("Lyssna");
  return heard;
}

const browser = await startBrowser();
const cold = [];
const kept = [];
for (let round = 0; round < ROUNDS; round++) {
  const service = await startService("", RELEASE);
  for (const times of [cold, kept]) {
    const listener = await open(browser, `${service.origin}/demo/norrsken`);
    times.push(await press(listener));
    // Spoken to its end, the clip is kept.
    await fetch(`${service.origin}/v1/audio?url=/demo/norrsken&format=mp3`).then((answer) => answer.arrayBuffer());
    await listener.close();
  }
  await service.stop();
}
await browser.close();
show("a cold article", cold);
show("a kept article", kept);
