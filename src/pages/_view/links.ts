/** From a page two folders deep to the site's root. */
export const rootOfDeepPage = "../../";

/** The page of a session, from the site's root. Explicit `index.html`, because file:// has no index. */
export function sessionPath(id: string): string {
  return `sessions/${encodeURIComponent(id)}/index.html`;
}

/** The page of a plan, from the site's root. */
export function planPath(id: string): string {
  return `plans/${encodeURIComponent(id)}/index.html`;
}

/** A file of a session's archive, from the session's page. */
export function archivePath(file: string): string {
  return `archive/${file.split("/").map(encodeURIComponent).join("/")}`;
}

/** A text made fit for an element's id; `prefix` tells kinds apart. */
export function anchor(prefix: string, text: string): string {
  return `${prefix}-${text.replace(/[^A-Za-z0-9_-]+/g, "-")}`;
}
