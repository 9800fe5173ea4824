import pg from "pg";
import { parseJsonb } from "@/lib/core/json-text";

/** Makes pg parse jsonb columns with `parseJsonb`, and all other columns in its own way. */
export const jsonColumns: pg.CustomTypesConfig = {
  getTypeParser(oid, format) {
    if (oid === pg.types.builtins.JSONB && format !== "binary") return parseJsonb;
    return pg.types.getTypeParser(oid, format);
  },
};
