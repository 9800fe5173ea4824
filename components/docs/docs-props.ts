import type { ReferenceOperation } from "@/lib/web/openapi/load-reference";

/** The props of the body of a docs page. */
export interface DocsProps {
  /** The public address of this instance, without a trailing slash. */
  address: string;
  /** The operations that the page describes, in the order of their paths. */
  operations: readonly ReferenceOperation[];
  /** Every error code with its status and its texts. */
  problems: readonly { code: string; status: number; means: string; next: string }[];
}
