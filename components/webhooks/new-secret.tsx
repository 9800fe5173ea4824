import { CopyField } from "@/components/admin/copy-field";
import newTokenStyles from "@/components/admin/new-token.module.css";
import { FormButton } from "@/components/ui/button";
import linkStyles from "@/components/ui/link.module.css";
import { Name } from "@/components/ui/name";
import { LIMITS } from "@/lib/core/limits";

/** A webhook's secret that was just made: to copy it, and put it away. */
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
        The {isRotated ? "new secret" : "secret"} of <Name>{host}</Name>, to take along
      </h2>
      <p>
        The receiver checks with it that a message is from here.{" "}
        {isRotated ? `The former one signs as well for ${LIMITS.webhookOverlapHours} hours. ` : ""}
        It stands here until you put it away, for ten minutes at most; after that nobody is shown it
        again.{" "}
        <a className={linkStyles.link} href="/docs/webhooks#verify">
          How to verify
        </a>
      </p>
      <CopyField value={secret} label="Secret" />
      <FormButton action="/api/dashboard/webhooks/shown" look="soft" icon="check">
        I have it, put it away
      </FormButton>
    </section>
  );
}
