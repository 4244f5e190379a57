import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";

import { open, spoken } from "./listener.mjs";
import { startPartner } from "./partner.mjs";
import { startBrowser, startKept } from "./service.mjs";

/** Runs in the page: lets the times of three sentences through, and holds the rest until `cut()`. */
function holdEvents() {
  const ask = window.fetch;
  let isFirst = true;
  window.fetch = async (address, options) => {
    const answer = await ask(address, options);
    if (!isFirst || !String(address).includes("/v1/events")) return answer;
    isFirst = false;
    let [rest, left] = ["", 3];
    const held = new TransformStream({
      start: (stream) => (window.cut = () => stream.error(new TypeError("network error"))),
      transform(text, stream) {
        const events = (rest + text).split("\n\n");
        rest = events.pop();
        for (const event of events) {
          if (left > 0) stream.enqueue(`${event}\n\n`);
          if (event.startsWith("event: segment")) left--;
        }
      },
      flush: () => new Promise(() => {}),
    });
    const body = answer.body.pipeThrough(new TextDecoderStream()).pipeThrough(held);
    return new Response(body.pipeThrough(new TextEncoderStream()), answer);
  };
}

describe("what goes wrong is told, with a way on", () => {
  const pages = {};
  let service, partner, browser, listener, page;

  before(async () => {
    partner = await startPartner(pages);
    service = await startKept(partner.config);
    browser = await startBrowser();
    // Sound that is lost to a slow machine would be a failure of its own.
    await spoken(service, "/demo/norrsken");
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
    partner?.stop();
  });
  afterEach(() => listener?.close());

  async function visit(address, options = {}, ...scripts) {
    listener = await open(browser, address, options, ...scripts);
    page = listener.page;
  }
  // While it is empty it has no role: it is not shown.
  const alert = () => page.locator("lyssna-player .error");
  const says = (text) => alert().getByText(text).waitFor();
  const textIsFocused = () => document.querySelector("lyssna-player").shadowRoot.activeElement?.id === "text";
  const again = () => alert().getByRole("button", { name: "Försök igen" }).click();

  test("lost events do not end the sound that is here; then it goes on from where it was", async () => {
    await visit(`${service.origin}/demo/norrsken`, {}, holdEvents);
    await listener.press("Lyssna");
    await listener.reaches(3);
    await page.waitForFunction(() => {
      const { buffered, currentTime } = window.sounds[0];
      return buffered.length && buffered.end(buffered.length - 1) > currentTime + 5;
    });
    await page.evaluate(() => window.cut());
    await listener.reaches((await listener.time()) + 0.5);
    assert.equal(await alert().textContent(), "");
    await listener.button("Pausa").waitFor();

    const place = await listener.time();
    await page.evaluate(() => {
      window.words.splice(0);
      window.sounds[0].dispatchEvent(new Event("waiting"));
    });
    await says("Uppläsningen avbröts.");
    await listener.button("Lyssna").waitFor();
    await again();
    await listener.button("Pausa").waitFor();
    await listener.reaches(place + 1);
    const words = await page.evaluate(() => window.words);
    assert.ok(!words.includes("norrskenet") && !words.includes("blir"), words.join(" "));
    await page.reload();
    await listener.shows(".note", /^Börjar vid/);
  });

  test("out of sight, the small player tells it and tries again", async () => {
    await visit(`${service.origin}/demo/norrsken`, { viewport: { width: 320, height: 480 } });
    await listener.press("Lyssna");
    await listener.reaches(3);
    await page.mouse.wheel(0, 4000);
    const small = page.getByRole("region", { name: "Lyssna, liten spelare" });
    await small.getByRole("button", { name: "Pausa" }).waitFor();
    const place = await listener.time();
    await page.evaluate(() => window.sounds[0].dispatchEvent(new Event("error")));
    await small.getByRole("alert").getByText("Uppläsningen avbröts.").waitFor();
    await small.getByRole("button", { name: "Försök igen" }).click();
    // The voice is followed again, perhaps to where the small player is not needed.
    await listener.button("Pausa").first().waitFor();
    await listener.reaches(place);
  });

  test("a page that lets no sound in is told so", async () => {
    const host = service.origin;
    pages["/stum"] = {
      headers: { "Content-Security-Policy": `default-src 'none'; script-src ${host}; connect-src ${host}` },
      body: `<!DOCTYPE html><html lang="sv"><script type="module" src="${host}/player.js"></script>
<lyssna-player url="/demo/norrsken"></lyssna-player>`,
    };
    await visit(`${partner.origin}/stum`);
    await listener.press("Lyssna");
    await says("Uppläsningen avbröts.");
    await listener.button("Lyssna").waitFor();
  });

  test("a report that is not sent can be sent again, while the voice goes on", async () => {
    await visit(`${service.origin}/demo/norrsken`);
    let isAway = true;
    await page.route("**/v1/reports?*", (route) => (isAway ? route.abort() : route.fulfill({ status: 204 })));
    await listener.press("Mer");
    await listener.press("Lyssna");
    await listener.reaches(3);
    await page.evaluate(() => getSelection().selectAllChildren(document.querySelector("h1")));
    await listener.press("Uttalas fel?");
    await says("Det går inte att nå uppläsningen just nu.");
    // Once it is opened, and once it is open.
    for (let times = 0; times < 2; times++) {
      await alert().getByRole("button", { name: "Läs texten" }).click();
      await page.waitForFunction(textIsFocused);
    }
    isAway = false;
    await again();
    await listener.shows(".say", "är anmält.");
    assert.equal(await alert().textContent(), "");
    await listener.button("Pausa").waitFor();
    await listener.reaches((await listener.time()) + 0.2);
  });

  test("a text that does not come can be asked for again, and is focused", async () => {
    await visit(`${service.origin}/demo/norrsken`);
    const answers = [
      (route) => route.abort(),
      (route) => route.fulfill({ contentType: "text/html", body: "<p>Logga in på nätverket" }),
    ];
    await page.route("**/v1/article?*", (route) => (answers.shift() ?? ((last) => last.continue()))(route));
    await listener.press("Mer");
    await listener.press("Visa texten");
    await says("Det går inte att nå uppläsningen just nu.");
    await again();
    await says("Något gick fel.");
    await again();
    await page.waitForFunction(textIsFocused);
    assert.equal(await alert().textContent(), "");
    assert.equal(await listener.button("Lyssna").count(), 1);
  });
});
