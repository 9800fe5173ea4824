/** An environment variable under Node, Deno or Bun; undefined in a browser, or where reading is not allowed. */
export function readVariable(name: string): string | undefined {
  const { Deno, process } = globalThis as {
    Deno?: { env: { get(name: string): string | undefined } };
    process?: { env?: Record<string, string | undefined> };
  };
  // An unset variable arrives as an empty one from many a compose file.
  return (Deno ? Deno.env.get(name) : process?.env?.[name])?.trim() || undefined;
}
