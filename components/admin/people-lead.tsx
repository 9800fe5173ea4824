import type { PeoplePage } from "@/lib/people/list-people";

/** Says how many accounts signed in, and how many exist without that. */
export function PeopleLead({ counts }: { counts: PeoplePage["counts"] }) {
  const { all, admins, banned } = counts.signedIn;
  const others = counts.all - all;
  return (
    <>
      <b>{all === 1 ? "One account" : `${all} accounts`}</b> signed in here so far:{" "}
      {admins === 1 ? "one admin" : `${admins} admins`}, {banned === 0 ? "none" : banned} banned.
      {others === 0 ? null : ` ${others === 1 ? "One more" : `${others} more`} never signed in.`}
    </>
  );
}
