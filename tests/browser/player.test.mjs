import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { open as openPage, spoken } from "./listener.mjs";
import { startBrowser, startKept, startService } from "./service.mjs";

/** Runs in the page: its audio tells its place a frame of sound earlier than it is, as Chromium's may after a step. */
function tellEarly() {
  const { get, set } = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, "currentTime");
  Object.defineProperty(HTMLMediaElement.prototype, "currentTime", {
    get() {
      return Math.max(0, get.call(this) - 0.03);
    },
    set,
  });
}

describe("the player on a demo article", () => {
  let service, browser, page;

  before(async () => {
    service = await startKept();
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  let listener;
  async function open(path, { origin } = service) {
    await listener?.close();
    listener = await openPage(browser, origin + path);
    page = listener.page;
  }
  const press = (name) => listener.press(name);
  const time = () => listener.time();
  const reaches = (seconds) => listener.reaches(seconds);
  const marks = (...words) => listener.marks(...words);

  test("a press on Lyssna starts the voice, and the marked word moves", async (t) => {
    const cold = await startService();
    t.after(() => cold.stop());
    await open("/demo/norrsken", cold);
    const article = await page.evaluate("document.querySelector('article').textContent");
    await press("Lyssna");
    await marks("himlen", "över", "norra", "Sverige");
    const words = await page.evaluate("window.words");
    const order = ["Så", "blir", "norrskenet", "till", "På", "vintern", "lyser", "himlen"];
    // A loaded machine may draw no frame during a word.
    const heard = words.filter((word) => order.includes(word));
    assert.deepEqual(heard, order.filter((word) => words.includes(word)));
    assert.ok(heard.length >= 2, words.join(" "));
    assert.ok((await time()) > 1);
    assert.equal(await page.evaluate("document.querySelector('article').textContent"), article);
    await listener.close();
  });

  test("a pause holds the place, and the button says what it does", async () => {
    await open("/demo/norrsken");
    await press("Lyssna");
    await reaches(0.5);
    await listener.pause();
    const held = await time();
    // Time enough for half a second of sound, if any came; the audio may yet correct its clock a little.
    await page.waitForTimeout(500);
    const later = await time();
    assert.ok(Math.abs(later - held) < 0.1, `${held} s, then ${later} s`);
    await press("Lyssna");
    await reaches(held + 0.1);
  });

  test("steps go by sentence", async () => {
    const clip = await spoken(service, "/demo/norrsken");
    await open("/demo/norrsken");
    await listener.hold(clip);
    for (const word of ["På", "Ljuset", "Solen"]) {
      await press("Nästa mening");
      await marks(word);
    }
    await press("Föregående mening");
    await marks("Ljuset");
    const sentence = await page.evaluate("[...CSS.highlights.get('lyssna-sentence')].join()");
    assert.match(sentence, /^Ljuset .*[^.]\.$/);
    // A while into a sentence, a step back is to its beginning.
    await listener.moveTo((await time()) + 2);
    await press("Föregående mening");
    await marks("Ljuset");
    await press("Lyssna");
    await marks("kommer", "inte", "från", "jorden", "utan", "solen");
  });

  test("steps go by sentence where the audio tells its place a frame early", async () => {
    const clip = await spoken(service, "/demo/norrsken");
    await listener?.close();
    listener = await openPage(browser, `${service.origin}/demo/norrsken`, {}, tellEarly);
    page = listener.page;
    await listener.hold(clip);
    const steps = [["Nästa mening", "På"], ["Nästa mening", "Ljuset"], ["Nästa mening", "Solen"], ["Föregående mening", "Ljuset"]];
    for (const [name, word] of steps) {
      await press(name);
      await marks(word);
      // Time enough for the audio to tell its place again.
      await page.waitForTimeout(400);
    }
    const words = await page.evaluate("window.words");
    assert.deepEqual(words.slice(-steps.length), steps.map(([, word]) => word));
  });

  test("the keyboard alone is enough", async () => {
    const clip = await spoken(service, "/demo/norrsken");
    await open("/demo/norrsken");
    const focused = () =>
      page.evaluate("document.activeElement.shadowRoot?.activeElement?.className ?? ''");
    for (let i = 0; i < 12 && (await focused()) !== "play"; i++) await page.keyboard.press("Tab");
    assert.equal(await focused(), "play");
    await page.keyboard.press("Enter");
    await reaches(1);
    await page.keyboard.press("Enter");
    await listener.button("Lyssna").waitFor();
    await listener.knows(clip);
    await listener.moveTo(0);
    for (const [key, word] of [["ArrowRight", "På"], ["ArrowRight", "Ljuset"], ["ArrowLeft", "På"]]) {
      await page.keyboard.press(key);
      await marks(word);
    }
    await page.keyboard.press("Space");
    await listener.button("Pausa").waitFor();
    await marks("vintern", "lyser", "himlen", "över", "norra", "Sverige");
  });

  test("the chosen speed is kept on the device", async () => {
    await open("/demo/norrsken");
    await page.getByLabel("Hastighet").selectOption("1.5");
    await page.reload();
    assert.equal(await page.getByLabel("Hastighet").inputValue(), "1.5");
    assert.deepEqual(await page.context().cookies(), []);
  });

  test("a number is marked as it stands on the page", async () => {
    const clip = await spoken(service, "/demo/budget");
    await open("/demo/budget");
    await listener.hold(clip, clip.words.find(({ text }) => text === "450").start);
    await marks("450");
  });

  test("the MP3 can be downloaded", async () => {
    await open("/demo/budget");
    await press("Mer");
    const waiting = page.waitForEvent("download");
    await page.getByRole("link", { name: "Ladda ner MP3" }).click();
    const download = await waiting;
    assert.match(download.suggestedFilename(), /\.mp3$/);
  });

  test("a refusal is said and shown, with a way on", async () => {
    await open("/embed?url=http://127.0.0.1:1/");
    await press("Lyssna");
    const alert = page.getByRole("alert");
    await alert.getByRole("button", { name: "Försök igen" }).waitFor();
    const said = await alert.textContent();
    assert.ok(said.length > "Försök igen".length + 10, said);
  });

  test("the embedded player shows the sentence it reads", async () => {
    await open("/embed?url=/demo/norrsken");
    await press("Lyssna");
    await listener.shows(".line", /^På vintern lyser himlen över norra Sverige/);
  });

  test("the try-it page reads a demo article", async () => {
    await open("/");
    await page.getByRole("link", { name: "Så blir norrskenet till" }).click();
    await press("Lyssna");
    await marks("norrskenet", "till", "På", "vintern", "lyser", "himlen");
  });
});
