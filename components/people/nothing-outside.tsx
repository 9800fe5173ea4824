import { ButtonLink } from "@/components/ui/button";
import { Door } from "./door";

/** What an address that leads nowhere says to somebody who is not signed in: that, and the way in. */
export function NothingOutside() {
  return (
    <Door
      title="There is nothing here"
      lead="The address may be mistyped, or what was here has left for good. Your rooms are behind the sign-in."
      foot={
        <a className="link" href="/docs">
          Read the docs
        </a>
      }
    >
      <ButtonLink href="/sign-in" look="first" tall iconAfter="arrow-right">
        Sign in
      </ButtonLink>
    </Door>
  );
}
