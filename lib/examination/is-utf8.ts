import type { Check } from "./check";

/** The database must be encoded in UTF-8, because any other encoding cannot store most of the world's names. */
export const isUtf8: Check = {
  part: "encoding",
  async examine({ db }) {
    const { rows } = await db.query<{ encoding: string; name: string }>(
      "select current_setting('server_encoding') as encoding, current_database() as name",
    );
    const [{ encoding, name } = { encoding: "unknown", name: "" }] = rows;
    if (encoding === "UTF8") return null;
    return (
      `The database “${name}” has the encoding ${encoding} and cannot store every text: make another one with ` +
      "CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0, and set DATABASE_URL to it."
    );
  },
};
