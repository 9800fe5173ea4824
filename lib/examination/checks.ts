import { canWrite } from "./can-write";
import type { Check } from "./check";
import { diskTakesWrites } from "./disk-takes-writes";
import { isUtf8 } from "./is-utf8";
import { opensSeals } from "./opens-seals";
import { schemaFits } from "./schema-fits";

/** The checks at the start and for `ready`, one per file, in the order in which an operator would fix the problems. */
export const CHECKS: readonly Check[] = [isUtf8, canWrite, schemaFits, opensSeals, diskTakesWrites];
