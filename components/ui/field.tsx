import type { ReactNode } from "react";
import { shownText } from "@/lib/core/hidden-characters";
import styles from "./field.module.css";

interface FieldFrame {
  /** The id of the control; the label and the hint point at it. */
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  /** What was wrong with the value, in a sentence. */
  problem?: string;
}

function Frame({ id, label, hint, problem, children }: FieldFrame & { children: ReactNode }) {
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children}
      {problem ? (
        <p className={`${styles.hint} ${styles.isProblem}`} id={`${id}-hint`}>
          {problem}
        </p>
      ) : hint ? (
        <p className={styles.hint} id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
    </div>
  );
}

function describedBy({ id, hint, problem }: FieldFrame) {
  return {
    "aria-describedby": hint || problem ? `${id}-hint` : undefined,
    "aria-invalid": problem ? true : undefined,
  };
}

/** One line of text, a number, a date or a password, with its label above and a hint below. */
export function TextField(
  props: FieldFrame & {
    name: string;
    type?: "text" | "number" | "date" | "datetime-local" | "email" | "password" | "search";
    defaultValue?: string | number;
    placeholder?: string;
    required?: boolean;
    min?: string | number;
    max?: string | number;
    maxLength?: number;
    pattern?: string;
    /** What the browser says when the value does not match the pattern. */
    title?: string;
    autoComplete?: string;
    autoFocus?: boolean;
  },
) {
  const { id, label, hint, problem, ...control } = props;
  return (
    <Frame id={id} label={label} hint={hint} problem={problem}>
      <input className={styles.input} id={id} {...control} {...describedBy(props)} />
    </Frame>
  );
}

/** Several lines of text. */
export function TextArea(
  props: FieldFrame & {
    name: string;
    rows?: number;
    defaultValue?: string;
    required?: boolean;
    maxLength?: number;
    placeholder?: string;
  },
) {
  const { id, label, hint, problem, ...control } = props;
  return (
    <Frame id={id} label={label} hint={hint} problem={problem}>
      <textarea className={styles.input} id={id} {...control} {...describedBy(props)} />
    </Frame>
  );
}

export interface Option {
  value: string;
  label: string;
}

/** A choice from a list, with its label above. */
export function SelectField(
  props: FieldFrame & { name: string; options: readonly Option[]; defaultValue?: string },
) {
  const { id, label, hint, problem, options, ...control } = props;
  return (
    <Frame id={id} label={label} hint={hint} problem={problem}>
      <select className={styles.input} id={id} {...control} {...describedBy(props)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {shownText(option.label)}
          </option>
        ))}
      </select>
    </Frame>
  );
}

/** A few choices side by side: radio buttons, or with `many` check boxes, drawn as chips. */
export function ChoiceField({
  name,
  label,
  options,
  chosen,
  many = false,
  required = false,
}: {
  name: string;
  label: string;
  options: readonly Option[];
  chosen: readonly string[];
  many?: boolean;
  /** Whether the browser requires one of the radio buttons. */
  required?: boolean;
}) {
  return (
    <fieldset className={styles.field}>
      <legend className={styles.lab}>{label}</legend>
      <div className={styles.opts}>
        {options.map((option) => (
          <label className={styles.opt} key={option.value}>
            <input
              type={many ? "checkbox" : "radio"}
              name={name}
              value={option.value}
              defaultChecked={chosen.includes(option.value)}
              required={required && !many}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
