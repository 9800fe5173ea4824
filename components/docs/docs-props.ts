import type { ReferenceOperation } from "@/lib/web/load-reference";

/** What the body of a docs page is given. */
export interface DocsProps {
  /** The public address of this instance, without a slash at its end. */
  address: string;
  /** The operations that this page describes, in the order of their paths. */
  operations: readonly ReferenceOperation[];
  /** Every error code with its status and its words. */
  problems: readonly { code: string; status: number; means: string; next: string }[];
}
