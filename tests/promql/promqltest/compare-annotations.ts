import { formatAnnotation } from "../../../src/promql/engine/annotation.ts";
import type { Annotation } from "../../../src/promql/engine/query-value.ts";
import type { AnnotationMatch, Expectation } from "./command.ts";
import { formatMatch, matchesText } from "./match-text.ts";
import type { Difference } from "./outcome.ts";

/** Where an answer's annotations are not the expected ones. */
export function compareAnnotations(
  { warnings, infos }: Pick<Expectation, "warnings" | "infos">,
  query: string,
  annotations: readonly Annotation[],
): Difference[] {
  const textsOf = (severity: Annotation["severity"]) =>
    annotations.filter((annotation) => annotation.severity === severity).map((each) => formatAnnotation(query, each));
  return [
    ...compareTexts(warnings, textsOf("warning"), "warning"),
    ...compareTexts(infos, textsOf("info"), "info"),
  ];
}

function compareTexts(expected: AnnotationMatch, texts: readonly string[], thing: string): Difference[] {
  switch (expected.kind) {
    case "unchecked":
      return [];
    case "none":
      return texts.map((got) => ({ expected: `no ${thing}`, got }));
    case "some": {
      const found = texts.length === 0 ? `no ${thing}` : texts.join(" and ");
      const unmet = expected.matches.filter((match) => !texts.some((text) => matchesText(match, text)));
      const unexpected = texts.filter((text) => !expected.matches.some((match) => matchesText(match, text)));
      return [
        ...unmet.map((match) => ({ expected: formatMatch(match, thing), got: found })),
        ...unexpected.map((got) => ({ expected: `no other ${thing}`, got })),
      ];
    }
  }
}
