import { join, relative, resolve } from "node:path";
import process from "node:process";
import { exitCodes } from "../core/exit-codes.ts";
import type { DemoEffects } from "./demo-effects.ts";
import type { DemoOptions } from "./demo-options.ts";
import { hearSignals } from "./hear-signals.ts";
import { movePlan } from "./move-plan.ts";
import { openAddress } from "./open-address.ts";
import { recordDrill } from "./record-drill.ts";

/**
 * Raises the lab, records its drill, judges it, builds the book and serves it; answers the exit code.
 * Throws `UserError` when the lab cannot be raised, breaks, or the book cannot be built.
 */
export async function runDemo(options: DemoOptions, effects: DemoEffects): Promise<number> {
  const { book, ports } = options;
  const { say } = effects;
  await effects.refuseSecond(book);
  const plan = movePlan(await effects.readPlan(book, "demo"), ports.web);
  const signals = hearSignals();
  const { stop, stopped, forget } = signals;
  let isBuilding = false;
  try {
    const { id, folder, code, trouble } = await recordDrill(plan, options, effects, signals);
    if (code !== exitCodes.pass) return code;
    if (trouble !== undefined) {
      say(
        `The drill did not come to its end: session ${id} tells only of what was recorded until then.\n` +
          `"npm run build" shows it; whoever does not want it deletes ${folder}`,
      );
      throw trouble;
    }
    if (stop.aborted) say(`The drill came to its end, and session ${id} is whole: "npm run build" shows it`);
    stop.throwIfAborted();
    say(`\n${await effects.judge(folder)}\nBuilding the book`);
    const out = resolve(book, "dist");
    isBuilding = true;
    await effects.build(resolve(book), out, stop);
    isBuilding = false;
    say(`The session is ${folder}: commit it to keep it, or delete it.\nAsk it: npm run query -- latest up`);
    if (options.serve) return await serve(out, id);
    say(`The page of the session: ${relative(process.cwd(), join(out, "sessions", id, "index.html"))}`);
    return exitCodes.pass;
  } catch (error) {
    if (!stop.aborted) throw error;
    if (isBuilding) say('The session is whole; the book is as it was before: "npm run build" shows the session');
    say("Interrupted; nothing is left running");
    return exitCodes.interrupted;
  } finally {
    forget();
  }

  async function serve(out: string, id: string): Promise<number> {
    // Whoever has the port beside the lab's shall not keep the page from being shown.
    const server = await effects.serve(out, ports.prometheus + 1).catch(() => effects.serve(out, 0));
    const address = `${server.url}/sessions/${id}/`;
    say(`The page of the session: ${address}\nCtrl-C ends the server; "npm run preview" serves the book again`);
    openAddress(address);
    await stopped;
    await server.close();
    return exitCodes.pass;
  }
}
