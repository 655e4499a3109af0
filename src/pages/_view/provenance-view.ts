import type { Report } from "../../analysis/report.ts";
import type { Verification } from "../../archive/verification.ts";
import type { DownloadView, ProvenanceView, Term } from "../../components/view.ts";
import { formatBytes, formatDuration, formatInstant, formatNumber, formatValue } from "../../core/format.ts";
import type { Session } from "../../core/session.ts";
import { lengthOf } from "../../core/time.ts";
import { archivePath } from "./links.ts";
import { intervalWords } from "./time-view.ts";
import { truthView } from "./truth-view.ts";
import { verificationView } from "./verification-view.ts";

const statusWords = {
  recording: "still being recorded when this page was built",
  complete: "complete: the recorder stopped in order",
  recovered: "recovered: the recorder was cut off, and the session was made whole from what had reached the disk",
} as const;

/** Who recorded the session, with what, how much was seen, and the files to take away; `present` are those that exist. */
export function provenanceView(
  session: Omit<Session, "series">,
  report: Report,
  verification: Verification,
  present: readonly string[],
): ProvenanceView {
  return {
    verification: verificationView(verification),
    truth: truthView(report.truth),
    terms: terms(session, report),
    coverage: {
      caption: "How much of the session each source was seen",
      columns: ["Source", "Seen", "Expected", "Coverage", "In words"],
      rows: report.coverage.map(({ source, seen, expected, coverage, words }) => [
        source,
        formatNumber(seen),
        formatNumber(expected),
        expected === 0 ? "— nothing expected" : formatValue(coverage, "ratio"),
        words,
      ]),
    },
    blinds: {
      caption: "Blind intervals: a source did not answer",
      columns: ["Source", "Interval", "In its words"],
      rows: report.blinds.map(({ source, interval, reason }) => [source, intervalWords(interval), reason]),
    },
    clocks: {
      caption: "Clocks, against the recorder’s at the start",
      columns: ["Source", "Offset", "Known to within"],
      rows: session.head.clockOffsets.map(({ source, offset, roundTrip }) => [
        source,
        `${offset > 0 ? "+" : ""}${formatDuration(offset)}`,
        `±${formatDuration(roundTrip / 2)}`,
      ]),
    },
    redactions: {
      caption: "Taken out before anything was written",
      columns: ["File", "Place", "Reason"],
      rows: session.redactions.map(({ file, place, reason }) => [file, place, reason]),
    },
    downloads: downloads(session, present),
  };
}

function terms({ head }: Omit<Session, "series">, { interval }: Report): Term[] {
  const { versions } = head;
  const docker = Object.entries(versions.docker).map(([name, version]) => `${name} ${version}`);
  return [
    { term: "Session", text: head.id },
    { term: "Recorded", text: `${formatInstant(interval.start)}, for ${formatDuration(lengthOf(interval))}` },
    { term: "State", text: statusWords[head.status] },
    { term: "Drillbook", text: `${versions.drillbook} on ${versions.runtime}` },
    { term: "Prometheus", text: versions.prometheus ?? "not known" },
    { term: "Docker", text: docker.length === 0 ? "not watched" : docker.join(", ") },
    { term: "Book’s commit", text: head.bookCommit ?? "not known" },
    { term: "Layout of the folder", text: `version ${head.schemaVersion}` },
  ];
}

function downloads({ files }: Omit<Session, "series">, present: readonly string[]): DownloadView[] {
  const listed = new Map(files.map((file) => [file.path, file]));
  const paths = new Set([...listed.keys(), ...present]);
  return [...paths].sort().map((path) => {
    const file = listed.get(path);
    return {
      path,
      href: present.includes(path) ? archivePath(path) : "",
      size: file === undefined ? unlistedWords(path) : formatBytes(file.size),
      sha256: file?.sha256 ?? "",
    };
  });
}

function unlistedWords(path: string): string {
  return path === "manifest.json" ? "lists the others" : "not in the manifest";
}
