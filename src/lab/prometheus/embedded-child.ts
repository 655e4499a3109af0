import { beChild } from "../be-child.ts";
import { type EmbeddedConfig, startEmbedded } from "./embedded.ts";

await beChild<EmbeddedConfig>(async (config, tell) => {
  const { port } = await startEmbedded(config);
  tell({ kind: "ready", ports: { http: port } });
});
