import { Brand } from "@/components/shell/brand";
import deskStyles from "@/components/shell/desk.module.css";
import navLinksStyles from "@/components/shell/nav-links.module.css";
import { ButtonLink } from "@/components/ui/button";

/** The header of the docs for somebody who is not signed in. */
export function DocsHeader() {
  return (
    <header className={deskStyles.desk}>
      <div className={deskStyles.deskIn}>
        <Brand />
        <nav className={navLinksStyles.nav} aria-label="Main">
          <a href="/docs" aria-current="true">
            Docs
          </a>
        </nav>
        <div className={deskStyles.deskEnd}>
          <ButtonLink look="soft" href="/sign-in">
            Sign in
          </ButtonLink>
        </div>
      </div>
    </header>
  );
}
