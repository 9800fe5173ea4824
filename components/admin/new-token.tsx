import { FormButton } from "@/components/ui/button";
import { Name } from "@/components/ui/name";
import { CopyField } from "./copy-field";
import styles from "./new-token.module.css";

/** A token that was just made, with a button that copies it and one that hides it. */
export function NewToken({
  token,
  label,
  spaceName,
}: {
  token: string;
  label: string;
  spaceName: string;
}) {
  return (
    <section className={styles.newToken} aria-labelledby="new-token-title">
      <h2 id="new-token-title">
        The token “<Name>{label}</Name>” is ready to copy
      </h2>
      <p>
        Give it to the game server of “<Name>{spaceName}</Name>” as STORAGE_TOKEN. It is shown here
        until you hide it, for ten minutes at most. Roomkeeper stores only a hash of it, so nobody
        can read it after that.
      </p>
      <CopyField value={token} label="Token" />
      <FormButton action="/api/dashboard/tokens/shown" look="soft" icon="check">
        I have copied it, hide it
      </FormButton>
    </section>
  );
}
