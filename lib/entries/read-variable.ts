/** An environment variable under Node, Deno or Bun; undefined in a browser, or where reading is not allowed. */
export function readVariable(name: string): string | undefined {
  const { Deno, process } = globalThis as {
    Deno?: { env: { get(name: string): string | undefined } };
    process?: { env?: Record<string, string | undefined> };
  };
  // Many compose files pass an unset variable as an empty one.
  return (Deno ? Deno.env.get(name) : process?.env?.[name])?.trim() || undefined;
}
