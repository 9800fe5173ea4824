import dialogStyles from "@/components/ui/dialog.module.css";
import { ChoiceField } from "@/components/ui/field";
import { Name } from "@/components/ui/name";
import type { Creations } from "@/lib/people/list-creations";

const NAMED_MAX = 4;

/** Lists the tokens and webhooks of an account that still work, and asks what happens to them. Renders nothing if there are none. */
export function MadeQuestion({ made }: { made: Creations | undefined }) {
  if (!made) return null;
  const lines = [
    ...made.tokens.map(({ id, label, hint, spaceName }) => ({
      id,
      what: (
        <>
          Token “<Name>{label}</Name>”, ends in <code>{hint}</code>
        </>
      ),
      spaceName,
    })),
    ...made.webhooks.map(({ id, host, spaceName }) => ({
      id,
      what: (
        <>
          Webhook to <Name>{host}</Name>
        </>
      ),
      spaceName,
    })),
  ];
  const hidden = lines.length - NAMED_MAX;
  return (
    <>
      <ul className={dialogStyles.losses} aria-label="What they made">
        {lines.slice(0, NAMED_MAX).map(({ id, what, spaceName }) => (
          <li key={id}>
            <span>{what}</span>
            <b>
              <Name>{spaceName}</Name>
            </b>
          </li>
        ))}
        {hidden > 0 ? <li>and {hidden} more</li> : null}
      </ul>
      <ChoiceField
        name="made"
        label="What happens to what they made?"
        options={[
          { value: "keep", label: "Keep it" },
          { value: "revoke", label: choiceOf(made) },
        ]}
        chosen={[]}
        required
      />
    </>
  );
}

function choiceOf({ tokens, webhooks }: Creations): string {
  if (tokens.length === 0) return "Turn webhooks off";
  return webhooks.length === 0 ? "Revoke tokens" : "Revoke tokens, turn webhooks off";
}
