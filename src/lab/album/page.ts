import { type Markup, markup } from "./markup.ts";
import { photo } from "./photo.ts";
import { type Album, mostAdded } from "./shelf.ts";

/** Who made a page. */
export interface Maker {
  /** The host's name. */
  readonly host: string;
  /** The task's slot. */
  readonly replica: number;
}

/** As a page's foot and the header `X-Served-By` call it: `worker-1, replica 3`. */
export function makerText({ host, replica }: Maker): string {
  return `${host}, replica ${replica}`;
}

/** All albums, and the form that adds one. */
export function listPage(albums: readonly Album[], maker: Maker): string {
  const entries = albums.map(({ id, title, photos }) =>
    markup`<li><a href="/albums/${id}">${photo(id, 0, photos[0] ?? title)}${title}</a></li>
`
  );
  return page(
    "Albums",
    maker,
    markup`<ul class="photos">
${entries}</ul>
<form method="post" action="/albums">
<label>A new album <input name="title" required maxlength="80" placeholder="Its title"></label> <button>Add</button>
<p>The replica that takes it keeps it in its memory, the last ${mostAdded} of them: the other replicas do not have it,
and it is lost with the replica.</p>
</form>`,
  );
}

/** One album; `isNew` when it was added just now. */
export function albumPage({ id, title, photos }: Album, isNew: boolean, maker: Maker): string {
  const figures = photos.map((caption, place) =>
    markup`<li><figure>${photo(id, place, caption)}<figcaption>${caption}</figcaption></figure></li>
`
  );
  const note = isNew
    ? markup`<p>Added, in this replica only: it is lost with the replica.</p>
`
    : "";
  return page(
    title,
    maker,
    markup`${note}<ul class="photos">
${figures}</ul>
<p><a href="/">All albums</a></p>`,
  );
}

/** Says why there is no other page. */
export function refusalPage(words: string, maker: Maker): string {
  return page(words, maker, markup`<p><a href="/">All albums</a></p>`);
}

const style = markup`<style>
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
body { max-width: 56rem; margin: 0 auto; padding: 1.5rem }
a { color: inherit }
.photos { display: grid; grid-template-columns: repeat(auto-fill, minmax(12rem, 1fr)); gap: 1.2rem; padding: 0 }
.photos li { list-style: none }
.photos svg { display: block; width: 100%; border-radius: 4px }
h1, figcaption, .photos a { overflow-wrap: anywhere }
figure { margin: 0 }
input, button { padding: 0.3rem 0.6rem; font: inherit }
form { margin-top: 2rem }
form p, footer { font-size: 0.875rem; opacity: 0.75 }
footer { margin-top: 3rem; border-top: 1px solid; padding-top: 0.5rem }
</style>`;

function page(title: string, maker: Maker, body: Markup): string {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<link rel="icon" href="data:,">
${style}
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
<footer>served by ${makerText(maker)}</footer>
</body>
</html>
`.markup;
}
