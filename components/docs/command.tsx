import { Icon } from "@/components/ui/icon";
import styles from "./command.module.css";
import { type CodeLanguage, highlight, LANGUAGE_NAMES } from "./highlight";

/**
 * Code to copy, highlighted on the server. The button takes up its space but stays invisible until copy-buttons.tsx has started.
 * Commands of a shell wrap. Other long lines scroll inside the box, also with the keyboard.
 * @param title the text above the code; by default the name of the language
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
    <figure className={language === "bash" ? `${styles.code} ${styles.isBash}` : styles.code}>
      <figcaption>
        <span>{name}</span>
        <button type="button" data-copy="">
          <Icon name="copy" />
          <span>
            <span data-said="">Copy</span>
            <span className="sr-only"> {name}</span>
          </span>
        </button>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <pre tabIndex={0}>
        {language === "text" ? (
          <code>{children}</code>
        ) : (
          <code
            // biome-ignore lint/security/noDangerouslySetInnerHtml: highlight.js escapes its input, and the input is our own text.
            dangerouslySetInnerHTML={{ __html: highlight(children, language) }}
          />
        )}
      </pre>
    </figure>
  );
}
