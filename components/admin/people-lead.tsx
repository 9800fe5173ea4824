import { counted } from "@/lib/core/counted";
import type { PeoplePage } from "@/lib/people/list-people";

/** How many accounts have signed in, and how many exist that never did. */
export function PeopleLead({ counts }: { counts: PeoplePage["counts"] }) {
  const { all, admins, banned } = counts.signedIn;
  const others = counts.all - all;
  return (
    <>
      <b>{counted(all, "account")}</b> signed in here so far: {counted(admins, "admin")},{" "}
      {banned === 0 ? "none" : banned} banned.
      {others === 0 ? null : ` ${others === 1 ? "One more" : `${others} more`} never signed in.`}
    </>
  );
}
