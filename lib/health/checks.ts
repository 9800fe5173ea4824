import { canWrite } from "./can-write";
import type { Check } from "./check";
import { diskTakesWrites } from "./disk-takes-writes";
import { isUtf8 } from "./is-utf8";
import { opensSeals } from "./opens-seals";
import { schemaFits } from "./schema-fits";

/** The one examination, at a start and for `ready`: a check a file, in the order in which a person would mend what they find. */
export const CHECKS: readonly Check[] = [isUtf8, canWrite, schemaFits, opensSeals, diskTakesWrites];
