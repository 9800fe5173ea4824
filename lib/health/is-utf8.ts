import type { Check } from "./check";

/** A database of another encoding refuses most names of the world, one by one, for ever. */
export const isUtf8: Check = {
  part: "encoding",
  async examine({ db }) {
    const { rows } = await db.query<{ encoding: string; name: string }>(
      "select current_setting('server_encoding') as encoding, current_database() as name",
    );
    const [{ encoding, name } = { encoding: "unknown", name: "" }] = rows;
    if (encoding === "UTF8") return null;
    return (
      `The database “${name}” has the encoding ${encoding} and cannot hold every text: make another with ` +
      "CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0, and set DATABASE_URL to it."
    );
  },
};
