import { parseArgs } from "node:util";
import { runCommand } from "../src/capture/command.ts";
import { serveSession } from "../src/capture/serve-command.ts";
import { UserError } from "../src/core/user-error.ts";

const usage = `Usage: npm run serve-archive -- <session> [--port N] [--book DIR]

Answers Prometheus' HTTP API from a recorded session, to this machine only, until Ctrl-C: for Grafana, promtool, or any
client. <session> is an id, the beginning of one, or "latest".

  --port N    the port on 127.0.0.1 (default: 9099; 0 for any free one)
  --book DIR  the folder that holds content/ (default: .)

One query is evaluated at a time and given up after 30 s; other requests wait meanwhile.

Exit codes: 0 ended, 3 the session is damaged, 64 usage or the port is taken`;

await runCommand(usage, async (args) => {
  const { values, positionals } = parseArgs({
    args,
    options: { book: { type: "string", default: "." }, port: { type: "string", default: "9099" } },
    allowPositionals: true,
  });
  const [session, ...more] = positionals;
  if (session === undefined || more.length > 0) {
    throw new UserError(`Cannot serve: expected one session, found ${positionals.length}\n\n${usage}`);
  }
  const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : NaN;
  if (!(port <= 65_535)) {
    throw new UserError(`Cannot serve on port "${values.port}": expected a number from 0 to 65535`);
  }
  return await serveSession({ book: values.book, session, port });
});
