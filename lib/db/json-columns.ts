import pg from "pg";
import { parseJsonb } from "@/lib/core/json-text";

/** How a pool parses columns: jsonb with `parseJsonb`, everything else as pg does. */
export const jsonColumns: pg.CustomTypesConfig = {
  getTypeParser(oid, format) {
    if (oid === pg.types.builtins.JSONB && format !== "binary") return parseJsonb;
    return pg.types.getTypeParser(oid, format);
  },
};
