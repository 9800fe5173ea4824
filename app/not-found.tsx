import type { Metadata } from "next";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main className="page" id="main">
      <EmptyState
        art="missing"
        level={1}
        title="There is no such room here"
        actions={
          <>
            <ButtonLink look="first" href="/rooms">
              Go to the rooms
            </ButtonLink>
            <ButtonLink href="/trash">Look in the trash</ButtonLink>
          </>
        }
      >
        The address may be mistyped, or what was here belongs to somebody else or has left for good.
      </EmptyState>
    </main>
  );
}
