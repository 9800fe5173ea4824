import { FOREIGN_SECRET, opensCanary, readCanary } from "./canary";
import type { Check } from "./check";

/** An instance with another secret could save and list rooms, but would fail at every password and every session. */
export const opensSeals: Check = {
  part: "secret",
  async examine({ db, secretBox }) {
    const canary = await readCanary(db);
    return canary === null || opensCanary(secretBox, canary) ? null : FOREIGN_SECRET;
  },
};
