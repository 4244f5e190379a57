// The list of words that listeners have reported, and what an operator does about them.

const find = (id) => document.getElementById(id);
const sound = new Audio();

function tell(said, failed = "") {
  find("said").textContent = said;
  find("failed").textContent = failed;
}

/** Asks the service; gives nothing, and says why, when it refuses. */
async function ask(path, body) {
  const options = body && {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  };
  try {
    const answer = await fetch(path, options);
    if (answer.ok) return answer;
    tell("", (await answer.json()).detail);
  } catch {
    tell("", "Tjänsten går inte att nå.");
  }
  return undefined;
}

/** Puts reports of one word on one site together, in the order of the list. */
function grouped(reports) {
  const words = new Map();
  for (const report of reports) {
    const { host } = new URL(report.url, location);
    const key = JSON.stringify([host, report.word]);
    words.set(key, [...(words.get(key) ?? []), report]);
  }
  const times = (group) => group.reduce((sum, report) => sum + report.times, 0);
  return [...words.values()].map((group) => ({ group, times: times(group) })).sort((a, b) => b.times - a.times);
}

function item({ group, times }) {
  const [{ word, url, sentence }] = group;
  const part = find("word").content.cloneNode(true);
  const entry = part.querySelector("li");
  part.querySelector("h2").textContent = `${word} (${times} ${times === 1 ? "anmälan" : "anmälningar"})`;
  part.querySelector("legend").textContent = `Uttal av ${word}`;
  const sentences = group.map((report) => {
    const row = document.createElement("li");
    const link = document.createElement("a");
    link.href = report.url;
    link.textContent = report.sentence;
    row.append(link);
    return row;
  });
  part.querySelector("ul").append(...sentences);
  const form = part.querySelector("form");
  const written = () => ({ url, word, say: form.elements.say.value, ipa: form.elements.ipa.value });
  form.elements.hear.addEventListener("click", () => hear({ ...written(), sentence }));
  form.elements.dismiss.addEventListener("click", () => settle("/admin/uttal/dismiss", { url, word }, `${word} är avfärdat.`, entry));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    settle("/admin/uttal/save", written(), `${word} är sparat.`, entry);
  });
  return part;
}

async function hear(trial) {
  tell("Läser in …");
  const answer = await ask(`/admin/uttal/hear?${new URLSearchParams(trial)}`);
  if (!answer) return;
  sound.src = answer.url;
  try {
    await sound.play();
    tell(`Spelar: ${trial.sentence}`);
  } catch {
    tell("", "Ljudet går inte att spela.");
  }
}

async function settle(path, body, said, entry) {
  if (!(await ask(path, body))) return;
  const next = (entry.nextElementSibling ?? entry.previousElementSibling)?.querySelector("input");
  entry.remove();
  tell(find("words").children.length ? said : `${said} Inget mer är anmält.`);
  next?.focus();
}

const answer = await ask("/admin/uttal/reports");
if (answer) {
  const words = grouped(await answer.json());
  find("words").append(...words.map(item));
  tell(words.length ? "" : "Inget är anmält.");
}
