import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { open as openPage } from "./listener.mjs";
import { startBrowser, startService } from "./service.mjs";

describe("the player on a demo article", () => {
  let service, browser, page;

  before(async () => {
    service = await startService();
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  let listener;
  async function open(path, options) {
    await listener?.close();
    listener = await openPage(browser, service.origin + path, options);
    page = listener.page;
  }
  const press = (name) => listener.press(name);
  const time = () => listener.time();
  const reaches = (seconds) => listener.reaches(seconds);
  const marks = (...words) => listener.marks(...words);

  test("a press on Lyssna starts the voice, and the marked word moves", async () => {
    await open("/demo/norrsken");
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
  });

  test("a pause holds the place, and the button says what it does", async () => {
    await open("/demo/norrsken");
    await press("Lyssna");
    await reaches(0.5);
    await listener.pause();
    const held = await time();
    await page.waitForTimeout(400);
    assert.equal(await time(), held);
    await press("Lyssna");
    await reaches(held);
  });

  test("steps go by sentence", async () => {
    await open("/demo/norrsken");
    await press("Lyssna");
    await marks("himlen");
    await press("Nästa mening");
    await marks("Ljuset");
    await press("Föregående mening");
    await marks("På", "vintern");
  });

  test("the keyboard alone is enough", async () => {
    await open("/demo/norrsken");
    const focused = () =>
      page.evaluate("document.activeElement.shadowRoot?.activeElement?.className ?? ''");
    for (let i = 0; i < 12 && (await focused()) !== "play"; i++) await page.keyboard.press("Tab");
    assert.equal(await focused(), "play");
    await page.keyboard.press("Enter");
    await marks("vintern");
    await page.keyboard.press("ArrowRight");
    await marks("Ljuset");
    await page.keyboard.press("ArrowLeft");
    await marks("På", "vintern");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Lyssna", exact: true }).waitFor();
  });

  test("the chosen speed is kept on the device", async () => {
    await open("/demo/norrsken");
    await page.getByLabel("Hastighet").selectOption("1.5");
    await page.reload();
    assert.equal(await page.getByLabel("Hastighet").inputValue(), "1.5");
    assert.deepEqual(await page.context().cookies(), []);
  });

  test("a number is marked as it stands on the page", async () => {
    await open("/demo/budget");
    await press("Lyssna");
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
    await marks("vintern");
  });
});
