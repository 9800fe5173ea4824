import { Icon } from "@/components/ui/icon";
import { type CodeLanguage, highlight, LANGUAGE_NAMES } from "./highlight";

/**
 * Code to copy, coloured on the server. The button keeps its place but is invisible until copy-buttons.tsx listens to it. Long
 * lines scroll inside the box, also by keyboard.
 * @param title what stands above the code instead of the language's name
 */
export function Command({
  children,
  language = "bash",
  title,
}: {
  children: string;
  language?: CodeLanguage;
  title?: string;
}) {
  const name = title ?? LANGUAGE_NAMES[language];
  return (
    <figure className="code">
      <figcaption>
        <span>{name}</span>
        <button type="button" data-copy="">
          <Icon name="copy" />
          <span>
            <span data-said="">Copy</span>
            <span className="vh"> {name}</span>
          </span>
        </button>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <pre tabIndex={0}>
        {language === "text" ? (
          <code>{children}</code>
        ) : (
          <code
            // biome-ignore lint/security/noDangerouslySetInnerHtml: highlight.js escapes what it is given, which is our own text.
            dangerouslySetInnerHTML={{ __html: highlight(children, language) }}
          />
        )}
      </pre>
    </figure>
  );
}
