import { type Desk, openDesk, type Port } from "./desk.ts";
import type { Recording } from "./recording.ts";
import type { Reply } from "./reply.ts";

/** Opens a desk over the page's own worker, whose script lies at `path`. */
export function openWorkerDesk(path: string, samples: Blob, recording: Recording): Desk {
  return openDesk(samples, recording, {
    start(hear, fail): Port {
      const worker = new Worker(new URL(path, document.baseURI), { type: "module" });
      worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => hear(data));
      worker.addEventListener("error", (event) => {
        event.preventDefault();
        fail(`The part of this page that computes has failed: ${event.message || "its script could not be loaded"}`);
      });
      return { post: (request) => worker.postMessage(request), close: () => worker.terminate() };
    },
    later(delay, act) {
      const timer = setTimeout(act, delay);
      return () => clearTimeout(timer);
    },
  });
}
