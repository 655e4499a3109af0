import { chmod, copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { folder, type NodeName, nodes, placeOf } from "./layout.ts";
import { attempt, run } from "./shell.ts";

/**
 * Names of images that are imported and never pulled. A task tries to pull first whatever the engine has;
 * at 127.0.0.1:5000, where nothing listens, that fails at once instead of after 20 s of name lookups.
 */
export const images = { web: "127.0.0.1:5000/album:1", proxy: "127.0.0.1:5000/traefik:3" } as const;

/** A page that names its host, one that fails and one that takes `QUERY_STRING` seconds, on busybox alone. */
const pages: Readonly<Record<string, string>> = {
  "bin/serve": `#!/bin/busybox sh
echo "<!doctype html><title>Album</title><h1>Album</h1><p>Served by $NODE</p>" > /www/index.html
exec /bin/busybox httpd -f -p 3000 -h /www
`,
  "www/cgi-bin/fail": `#!/bin/busybox sh
printf 'Status: 500 Internal Server Error\\r\\nContent-Type: text/plain\\r\\n\\r\\nIt failed, as asked.\\n'
`,
  "www/cgi-bin/slow": `#!/bin/busybox sh
/bin/busybox sleep "\${QUERY_STRING:-1}"
printf 'Content-Type: text/plain\\r\\n\\r\\nIt took a while, as asked.\\n'
`,
};

/** Where the parts of the images are on this machine. */
export interface Binaries {
  readonly busybox: string;
  readonly traefik: string;
}

/** Builds both images from the static binaries: the web's on every node, the proxy's on the manager, to which it is bound. */
export async function importImages(binaries: Binaries): Promise<void> {
  const web = path.join(folder, "image-web");
  await mkdir(path.join(web, "bin"), { recursive: true });
  await mkdir(path.join(web, "www", "cgi-bin"), { recursive: true });
  await copyFile(binaries.busybox, path.join(web, "bin", "busybox"));
  for (const [name, text] of Object.entries(pages)) {
    await writeFile(path.join(web, name), text);
    await chmod(path.join(web, name), 0o755);
  }
  await run`tar -C ${web} -cf ${web}.tar .`;
  const proxy = path.join(folder, "image-proxy");
  await run`tar -C ${path.dirname(binaries.traefik)} -cf ${proxy}.tar ${path.basename(binaries.traefik)}`;
  await Promise.all([
    ...nodes.map((node) => importImage(node, `${web}.tar`, images.web, "/bin/serve")),
    importImage("manager", `${proxy}.tar`, images.proxy, `/${path.basename(binaries.traefik)}`),
  ]);
  await attempt`rm -r ${web} ${web}.tar`;
  await rm(`${proxy}.tar`);
}

async function importImage(node: NodeName, archive: string, name: string, entry: string): Promise<void> {
  const change = `ENTRYPOINT ${JSON.stringify([entry])}`;
  await run`docker --host ${placeOf(node).host} import --change ${change} ${archive} ${name}`;
}
