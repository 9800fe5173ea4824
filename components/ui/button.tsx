import type { ReactNode } from "react";
import styles from "./button.module.css";
import { Icon } from "./icon";
import type { IconName } from "./icon-paths";

interface ButtonLook {
  children: ReactNode;
  /** first: the main button of a view, which is filled. final: the last step of an action that cannot be undone. bare: no border. */
  look?: "plain" | "first" | "danger" | "final" | "bare" | "soft";
  icon?: IconName;
  /** An icon after the text, such as an arrow. */
  iconAfter?: IconName;
  tall?: boolean;
  /** Shows only the icon; screen readers still read the text. Only for more, close and trash. */
  square?: boolean;
  title?: string;
}

const LOOKS = {
  plain: undefined,
  first: styles.isFirst,
  danger: styles.isDanger,
  final: styles.isFinal,
  bare: styles.isBare,
  soft: styles.isSoft,
} as const;

function classes({ look = "plain", tall, square }: ButtonLook): string {
  return [styles.btn, LOOKS[look], tall && styles.isTall, square && styles.isSquare]
    .filter(Boolean)
    .join(" ");
}

function Inside({ icon, iconAfter, square, children }: ButtonLook) {
  return (
    <>
      {icon ? <Icon name={icon} /> : null}
      {square ? <span className="sr-only">{children}</span> : children}
      {iconAfter ? <Icon name={iconAfter} /> : null}
    </>
  );
}

/** A button in a form (type submit) or one that a script listens to (type button). */
export function Button(
  props: ButtonLook & {
    type?: "submit" | "button";
    name?: string;
    value?: string;
    form?: string;
    formAction?: string;
    formMethod?: "post";
    disabled?: boolean;
    id?: string;
    "aria-describedby"?: string;
  },
) {
  return (
    <button
      type={props.type === "button" ? "button" : "submit"}
      className={classes(props)}
      name={props.name}
      value={props.value}
      form={props.form}
      formAction={props.formAction}
      formMethod={props.formMethod}
      disabled={props.disabled}
      id={props.id}
      title={props.title}
      aria-describedby={props["aria-describedby"]}
    >
      <Inside {...props} />
    </button>
  );
}

/** A link that looks like a button. It opens a page and changes nothing. */
export function ButtonLink(
  props: ButtonLook & {
    href: string;
    download?: boolean;
    rel?: string;
    /** Whether it closes the dialog around it. */
    closes?: boolean;
  },
) {
  return (
    <a
      data-close={props.closes ? "" : undefined}
      className={classes(props)}
      href={props.href}
      download={props.download}
      title={props.title}
      rel={props.rel}
    >
      <Inside {...props} />
    </a>
  );
}

/**
 * A form that consists of one button: a POST to `action` with the given hidden fields. It works without scripts. Add `returnTo` to the
 * fields to say which page the browser opens afterwards.
 */
export function FormButton(
  props: ButtonLook & {
    action: string;
    fields?: Record<string, string | number>;
    disabled?: boolean;
  },
) {
  return (
    <form method="post" action={props.action}>
      <HiddenFields fields={props.fields} />
      <button
        type="submit"
        className={classes(props)}
        disabled={props.disabled}
        title={props.title}
      >
        <Inside {...props} />
      </button>
    </form>
  );
}

/** The hidden fields of a form. */
export function HiddenFields({ fields = {} }: { fields?: Record<string, string | number> }) {
  return Object.entries(fields).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ));
}
