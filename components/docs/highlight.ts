import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";

hljs.registerLanguage("bash", bash);
hljs.registerLanguage("javascript", javascript);
hljs.registerLanguage("json", json);

/** The languages that the docs use, with the name that is shown above the code. */
export const LANGUAGE_NAMES = {
  bash: "Shell",
  javascript: "JavaScript",
  json: "JSON",
  text: "Text",
} as const;
export type CodeLanguage = keyof typeof LANGUAGE_NAMES;

/** Turns code into escaped HTML with one span per token. It runs only on the server, so browsers do not load highlight.js. */
export function highlight(code: string, language: Exclude<CodeLanguage, "text">): string {
  return hljs.highlight(code, { language, ignoreIllegals: true }).value;
}
