/** Builds the client into `outdir`; resolves with the modules that went in. */
export function buildClient(outdir?: string): Promise<string[]>;
