import { ShownText } from "./shown-text";

/** A name or a reason that somebody typed, isolated from the direction of the text around it. */
export function Name({
  children,
  dir,
}: {
  children: string | null | undefined;
  dir?: "auto" | "ltr";
}) {
  return (
    <bdi dir={dir}>
      <ShownText text={children ?? ""} />
    </bdi>
  );
}
