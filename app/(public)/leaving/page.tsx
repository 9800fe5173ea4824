import type { Metadata } from "next";
import { MailLink } from "@/components/people/mail-link";
import { PublicFrame } from "@/components/people/public-frame";
import linkStyles from "@/components/ui/link.module.css";
import { loadMailLink } from "@/lib/web/pages/load-mail-link";

export const metadata: Metadata = {
  title: "A room that leaves soon",
  referrer: "same-origin",
  robots: { index: false },
};

/** The links of a mail open this page. Only its buttons change something, so that a program that opens the links of mails does not. */
export default async function LeavingPage({
  searchParams,
}: {
  searchParams: Promise<{ code?: string | string[]; act?: string | string[] }>;
}) {
  const { code, act } = await searchParams;
  const mail = await loadMailLink(code);
  if (mail && typeof code === "string") return <MailLink mail={mail} code={code} act={act} />;
  return (
    <PublicFrame
      title="This link leads nowhere"
      lead="It is not complete, it is not from this Roomkeeper, or its room was deleted for good. Nothing has changed."
      foot={
        <a className={linkStyles.link} href="/">
          Go to Roomkeeper
        </a>
      }
    />
  );
}
