"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** The address that the form asks for, without what narrows nothing: empty fields, and everybody who can be here. */
function addressOf(form: HTMLFormElement): string {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value !== "") query.append(name, value);
  }
  const people = form.querySelectorAll<HTMLInputElement>('input[name="here"]');
  if (query.getAll("here").length === people.length) query.delete("here");
  const path = form.getAttribute("action") ?? "";
  return query.size > 0 ? `${path}?${query}` : path;
}

/** Shows the shortlist for the form's new choices at once, in its place. Without scripts the form has a button. Renders nothing. */
export function ShowAtOnce({ formId }: { formId: string }) {
  const router = useRouter();
  useEffect(() => {
    const form = document.getElementById(formId);
    if (!(form instanceof HTMLFormElement)) return;
    const people = [...form.querySelectorAll<HTMLInputElement>('input[name="here"]')];
    const show = () => {
      // The list is for somebody: without anybody it is for everybody again.
      if (people.every(({ checked }) => !checked)) for (const one of people) one.checked = true;
      router.replace(addressOf(form), { scroll: false });
    };
    // Somebody may have been faster than this script.
    const boxes = form.querySelectorAll<HTMLInputElement>("input[type=checkbox]");
    if ([...boxes].some((box) => box.checked !== box.defaultChecked)) show();
    form.addEventListener("change", show);
    return () => form.removeEventListener("change", show);
  }, [router, formId]);
  return null;
}
