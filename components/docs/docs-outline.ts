import { isValidElement, type ReactNode } from "react";

/** A section of a page: its heading and all of its text. */
export interface DocsPart {
  /** Empty for the text before the first heading. */
  id: string;
  title: string;
  /** Whether “On this page” lists it. */
  isListed: boolean;
  text: string;
}

type Props = { children?: ReactNode; id?: string; "data-title"?: string; "data-toc"?: string };

/**
 * The sections of a docs page, read from the rendered page, so that the search and the list “On this page” always match it. The
 * function calls components itself. This works because the components of the docs use no hooks.
 */
export function docsOutline(body: ReactNode): DocsPart[] {
  const parts: DocsPart[] = [{ id: "", title: "", isListed: false, text: "" }];
  read(body, parts);
  return parts.map((part) => ({ ...part, text: part.text.replace(/\s+/g, " ").trim() }));
}

function read(node: ReactNode, parts: DocsPart[]): void {
  if (typeof node === "string" || typeof node === "number") {
    const part = parts.at(-1);
    if (part) part.text += node;
    return;
  }
  if (Array.isArray(node)) {
    for (const child of node) read(child, parts);
    return;
  }
  if (!isValidElement<Props>(node)) return;
  const { type, props } = node;
  if (typeof type === "function") {
    read((type as (props: Props) => ReactNode)(props), parts);
    return;
  }
  if (type === "button" || type === "figure") return;
  const title = props["data-title"];
  if (props.id && title) {
    parts.push({ id: props.id, title, isListed: "data-toc" in props, text: "" });
  }
  const isBlock = BLOCKS.has(String(type));
  const space = () => {
    const part = parts.at(-1);
    if (part && isBlock) part.text += " ";
  };
  space();
  if (type !== "h2") read(props.children, parts);
  space();
}

const BLOCKS = new Set(["p", "li", "dt", "dd", "td", "th", "div", "small", "section", "article"]);
