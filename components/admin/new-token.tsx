import { FormButton } from "@/components/ui/button";
import { Name } from "@/components/ui/name";
import { CopyField } from "./copy-field";
import styles from "./new-token.module.css";

/** A token that was just made: to copy it, and put it away. */
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
        The token “<Name>{label}</Name>”, to take along
      </h2>
      <p>
        Give it to the game server of “<Name>{spaceName}</Name>” as STORAGE_TOKEN. It stands here
        until you put it away, for ten minutes at most. Only a fingerprint of it is kept: after that
        nobody can read it again.
      </p>
      <CopyField value={token} label="Token" />
      <FormButton action="/api/dashboard/tokens/shown" look="soft" icon="check">
        I have it, put it away
      </FormButton>
    </section>
  );
}
