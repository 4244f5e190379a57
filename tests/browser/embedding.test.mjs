import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";

import { open, spoken } from "./listener.mjs";
import { startPartner } from "./partner.mjs";
import { startBrowser, startKept } from "./service.mjs";

/** Nothing but the service's own scripts, frames and sound; no styles and no scripts in the page. */
const policy = (host) =>
  `default-src 'none'; script-src ${host} 'self'; connect-src ${host}; media-src ${host}; frame-src ${host}`;

const ARTICLE = `<main><article><h1>Så <em>blir</em> norrskenet till</h1>
<p>På <b>vin</b>tern lyser himlen över <a href="#">norra Sverige</a> ibland i grönt, rött och violett.
Ljuset kommer inte från jorden utan från solen, 150 miljoner kilometer bort. Här står mer text, så att
spelaren märker att det är en artikel, och inte bara en meny eller en sidfot med några korta rader.</p></article></main>`;

describe("the player on other sites' pages", () => {
  let service, partner, browser, listener, page, norrsken;
  const pages = {};

  before(async () => {
    partner = await startPartner(pages);
    service = await startKept(partner.config);
    browser = await startBrowser();
    norrsken = await spoken(service, "/demo/norrsken");
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
    partner?.stop();
  });
  afterEach(() => listener?.close());

  async function visit(body, options) {
    pages["/sida"] = { body, headers: { "Content-Security-Policy": policy(service.origin) } };
    listener = await open(browser, `${partner.origin}/sida`, options);
    page = listener.page;
  }
  /** When a word is first said, in seconds. */
  const at = (word) => norrsken.words.find(({ text }) => text === word).start;
  const element = (more = "") =>
    `<script type="module" src="${service.origin}/player.js"></script><lyssna-player url="/demo/norrsken" ${more}></lyssna-player>`;

  test("the element reads and marks under a strict content policy", async () => {
    await visit(`<!DOCTYPE html><html lang="sv">${element()}${ARTICLE}`);
    const before = await page.evaluate(() => document.querySelector("main").outerHTML);
    await listener.hold(norrsken);
    for (const word of ["blir", "vintern", "Sverige"]) {
      await listener.moveTo(at(word));
      await listener.marks(word);
    }
    assert.equal(await page.evaluate(() => document.querySelector("main").outerHTML), before);
    assert.deepEqual(await page.context().cookies(), []);
  });

  test("text that scripts have changed is marked where it stands now", async () => {
    await visit(`<!DOCTYPE html><html lang="sv">${element()}${ARTICLE}`);
    await listener.hold(norrsken, at("norrskenet"));
    await listener.marks("norrskenet");
    await page.evaluate(() => {
      const paragraph = document.querySelector("p");
      paragraph.replaceWith(paragraph.cloneNode(true));
      document.querySelector("h1").before("Nytt: ");
    });
    for (const word of ["himlen", "Sverige"]) {
      await listener.moveTo(at(word));
      await listener.marks(word);
    }
  });

  test("one line of script finds the article and stands before its text", async () => {
    await visit(`<!DOCTYPE html><html lang="sv"><script src="${service.origin}/player.js" data-auto></script>
<nav><ul><li>${"Meny ".repeat(200)}</li></ul></nav>${ARTICLE}`);
    await listener.button("Lyssna").waitFor();
    const neighbours = await page.evaluate(() => {
      const { previousElementSibling: above, nextElementSibling: below } = document.querySelector("lyssna-player");
      return [above.localName, below.localName];
    });
    assert.deepEqual(neighbours, ["h1", "p"]);
  });

  test("one line of script leaves a page without an article alone", async () => {
    await visit(`<!DOCTYPE html><html lang="sv"><script src="${service.origin}/player.js" data-auto></script>
<main><h1>Kontakt</h1><p>Ring oss.</p></main>`);
    await page.waitForFunction(() => customElements.get("lyssna-player"));
    await page.waitForTimeout(200);
    assert.equal(await page.locator("lyssna-player").count(), 0);
  });

  test("a frame plays where the browser keeps nothing for it", async () => {
    const keepNothing = () => {
      const refuse = () => {
        throw new DOMException("Access is denied for this document.", "SecurityError");
      };
      for (const name of ["localStorage", "sessionStorage", "indexedDB"]) Object.defineProperty(window, name, { get: refuse });
    };
    pages["/sida"] = { body: `<!DOCTYPE html><iframe src="${service.origin}/embed?url=/demo/norrsken" width="600" height="260"></iframe>` };
    listener = await open(browser, `${partner.origin}/sida`, {}, keepNothing);
    const frame = listener.page.frames()[1];
    const speed = frame.getByLabel("Hastighet");
    await speed.selectOption("1.5");
    await frame.getByRole("button", { name: "Lyssna", exact: true }).click();
    await frame.waitForFunction(() => document.querySelector("lyssna-player").currentTime > 0.5);
    assert.equal(await frame.evaluate(() => window.sounds[0].playbackRate), 1.5);
    await frame.getByRole("button", { name: "Pausa" }).click();
    await frame.getByRole("button", { name: "Lyssna", exact: true }).waitFor();
    assert.equal(await frame.locator("lyssna-player .error").textContent(), "");
  });

  test("two players on a page never sound at once", async () => {
    await visit(`<!DOCTYPE html><html lang="sv">${element()}${ARTICLE}
<lyssna-player url="/demo/budget"></lyssna-player>`);
    const players = page.locator("lyssna-player");
    const named = (index, name) => players.nth(index).getByRole("button", { name, exact: true });
    await named(0, "Lyssna").click();
    await listener.reaches(1);
    await named(1, "Lyssna").click();
    await page.waitForFunction(() => document.querySelectorAll("lyssna-player")[1].currentTime > 0.5);
    await named(0, "Lyssna").waitFor();
    const shown = (title) => page.waitForFunction((one) => navigator.mediaSession.metadata?.title === one, title);
    await shown("Kommunen sänker avgiften för musikskolan");
    await named(0, "Lyssna").click();
    await shown("Så blir norrskenet till");
  });

  test("a page whose whole body is replaced keeps the voice's controls", async () => {
    await visit(`<!DOCTYPE html><html lang="sv">${element()}${ARTICLE}`);
    await listener.press("Lyssna");
    await listener.reaches(0.5);
    for (const text of ["Andra sidan", "Tredje sidan"]) {
      await page.evaluate((words) => {
        const body = document.createElement("body");
        body.textContent = words;
        document.body.replaceWith(body);
      }, text);
      await page.getByText(text).waitFor();
      await listener.button("Pausa").waitFor();
    }
    await listener.press("Stoppa och stäng");
    await page.locator("lyssna-dock").waitFor({ state: "detached" });
  });

  test("an address that changes unseen is met at the press", async () => {
    pages["/sida"] = { body: `<!DOCTYPE html><html lang="sv">${element().replace('url="/demo/norrsken"', "")}` };
    const withoutNavigation = () => Object.defineProperty(window, "navigation", { value: undefined });
    listener = await open(browser, `${partner.origin}/sida`, {}, withoutNavigation);
    const asked = listener.page.waitForRequest(/v1\/events/);
    await listener.button("Lyssna").waitFor();
    await listener.page.evaluate(() => history.pushState({}, "", "/annan"));
    await listener.press("Lyssna");
    assert.equal(new URL((await asked).url()).searchParams.get("url"), `${partner.origin}/annan`);
  });

  test("a single-page application may change its page under the voice", async () => {
    await visit(`<!DOCTYPE html><html lang="sv"><div id="app">${element()}${ARTICLE}</div>`);
    await listener.press("Lyssna");
    await listener.reaches(1);
    await page.evaluate(() => {
      history.pushState({}, "", "/annan");
      document.querySelector("#app").innerHTML =
        '<lyssna-player url="/demo/budget"></lyssna-player><h1>En annan sida</h1>';
    });
    const dock = page.getByRole("region", { name: "Lyssna, liten spelare" });
    const clock = () => dock.locator(".time").textContent();
    const then = await clock();
    await page.waitForFunction((was) => {
      return document.querySelector("lyssna-dock").shadowRoot.querySelector(".time").textContent !== was;
    }, then);
    await page.evaluate(() => {
      document.querySelector("#app").innerHTML = '<lyssna-player url="/demo/norrsken"></lyssna-player>';
    });
    await listener.button("Pausa").waitFor();
    await page.locator("lyssna-dock").waitFor({ state: "detached" });
    assert.ok((await listener.time()) > 1);
  });

  test("a page from right to left keeps the player's order", async () => {
    await visit(`<!DOCTYPE html><html lang="ar" dir="rtl">${element()}${ARTICLE}`);
    const play = await listener.button("Lyssna").boundingBox();
    const more = await listener.button("Mer").boundingBox();
    assert.ok(play.x < more.x);
    await listener.hold(norrsken, at("vintern"));
    await listener.marks("vintern");
  });

  test("a page in English has a player in English", async () => {
    await visit(`<!DOCTYPE html><html lang="en-GB">${element()}<lyssna-player lang="sv" url="/demo/budget"></lyssna-player>${ARTICLE}`);
    await listener.button("Lyssna").waitFor();
    const group = page.getByRole("group", { name: "Listen to the article" });
    await group.getByRole("button", { name: "Listen", exact: true }).click();
    await group.getByRole("button", { name: "Pause" }).waitFor();
    await group.locator(".time").filter({ hasText: /^\d:\d\d \/ \d:\d\d$/ }).waitFor();
    assert.equal(await group.getAttribute("lang"), "en");
  });

  test("what the service explains is marked as Swedish in English", async () => {
    await visit(`<!DOCTYPE html><html lang="en"><iframe src="${service.origin}/embed?url=http://127.0.0.1:1/&lang=en"></iframe>`);
    const frame = page.frameLocator("iframe");
    await frame.getByRole("button", { name: "Listen", exact: true }).click();
    await frame.getByRole("button", { name: "Try again" }).waitFor();
    assert.equal(await frame.locator(".error span").getAttribute("lang"), "sv");
  });

  const script = (body) => ({ headers: { "Content-Type": "text/javascript" }, body });
  const HOST_SCRIPT = script(`window.heard = [];
addEventListener("message", ({ data, origin }) => heard.push({ ...data, origin }));
document.querySelector("button").addEventListener("click", () =>
  document.querySelector("iframe").contentWindow.postMessage({ lyssna: "play" }, "*"));`);
  const host = (frames) => `<!DOCTYPE html><html lang="sv"><button>Spela</button>${frames}<script src="/skript.js"></script>`;
  const heard = (name) =>
    page.waitForFunction((wanted) => window.heard.findLast(({ lyssna }) => lyssna === wanted), name);
  const tell = (data) =>
    page.evaluate((sent) => document.querySelector("iframe").contentWindow.postMessage(sent, "*"), data);

  test("a frame plays for the page around it, and answers nobody else", async () => {
    pages["/skript.js"] = HOST_SCRIPT;
    await visit(host(`<iframe src="${service.origin}/embed?url=/demo/norrsken" allow="autoplay"
  width="600" height="200"></iframe>`));
    await page.frameLocator("iframe").getByRole("button", { name: "Lyssna", exact: true }).waitFor();
    await listener.press("Spela");
    await heard("play");
    const update = await (await heard("timeupdate")).jsonValue();
    assert.equal(update.origin, service.origin);
    assert.ok(update.time >= 0 && update.height > 50, JSON.stringify(update));
    await tell({ lyssna: "seek", seconds: 5 });
    await tell({ lyssna: "pause" });
    const paused = await (await heard("pause")).jsonValue();
    assert.ok(paused.time > 4.9, JSON.stringify(paused));
    const frame = page.frames()[1];
    await frame.evaluate(() => postMessage({ lyssna: "play" }, "*"));
    // Time enough for half a second of sound, if any came.
    await page.waitForTimeout(500);
    const later = await frame.evaluate(() => document.querySelector("lyssna-player").currentTime);
    assert.ok(Math.abs(later - paused.time) < 0.1, `${paused.time} s, then ${later} s`);
  });

  test("a frame tells its end", async () => {
    pages["/skript.js"] = HOST_SCRIPT;
    // Spoken to its end, so that its end can be sought.
    await fetch(`${service.origin}/v1/events?url=/demo/budget`).then((answer) => answer.text());
    await visit(host(`<iframe src="${service.origin}/embed?url=/demo/budget" allow="autoplay"></iframe>`));
    await heard("ready");
    await listener.press("Spela");
    await heard("timeupdate");
    await tell({ lyssna: "seek", seconds: 10_000 });
    const { time, duration } = await (await heard("ended")).jsonValue();
    assert.ok(Math.abs(time - duration) < 1, `${time} s of ${duration} s`);
  });

  test("a frame tells what fails, and what the browser forbids", async () => {
    pages["/skript.js"] = HOST_SCRIPT;
    await visit(host(`<iframe src="${service.origin}/embed?url=http://127.0.0.1:1/" allow="autoplay"></iframe>`));
    await heard("ready");
    await listener.press("Spela");
    assert.match((await (await heard("error")).jsonValue()).message, /^Tjänsten läser bara upp/);
    await listener.close();
    await visit(host(`<iframe src="${service.origin}/embed?url=/demo/norrsken" allow="autoplay 'none'"></iframe>`));
    await heard("ready");
    await tell({ lyssna: "play" });
    assert.equal((await (await heard("error")).jsonValue()).message, "NotAllowedError");
    await page.frameLocator("iframe").getByRole("button", { name: "Lyssna", exact: true }).waitFor();
  });

  test("a frame hears no stranger, and no page that it was not made for", async () => {
    pages["/skript.js"] = HOST_SCRIPT;
    pages["/stranger"] = { body: `<!DOCTYPE html><title>.</title><script src="/stranger.js"></script>` };
    pages["/stranger.js"] = script(`for (const frame of [0, 1]) parent.frames[frame].postMessage({ lyssna: "play" }, "*");
parent.postMessage({ lyssna: "played" }, "*");`);
    const made = (origin) =>
      `<iframe src="${service.origin}/embed?url=/demo/norrsken&origin=${origin}" allow="autoplay"></iframe>`;
    await visit(host(made(partner.origin) + made("https://annan.example")), { bypassCSP: true });
    await heard("ready");
    await page.frameLocator("iframe >> nth=1").getByRole("button", { name: "Lyssna", exact: true }).waitFor();
    await page.evaluate((origin) => {
      const stranger = document.createElement("iframe");
      stranger.src = origin;
      document.body.append(stranger);
    }, `${partner.origin.replace("127.0.0.1", "localhost")}/stranger`);
    await heard("played");
    await page.evaluate(() => window.frames[1].postMessage({ lyssna: "play" }, "*"));
    await tell({ lyssna: "seek", seconds: 5 });
    await page.frames()[1].waitForFunction(() => Math.abs(document.querySelector("lyssna-player").currentTime - 5) < 0.1);
    const told = await page.evaluate(() => window.heard.map(({ lyssna }) => lyssna));
    assert.ok(!told.includes("play") && told.filter((name) => name === "ready").length === 1, told.join(" "));
    for (const name of ["iframe >> nth=0", "iframe >> nth=1"]) {
      await page.frameLocator(name).getByRole("button", { name: "Lyssna", exact: true }).waitFor();
    }
  });

  test("a page that no browser and no referrer tells of names itself", async () => {
    pages["/skript.js"] = HOST_SCRIPT;
    pages["/sida"] = {
      body: host(`<iframe src="${service.origin}/embed?url=/demo/norrsken&origin=${partner.origin}"
  referrerpolicy="no-referrer"></iframe>`),
    };
    const context = await browser.newContext();
    // As in browsers without it; it cannot be taken from a location.
    await context.route("**/player/frame.js", async (route) => {
      const answer = await route.fetch();
      route.fulfill({ response: answer, body: (await answer.text()).replace("location.ancestorOrigins", "undefined") });
    });
    page = await context.newPage();
    await page.goto(`${partner.origin}/sida`);
    await heard("ready");
    await context.close();
  });

  test("a frame offers nothing that its page cannot do", async () => {
    listener = await open(browser, `${service.origin}/embed?url=/demo/norrsken`);
    await listener.press("Mer");
    await listener.button("Uttalas fel?").waitFor();
    for (const name of ["Läs markerad text", "Läs härifrån"]) assert.equal(await listener.button(name).count(), 0);
  });

  test("a link made for ReadSpeaker leads to the player, or without scripts to the sound", async () => {
    const query = new URLSearchParams({ customerid: "7", lang: "sv_se", readid: "två,tre", url: "/demo/norrsken" });
    const link = `${service.origin}/cgi-bin/rsent?${query}&audiofilename=norrsken`;
    listener = await open(browser, link);
    const asked = listener.page.waitForRequest((request) => request.url().includes("/v1/audio?"));
    await listener.press("Lyssna");
    assert.equal(new URL((await asked).url()).searchParams.get("readid"), "två,tre");
    await listener.reaches(1);
    const file = await listener.page.locator(".download").getAttribute("href");
    assert.equal(new URL(file).searchParams.get("filename"), "norrsken");
    await listener.close();
    listener = await open(browser, link, { javaScriptEnabled: false });
    const sound = await listener.page.locator("audio").getAttribute("src");
    const answer = await listener.page.request.get(new URL(sound, service.origin).href);
    assert.equal(answer.headers()["content-type"], "audio/mpeg");
  });

  test("a frame says why it cannot read, and where the text is", async () => {
    await visit(`<!DOCTYPE html><html lang="sv"><iframe src="${service.origin}/embed?url=http://127.0.0.1:1/"></iframe>`);
    const frame = page.frameLocator("iframe");
    await frame.getByRole("button", { name: "Lyssna", exact: true }).click();
    await frame.getByRole("button", { name: "Försök igen" }).waitFor();
    assert.equal(await frame.getByRole("link", { name: "Läs texten" }).getAttribute("href"), "http://127.0.0.1:1/");
  });
});
