import { formatDurationLiteral } from "../../promql/duration.ts";
import { type PrometheusConfig, type Rule, type ScrapeJob, scrapeTimeoutOf } from "./config.ts";

/** The name under which the configuration names its rules. */
export const rulesFile = "alerts.yml";

/** The configuration as Prometheus reads it, YAML: `prometheus.yml`. */
export function formatConfig({ scrapeInterval, evaluationInterval, jobs }: PrometheusConfig): string {
  return lines(
    "global:",
    `  scrape_interval: ${formatDurationLiteral(scrapeInterval)}`,
    `  scrape_timeout: ${formatDurationLiteral(scrapeTimeoutOf(scrapeInterval))}`,
    `  evaluation_interval: ${formatDurationLiteral(evaluationInterval)}`,
    "rule_files:",
    `- ${rulesFile}`,
    "scrape_configs:",
    ...jobs.map((job) => formatJob(job, scrapeInterval)),
  );
}

function formatJob({ name, targets, scrapeInterval, metricsPath }: ScrapeJob, usual: number): string {
  const interval = scrapeInterval ?? usual;
  return lines(
    `- job_name: ${formatText(name)}`,
    `  scrape_interval: ${formatDurationLiteral(interval)}`,
    `  scrape_timeout: ${formatDurationLiteral(scrapeTimeoutOf(interval))}`,
    `  metrics_path: ${formatText(metricsPath ?? "/metrics")}`,
    "  static_configs:",
    "  - targets:",
    ...targets.map((target) => `    - ${target}`),
  ).trimEnd();
}

/** Its rules as Prometheus reads them, YAML: `alerts.yml`. */
export function formatRules({ groups }: PrometheusConfig): string {
  if (groups.length === 0) return "groups: []\n";
  return lines(
    "groups:",
    ...groups.flatMap(({ name, rules }) => [
      `- name: ${formatText(name)}`,
      rules.length === 0 ? "  rules: []" : "  rules:",
      ...rules.map(formatRule),
    ]),
  );
}

function formatRule(rule: Rule): string {
  return lines(
    `  - ${rule.kind}: ${formatText(rule.name)}`,
    `    expr: ${formatText(rule.expr)}`,
    ...rule.kind === "alert" ? [`    for: ${formatDurationLiteral(rule.for)}`] : [],
    ...formatTexts("labels", rule.labels),
    ...rule.kind === "alert" ? formatTexts("annotations", rule.annotations) : [],
  ).trimEnd();
}

function formatTexts(key: string, texts: Readonly<Record<string, string>> = {}): string[] {
  const entries = Object.entries(texts);
  if (entries.length === 0) return [];
  return [`    ${key}:`, ...entries.map(([name, text]) => `      ${formatText(name)}: ${formatText(text)}`)];
}

/** Plain where YAML reads a word back as it is, in quotes otherwise. */
function formatText(text: string): string {
  return /^[A-Za-z_/][\w/.-]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text)
    ? text
    : JSON.stringify(text);
}

function lines(...each: readonly string[]): string {
  return `${each.join("\n")}\n`;
}
