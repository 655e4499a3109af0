import type { RecordingView } from "../../components/page-view.ts";
import type { RecordingEntry } from "./book-fs.ts";
import { dayView } from "./time-view.ts";

/** A session that is being recorded, as the book lists it. */
export function recordingView({ folder, head }: RecordingEntry): RecordingView {
  const time = dayView(head.start);
  const { title } = head.plan;
  return {
    id: folder,
    title: head.title,
    plan: title,
    time,
    words: [head.title, folder, title, time.text, "recording"].join(" "),
  };
}
