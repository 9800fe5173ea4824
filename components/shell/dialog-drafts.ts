import fieldStyles from "@/components/ui/field.module.css";

const KEY = "roomkeeper.dialog-draft";

/** The values of the fields of a dialog's form that was sent. */
interface Draft {
  dialog: string;
  action: string;
  fields: [name: string, value: string][];
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/**
 * Keeps the values of a dialog's fields until the next page. If that page says that the form was refused, the dialog opens again with these
 * values, and with the reason above them. The draft stays in this tab and is deleted by the next page, whatever that page says.
 */
export function watchDrafts(): () => void {
  const draft = takeDraft();
  const refusal = document.querySelector('[data-toast="problem"] p')?.textContent ?? "";
  if (draft && refusal) reopen(draft, refusal);
  document.addEventListener("submit", keepDraft);
  return () => document.removeEventListener("submit", keepDraft);
}

function keepDraft(event: Event): void {
  const form = event.target;
  const dialog = form instanceof HTMLFormElement ? form.closest("[data-dialog]") : null;
  if (!(form instanceof HTMLFormElement) || !dialog || controlsOf(form).length === 0) return;
  const shown = new Set(controlsOf(form).map(({ name }) => name));
  const fields = [...new FormData(form)].filter(
    (entry): entry is [string, string] => typeof entry[1] === "string" && shown.has(entry[0]),
  );
  const draft: Draft = { dialog: dialog.id, action: form.getAttribute("action") ?? "", fields };
  try {
    sessionStorage.setItem(KEY, JSON.stringify(draft));
  } catch {
    // A browser without storage sends the form all the same.
  }
}

function takeDraft(): Draft | null {
  try {
    const text = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    return text === null ? null : (JSON.parse(text) as Draft);
  } catch {
    return null;
  }
}

function reopen({ dialog: id, action, fields }: Draft, refusal: string): void {
  const dialog = document.getElementById(id);
  const forms = [...(dialog?.querySelectorAll("form") ?? [])];
  const form = forms.find((one) => one.getAttribute("action") === action);
  if (!form) return;
  for (const control of controlsOf(form)) {
    const values = fields.filter(([name]) => name === control.name).map(([, value]) => value);
    if (control instanceof HTMLInputElement && /^(checkbox|radio)$/.test(control.type)) {
      control.checked = values.includes(control.value);
    } else {
      control.value = values[0] ?? "";
    }
    control.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const why = document.createElement("div");
  why.className = `${fieldStyles.field}`;
  why.setAttribute("role", "alert");
  const message = document.createElement("p");
  message.className = `${fieldStyles.hint} ${fieldStyles.isProblem}`;
  message.textContent = refusal;
  why.append(message);
  form.prepend(why);
  location.replace(`#${id}`);
}

/** The fields that a person fills in. Passwords are not kept. */
function controlsOf(form: HTMLFormElement): Control[] {
  return [...form.querySelectorAll<Control>("input, textarea, select")].filter(
    ({ type, name }) => name !== "" && !["hidden", "password", "file"].includes(type),
  );
}
