import { parseAddress } from "./address.ts";
import { commandWords } from "./command-words.ts";
import { elementById, showWords } from "./element-dom.ts";
import { explore } from "./page-dom.ts";
import { queryPieces } from "./query-pieces-dom.ts";
import type { Subject } from "./subject.ts";

// The script of the explore page: it starts all else, or says why it cannot.

const root = elementById("explore", HTMLElement);
const { subject: text = "", samples = "", worker = "" } = root.dataset;
const subject = JSON.parse(text) as Subject;

// Some servers give the page at ".../explore" too, from where no relative path leads anywhere.
if (/\/explore$/.test(location.pathname)) {
  history.replaceState(null, "", `${location.pathname}/${location.search}${location.hash}`);
}

if (location.protocol === "file:") tellClosed();
else explore(subject, { samples, worker });

/** A page that is opened as a file may neither fetch nor start a worker: it says so, and what its address asks. */
function tellClosed(): void {
  const closed = elementById("closed", HTMLElement);
  closed.hidden = false;
  const { query, when, problem } = parseAddress(location.search, subject);
  showWords(elementById("address-trouble", HTMLElement), problem);
  const command = closed.querySelector(".command");
  if (query !== "" && command !== null) command.textContent = commandWords(subject.id, { query, when });
  const place = closed.querySelector<HTMLElement>(".query-of-address");
  if (query === "" || place === null) return;
  place.hidden = false;
  place.querySelector("code")?.replaceChildren(...queryPieces(query));
}
