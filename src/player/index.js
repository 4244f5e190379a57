// The try-it page: a player for any address that the visitor gives, and the
// three kinds of code that put it into a page.

const host = new URL("/", location.href);
const form = document.getElementById("try");
const codes = {
  script: () => `<script src="${new URL("player.js", host)}" data-auto></script>`,
  element: (url) => `<script type="module" src="${new URL("player.js", host)}"></script>
<lyssna-player${url ? ` url="${quoted(url)}"` : ""}></lyssna-player>`,
  frame: (url) => `<iframe src="${quoted(String(embed(url || "https://exempel.se/nyhet")))}"
  title="Lyssna på artikeln" width="100%" height="280" style="border:0"
  allow="autoplay; clipboard-write" loading="lazy"></iframe>`,
  oembed: (url) => String(embed(url || "https://exempel.se/nyhet")),
};

function embed(url) {
  const address = new URL("embed", host);
  address.searchParams.set("url", url);
  return address;
}

function quoted(text) {
  return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
}

function showCodes(url) {
  for (const [id, code] of Object.entries(codes)) document.getElementById(id).textContent = code(url);
}

for (const button of document.querySelectorAll("button[data-copies]")) {
  button.addEventListener("click", async () => {
    const code = document.getElementById(button.dataset.copies);
    const said = document.getElementById("copied");
    try {
      await navigator.clipboard.writeText(code.textContent);
      said.textContent = `${button.textContent.replace("Kopiera ", "")} är kopierad.`;
    } catch {
      getSelection().selectAllChildren(code);
      said.textContent = "Kopiera den markerade koden med tangentbordet.";
    }
  });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const url = document.getElementById("url").value;
  const player = document.createElement("lyssna-player");
  player.setAttribute("url", url);
  player.setAttribute("transcript", "");
  document.getElementById("player").replaceChildren(player);
  const result = document.getElementById("result");
  result.hidden = false;
  result.querySelector("h2").focus();
  showCodes(url);
});
showCodes("");
