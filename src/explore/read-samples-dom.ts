/** The samples of a session, or in words why they could not be had. */
export type ReadSamples = { readonly kind: "read"; readonly samples: Blob } | {
  readonly kind: "missing";
  readonly words: string;
};

/** Fetches the samples from beside the page. Never throws. */
export async function readSamples(path: string): Promise<ReadSamples> {
  try {
    const response = await fetch(path);
    if (response.ok) return { kind: "read", samples: await response.blob() };
    return {
      kind: "missing",
      words:
        `The samples of this session are not where the page expects them: the server answered ${response.status} to "${path}".`,
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      kind: "missing",
      words: `The samples of this session could not be read: ${reason}. Load the page again to try once more.`,
    };
  }
}
