import { CopyField } from "@/components/admin/copy-field";
import newTokenStyles from "@/components/admin/new-token.module.css";
import { FormButton } from "@/components/ui/button";
import linkStyles from "@/components/ui/link.module.css";
import { Name } from "@/components/ui/name";
import { LIMITS } from "@/lib/core/limits";

/** A webhook's secret that was just made, with a button that copies it and one that hides it. */
export function NewSecret({
  secret,
  host,
  isRotated,
}: {
  secret: string;
  host: string;
  isRotated: boolean;
}) {
  return (
    <section className={newTokenStyles.newToken} aria-labelledby="new-secret-title">
      <h2 id="new-secret-title">
        The {isRotated ? "new secret" : "secret"} of <Name>{host}</Name> is ready to copy
      </h2>
      <p>
        With it the receiver checks that a message comes from this Roomkeeper.{" "}
        {isRotated ? `The former one also signs for ${LIMITS.webhookOverlapHours} hours. ` : ""}
        It is shown here until you hide it, for ten minutes at most, and never again after that.{" "}
        <a className={linkStyles.link} href="/docs/webhooks#verify">
          How to verify
        </a>
      </p>
      <CopyField value={secret} label="Secret" />
      <FormButton action="/api/dashboard/webhooks/shown" look="soft" icon="check">
        I have copied it, hide it
      </FormButton>
    </section>
  );
}
