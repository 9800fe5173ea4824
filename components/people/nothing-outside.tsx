import { ButtonLink } from "@/components/ui/button";
import linkStyles from "@/components/ui/link.module.css";
import { PublicFrame } from "./public-frame";

/** The not-found text for visitors who are not signed in, with a link to the sign-in. */
export function NothingOutside() {
  return (
    <PublicFrame
      title="There is nothing here"
      lead="The address may be mistyped, or what was here was deleted for good. Sign in to see your rooms."
      foot={
        <a className={linkStyles.link} href="/docs">
          Read the docs
        </a>
      }
    >
      <ButtonLink href="/sign-in" look="first" tall iconAfter="arrow-right">
        Sign in
      </ButtonLink>
    </PublicFrame>
  );
}
