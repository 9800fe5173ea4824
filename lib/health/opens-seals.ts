import { FOREIGN_SECRET, opensCanary, readCanary } from "./canary";
import type { Check } from "./check";

/** An instance with another secret would save and list rooms, and fail at each password and each session. */
export const opensSeals: Check = {
  part: "secret",
  async examine({ db, secretBox }) {
    const canary = await readCanary(db);
    return canary === null || opensCanary(secretBox, canary) ? null : FOREIGN_SECRET;
  },
};
