import { FormButton } from "@/components/ui/button";
import { CopyField } from "./copy-field";

/** The one time a token is shown: to copy it, and put it away. */
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
    <section className="new-token" aria-labelledby="new-token-title">
      <h2 id="new-token-title">
        The token “<bdi>{label}</bdi>”, shown this once
      </h2>
      <p>
        Give it to the game server of “<bdi>{spaceName}</bdi>” as STORAGE_TOKEN. Only a fingerprint
        of it is kept here: once put away, nobody can read it again.
      </p>
      <CopyField value={token} label="Token" />
      <FormButton action="/api/dashboard/tokens/shown" look="soft" icon="check">
        I have it, put it away
      </FormButton>
    </section>
  );
}
