import { defineConfig } from "astro/config";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { copyArchives } from "./src/pages/_view/archive-copy-fs.ts";
import { serveArchives } from "./src/pages/_view/archive-serve-fs.ts";
import { bookFolder } from "./src/pages/_view/book-fs.ts";

/** An endpoint cannot do it: routes do not carry every name that a configuration file may have. */
const archives = {
  name: "drillbook-archives",
  hooks: {
    "astro:build:done": async ({ dir }) => await copyArchives(bookFolder, fileURLToPath(dir)),
    "astro:server:setup": ({ server }) => void server.middlewares.use(serveArchives(bookFolder)),
  },
};

export default defineConfig({
  outDir: process.env.DRILLBOOK_OUT ?? "./dist",
  integrations: [archives],
  // Pages link to each other's index.html by relative paths, so that the site works below any path and from file://.
  build: { format: "directory", inlineStylesheets: "never", assets: "assets" },
  // The lossless mode: the default one drops spaces between inline elements.
  compressHTML: true,
  devToolbar: { enabled: false },
  vite: { build: { assetsInlineLimit: 0 } },
});
