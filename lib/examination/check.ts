import type { SecretBox } from "@/lib/core/secret-box";
import type { Queryable } from "@/lib/db/queryable";

/** The parts that must work before an instance may report that it is ready. */
export type Part = "encoding" | "migrations" | "writing" | "secret" | "disk";

/** The instance that is checked. */
export interface Subject {
  db: Queryable;
  secretBox: SecretBox;
  /** DATA_DIR. */
  dataDir: string;
  /** How much is free on the disk of the embedded database; undefined for any other database. */
  freeBytes?: (() => Promise<number | null>) | undefined;
  /** The names of this version's migrations. */
  migrations: readonly string[];
  /** False at the start, before this version's migrations are applied. */
  isMigrated: boolean;
}

/** One check of the instance. */
export interface Check {
  part: Part;
  /** Resolves with null, or with one sentence for the operator that says what is wrong and what to do. Rejects if the database fails. */
  examine(subject: Subject): Promise<string | null>;
}

export interface Problem {
  part: Part;
  sentence: string;
}
