import { TextField } from "@/components/ui/field";
import { LIMITS } from "@/lib/core/limits";

/** The fields of the forms that name or change a Plex server. `id` distinguishes the forms of a page. The token is never filled in. */
export function PlexServerFields({ id, url }: { id: string; url?: string }) {
  return (
    <>
      <TextField
        id={`url-${id}`}
        name="url"
        label="Address"
        hint="As this machine reaches it. Plex usually listens on port 32400."
        placeholder="http://192.168.1.20:32400"
        defaultValue={url}
        maxLength={LIMITS.webhookUrlUnitsMax}
        autoComplete="off"
        required
      />
      <TextField
        id={`token-${id}`}
        name="token"
        type="password"
        label="Token"
        hint={
          url === undefined
            ? "Plex calls it X-Plex-Token. It is stored encrypted and never shown again."
            : "Leave it empty to keep the stored one. A new address needs it again."
        }
        maxLength={LIMITS.plexServerTokenUnitsMax}
        autoComplete="off"
        required={url === undefined}
      />
    </>
  );
}
