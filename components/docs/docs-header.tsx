import { Brand } from "@/components/shell/brand";
import { ButtonLink } from "@/components/ui/button";

/** The header of the docs for somebody who is not signed in. */
export function DocsHeader() {
  return (
    <header className="desk">
      <div className="desk-in">
        <Brand />
        <nav className="nav" aria-label="Main">
          <a href="/docs" aria-current="true">
            Docs
          </a>
        </nav>
        <div className="desk-end">
          <ButtonLink look="soft" href="/sign-in">
            Sign in
          </ButtonLink>
        </div>
      </div>
    </header>
  );
}
