import type { SecretBox } from "@/lib/core/secret-box";
import type { Queryable } from "@/lib/wire/queryable";

/** What has to be right before an instance may say that it is ready. */
export type Part = "encoding" | "migrations" | "writing" | "secret" | "disk";

/** The instance that is examined. */
export interface Subject {
  db: Queryable;
  secretBox: SecretBox;
  /** DATA_DIR. */
  dataDir: string;
  /** The names of this version's migrations. */
  migrations: readonly string[];
  /** False at a start, before this version's migrations are applied. */
  isMigrated: boolean;
}

/** One question about the instance. */
export interface Check {
  part: Part;
  /** Resolves with null, or with one sentence for the operator: what is wrong, and what to do. Rejects when the database fails. */
  examine(subject: Subject): Promise<string | null>;
}

export interface Problem {
  part: Part;
  sentence: string;
}
