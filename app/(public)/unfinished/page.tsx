import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Door } from "@/components/people/door";
import { PersonLine } from "@/components/people/person-line";
import { Button, FormButton } from "@/components/ui/button";
import { loadKeptChange } from "@/lib/web/load-kept-change";
import { requireViewer } from "@/lib/web/viewer";

export const metadata: Metadata = { title: "Finish what you began" };

/** What somebody wanted to change when their session had ended: one button carries it out, once. */
export default async function UnfinishedPage() {
  const account = await requireViewer("/unfinished");
  const waiting = await loadKeptChange();
  if (!waiting) redirect("/");
  const words = waiting.words.charAt(0).toUpperCase() + waiting.words.slice(1);
  return (
    <Door
      title="Finish what you began?"
      lead={
        <>
          You were signed out before this was done, and nothing was changed yet:{" "}
          <b>
            <bdi>{waiting.words}</bdi>
          </b>
          .
        </>
      }
    >
      <PersonLine name={account.name} note={`Signed in as @${account.username}`} />
      <form method="post" action={waiting.action}>
        {waiting.fields.map(([name, value], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a form repeats names and values, and this list never changes
          <input key={`${name} ${index}`} type="hidden" name={name} value={value} />
        ))}
        <Button look="first" tall iconAfter="arrow-right">
          {words}
        </Button>
      </form>
      <div className="not-you">
        <span>Not any more?</span>
        <FormButton action="/api/dashboard/changes/drop" fields={{ returnTo: "/" }} look="bare">
          Leave it as it is
        </FormButton>
      </div>
    </Door>
  );
}
