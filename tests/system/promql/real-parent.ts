import { startPrometheus } from "../../../src/lab/prometheus/start-prometheus.ts";

// Starts a real Prometheus, says its port, and waits to be killed.
const config = { port: 0, scrapeInterval: 500, evaluationInterval: 500, jobs: [], groups: [] };
const child = await startPrometheus("real", config, { onLine() {}, onDeath() {} });
console.log(child.ports["http"]);
