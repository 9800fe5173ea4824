import type { Metadata } from "next";
import { AddressLink } from "@/components/people/address-link";
import { PublicFrame } from "@/components/people/public-frame";
import linkStyles from "@/components/ui/link.module.css";
import { loadAddressLink } from "@/lib/web/pages/load-address-link";

export const metadata: Metadata = {
  title: "A mail address",
  referrer: "same-origin",
  robots: { index: false },
};

/** The link of a mail that asks whether an address is right. Only its button changes something, so that programs that open links do not. */
export default async function ConfirmAddressPage({
  searchParams,
}: {
  searchParams: Promise<{ code?: string | string[] }>;
}) {
  const { code } = await searchParams;
  const link = await loadAddressLink(code);
  if (link && typeof code === "string") return <AddressLink link={link} code={code} />;
  return (
    <PublicFrame
      title="This link leads nowhere"
      lead="It is not complete, it is not from this Roomkeeper, or a newer mail has replaced it. Nothing has changed."
      foot={
        <a className={linkStyles.link} href="/">
          Go to Roomkeeper
        </a>
      }
    />
  );
}
