/** The environment variables for a program that must not get our settings, because some of them are secret. */
export function bareVariables(): NodeJS.ProcessEnv {
  const names = ["NODE_ENV", "PATH", "TMPDIR", "TEMP", "TMP", "SystemRoot", "LD_LIBRARY_PATH"];
  const given = names.map((name) => [name, process.env[name]]);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}
