import { answerApi, type ApiAnswer } from "../../../src/promql/api/answer-api.ts";
import { type ServedArchive, servedArchiveOf } from "../../../src/promql/api/served-archive.ts";
import { seriesOf } from "../../analysis/series-of.ts";
import { drillStart, syntheticSession } from "../../fixtures/drill.ts";

/** The synthetic drill with a series of odd values, as an archive to ask. */
export function servedDrill(): ServedArchive {
  const session = syntheticSession();
  const odd = seriesOf({ __name__: "up", job: "odd", "service.name": "a<b" }, [
    [drillStart, 1],
    [drillStart + 290_000, NaN],
    [drillStart + 299_500, 1e-7],
  ]);
  return servedArchiveOf({ ...session, series: [...session.series, odd] });
}

/** Asks an archive by GET; parameters as in an address. */
export function ask(archive: ServedArchive, path: string, query = "", method: "GET" | "POST" = "GET"): ApiAnswer {
  return answerApi(archive, { method, path, params: new URLSearchParams(query) }, { now: () => 0 });
}

/** The data of a success, parsed; throws for any other answer. */
export function dataOf<Data>(answer: ApiAnswer): Data {
  const body = JSON.parse(answer.body) as { status: string; data: Data };
  if (body.status !== "success" || answer.status !== 200) throw new Error(answer.body);
  return body.data;
}

/** The error of a failure. */
export function errorOf(answer: ApiAnswer): string {
  const body = JSON.parse(answer.body) as { status: string; error: string };
  return body.status === "error" ? body.error : `no error: ${answer.body}`;
}
