import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { PersonLine } from "@/components/people/person-line";
import { PublicFrame } from "@/components/people/public-frame";
import frameStyles from "@/components/people/public-frame.module.css";
import { Button, FormButton } from "@/components/ui/button";
import { Name } from "@/components/ui/name";
import { loadKeptChange } from "@/lib/web/forms/load-kept-change";
import { requireViewer } from "@/lib/web/pages/viewer";

export const metadata: Metadata = { title: "Finish your change" };

/** Shows a change that was sent after its session had ended. A button carries out the change once. */
export default async function UnfinishedPage() {
  const account = await requireViewer("/unfinished");
  const waiting = await loadKeptChange();
  if (!waiting) redirect("/");
  const sentence = waiting.text.charAt(0).toUpperCase() + waiting.text.slice(1);
  return (
    <PublicFrame
      title="Finish your change?"
      lead={
        <>
          You were signed out before this change was made. Nothing has changed yet:{" "}
          <b>
            <Name>{waiting.text}</Name>
          </b>
          .
        </>
      }
    >
      <PersonLine name={account.name} note={`Signed in as @${account.username}`} />
      <form method="post" action={waiting.action}>
        {waiting.fields.map(([name, value], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a form may repeat names and values, and this list never changes
          <input key={`${name} ${index}`} type="hidden" name={name} value={value} />
        ))}
        <Button look="first" tall iconAfter="arrow-right">
          {sentence}
        </Button>
      </form>
      <div className={frameStyles.notYou}>
        <span>Changed your mind?</span>
        <FormButton action="/api/dashboard/changes/drop" fields={{ returnTo: "/" }} look="bare">
          Leave it as it is
        </FormButton>
      </div>
    </PublicFrame>
  );
}
