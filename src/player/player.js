// Loads <lyssna-player>; as a module or as a plain script:
//
//   <script src="https://host/player.js" data-auto></script>
//
// With data-auto the page needs nothing else: the player finds the article and
// stands before it. Without it, place <lyssna-player></lyssna-player> yourself.
// data-voice names a voice; data-signature is for sites whose links must be signed.

{
  const own = /\/player\.js(?:[?#]|$)/;
  const script = document.currentScript ?? [...document.scripts].findLast(({ src }) => own.test(src));
  const load = (name) => import(new URL(`player/${name}.js`, script.src));
  load("element");
  if ("auto" in script.dataset) load("auto").then(({ place }) => place(script.dataset));
}
